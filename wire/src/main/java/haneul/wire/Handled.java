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
    private final Object handlers;
    private final Method method;
    private volatile MethodHandle handle;

    private Handled(Operation operation, String action, ResourceTemplate resource, Object handlers, Method method) {
        this.operation = operation;
        this.action = action;
        this.resource = resource;
        this.handlers = handlers;
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
        method.setAccessible(true); // handlers may stand in classes that their package keeps to itself
        return new Handled(operation, action.value(), ResourceTemplate.parse(action.resource()), handlers, method);
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
        var bound = handle;
        if (bound == null) {
            bound = handle = bind();
        }
        try {
            return (SdkPojo) bound.invokeExact(request, call);
        } catch (RuntimeException | Error | IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a handler threw " + e, e);
        }
    }

    /** Bound at the first call: to bind the handlers of all operations takes a noticeable part of a start. */
    private MethodHandle bind() {
        try {
            return MethodHandles.publicLookup().unreflect(method).bindTo(handlers).asType(SHAPE);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " was made accessible and cannot be called", e);
        }
    }
}
