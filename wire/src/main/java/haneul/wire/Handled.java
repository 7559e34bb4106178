package haneul.wire;

import haneul.wire.codec.Operation;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import software.amazon.awssdk.core.SdkPojo;

/** A handler method bound to its operation: what to call, and what the gate must allow first. */
final class Handled {
    private static final MethodType SHAPE = MethodType.methodType(SdkPojo.class, SdkPojo.class, Call.class);

    private final Operation operation;
    private final String action;
    private final ResourceTemplate resource;
    private final MethodHandle method;

    private Handled(Operation operation, String action, ResourceTemplate resource, MethodHandle method) {
        this.operation = operation;
        this.action = action;
        this.resource = resource;
        this.method = method;
    }

    /** @throws IllegalArgumentException when the method is no handler */
    static Handled of(Object handlers, Method method, Operation operation) {
        var types = method.getParameterTypes();
        var action = method.getAnnotation(Action.class);
        if (!Modifier.isPublic(method.getModifiers())
                || types.length != 2
                || types[1] != Call.class
                || !SdkPojo.class.isAssignableFrom(types[0])
                || !SdkPojo.class.isAssignableFrom(method.getReturnType())) {
            throw new IllegalArgumentException(
                    method + " is annotated @Action but is not: public XResponse x(XRequest request, Call call)");
        }
        try {
            var handle = MethodHandles.publicLookup()
                    .unreflect(accessible(method))
                    .bindTo(handlers)
                    .asType(SHAPE);
            return new Handled(operation, action.value(), ResourceTemplate.parse(action.resource()), handle);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(method + " cannot be called: " + e.getMessage(), e);
        }
    }

    /** Handlers may stand in classes that their package keeps to itself. */
    private static Method accessible(Method method) {
        method.setAccessible(true);
        return method;
    }

    Operation operation() {
        return operation;
    }

    String action() {
        return action;
    }

    String resource(SdkPojo request, Call call) {
        return resource.fill(request, call);
    }

    SdkPojo handle(SdkPojo request, Call call) throws IOException {
        try {
            return (SdkPojo) method.invokeExact(request, call);
        } catch (RuntimeException | Error | IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a handler threw " + e, e);
        }
    }
}
