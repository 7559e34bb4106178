package haneul.wire;

import haneul.wire.auth.Dialect;
import haneul.wire.auth.SigningStyle;
import haneul.wire.codec.Operation;
import haneul.wire.codec.Protocol;
import haneul.wire.codec.ServiceModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One service on the wire: its model and who handles its operations. Built at start, by one thread, then only read. */
public final class Endpoint {
    private static final int MIB = 1024 * 1024;

    private final ServiceModel model;
    private final SigningStyle style;
    private final Map<String, Handled> handled = new HashMap<>();
    private final List<Interceptor> interceptors = new ArrayList<>();
    private Addressing addressing = Addressing.AS_SENT;
    private Stamper stamper = Stamper.NONE;
    private BodyCheck bodyCheck = BodyCheck.NONE;
    private SelfSigned selfSigned = SelfSigned.NONE;
    private String server;
    private int maxBodyBytes = 4 * MIB;

    public Endpoint(ServiceModel model) {
        this.model = model;
        this.style = model.wrapsErrors() ? SigningStyle.STANDARD : SigningStyle.S3;
        this.server = style == SigningStyle.S3 ? "AmazonS3" : "";
    }

    /**
     * Adds handlers: every public method annotated {@link Action}, named as its operation but for the case of letters.
     *
     * @throws IllegalArgumentException when a method is no handler, names no operation of the model, or one that is
     *     handled already
     */
    public Endpoint handler(Object handlers) {
        var operations = new HashMap<String, Operation>();
        for (var operation : model.operations()) {
            operations.put(operation.name().toLowerCase(Locale.ROOT), operation);
        }
        for (var method : handlers.getClass().getMethods()) {
            if (!method.isAnnotationPresent(Action.class)) {
                continue;
            }
            var operation = operations.get(method.getName().toLowerCase(Locale.ROOT));
            if (operation == null) {
                throw new IllegalArgumentException(
                        method + " handles no operation of " + model.name() + "; name it as AWS does");
            }
            if (handled.putIfAbsent(operation.name(), Handled.of(handlers, method, operation)) != null) {
                throw new IllegalArgumentException(operation.name() + " is handled twice, again by " + method);
            }
        }
        return this;
    }

    /** Interceptors are asked in the order added. */
    public Endpoint intercept(Interceptor interceptor) {
        interceptors.add(interceptor);
        return this;
    }

    public Endpoint addressing(Addressing addressing) {
        this.addressing = addressing;
        return this;
    }

    /** Answers requests whose signature is in their body; asked after the interceptors. */
    public Endpoint selfSigned(SelfSigned selfSigned) {
        this.selfSigned = selfSigned;
        return this;
    }

    /** Adds headers to answers that depend on the request; errors have them too. */
    public Endpoint stamper(Stamper stamper) {
        this.stamper = stamper;
        return this;
    }

    /** Checks whole bodies before they are decoded; bodies that stream are their handlers' business. */
    public Endpoint bodyCheck(BodyCheck bodyCheck) {
        this.bodyCheck = bodyCheck;
        return this;
    }

    /** The {@code Server} header of its answers; empty for none. {@code AmazonS3} is preset for S3. */
    public Endpoint server(String server) {
        this.server = server;
        return this;
    }

    /** The longest body of an operation whose input does not stream; preset are 4 MiB. */
    public Endpoint maxBodyBytes(int bytes) {
        this.maxBodyBytes = bytes;
        return this;
    }

    public ServiceModel model() {
        return model;
    }

    /** Names of the operations that have a handler, sorted. */
    public Set<String> handled() {
        return new TreeSet<>(handled.keySet());
    }

    SigningStyle style() {
        return style;
    }

    Dialect dialect(Protocol protocol) {
        return Dialect.of(style, protocol);
    }

    Optional<Handled> handled(Operation operation) {
        return Optional.ofNullable(handled.get(operation.name()));
    }

    List<Interceptor> interceptors() {
        return Collections.unmodifiableList(interceptors);
    }

    Addressing addressing() {
        return addressing;
    }

    Stamper stamper() {
        return stamper;
    }

    BodyCheck bodyCheck() {
        return bodyCheck;
    }

    SelfSigned selfSigned() {
        return selfSigned;
    }

    String server() {
        return server;
    }

    int maxBodyBytes() {
        return maxBodyBytes;
    }
}
