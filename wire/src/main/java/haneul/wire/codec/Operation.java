package haneul.wire.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkPojo;

/**
 * One operation of a service, as AWS's model describes it. Its shapes are classes of the AWS SDK, looked up when first
 * needed: an operation without them can still be routed and refused.
 */
public final class Operation {
    /** A parameter that stands in the URI itself: {@code ?acl} or {@code ?list-type=2}; the value may be null. */
    private record LiteralQuery(String name, String value) {}

    private final String name;
    private final String method;
    private final String uri;
    private final int status;
    private final String javaName;
    private final String javaPackage;
    private final String constraints;
    private final String root;
    private final boolean streamsInput;
    private final boolean streamsOutput;
    private final boolean streamsEvents;
    private final boolean unsigned;
    private final boolean unsignedPayload;
    private final boolean bareRoot;
    private final boolean hasResult;
    private final boolean superseded;
    private final String checksum;
    private final List<String> errors;
    private final List<String> neededQuery = new ArrayList<>();
    private final List<String> neededHeaders = new ArrayList<>();
    private final List<LiteralQuery> literals = new ArrayList<>();
    private final UriTemplate template;
    private volatile MethodHandle builder;

    /** Reads {@code op Name METHOD uri status key=value flag ...}. */
    Operation(String line, String javaPackage) {
        var words = line.split(" ");
        if (words.length < 5 || !words[0].equals("op")) {
            throw new IllegalArgumentException("'" + line + "' is no line of an operation");
        }
        this.name = words[1];
        this.method = words[2];
        this.uri = words[3];
        this.status = Integer.parseInt(words[4]);
        this.javaPackage = javaPackage;
        var options = new Options(words, 5);
        this.javaName = options.value("java").orElse(name);
        this.constraints = options.value("in").orElse(null);
        this.root = options.value("root").orElse(null);
        var streams = options.list("stream");
        this.streamsInput = streams.contains("in");
        this.streamsOutput = streams.contains("out");
        this.streamsEvents = options.flag("events");
        this.unsigned = options.flag("unsigned");
        this.unsignedPayload = options.flag("unsignedPayload");
        this.bareRoot = options.flag("bare");
        this.hasResult = options.flag("result");
        this.superseded = options.flag("superseded");
        this.checksum = options.value("checksum").orElse("");
        this.errors = options.list("errors");
        for (var need : options.list("need")) {
            if (need.startsWith("?")) {
                neededQuery.add(need.substring(1));
            } else {
                neededHeaders.add(need);
            }
        }
        this.template = readUri();
    }

    private UriTemplate readUri() {
        int mark = uri.indexOf('?');
        if (mark < 0) {
            return new UriTemplate(uri);
        }
        for (var part : uri.substring(mark + 1).split("&")) {
            int equals = part.indexOf('=');
            literals.add(
                    equals < 0
                            ? new LiteralQuery(part, null)
                            : new LiteralQuery(part.substring(0, equals), part.substring(equals + 1)));
        }
        return new UriTemplate(uri.substring(0, mark));
    }

    /** AWS's name, for example {@code PutObject}. */
    public String name() {
        return name;
    }

    /** The HTTP method of the model. */
    public String method() {
        return method;
    }

    /** The URI template of the model, for example {@code /{Bucket}/{Key+}?acl}. */
    public String uri() {
        return uri;
    }

    /** The HTTP status of success. */
    public int status() {
        return status;
    }

    /** Whether the request body is data that must not be buffered. */
    public boolean streamsInput() {
        return streamsInput;
    }

    /** Whether the response body is data that must not be buffered. */
    public boolean streamsOutput() {
        return streamsOutput;
    }

    /** Whether the response is a stream of events, which no shape holds. */
    public boolean streamsEvents() {
        return streamsEvents;
    }

    /** Whether AWS serves it without a signature (auth type none). */
    public boolean unsigned() {
        return unsigned;
    }

    /** Whether clients leave the body out of the signature. */
    public boolean unsignedPayload() {
        return unsignedPayload;
    }

    /** Whether the request must carry a checksum or Content-MD5 of its body. */
    public boolean requiresChecksum() {
        return checksum.equals("required");
    }

    /** Names of the error shapes that the model lists for it. */
    public List<String> errors() {
        return errors;
    }

    /** Whether the answer's root element holds the one member as text, without an element of its own. */
    boolean bareRoot() {
        return bareRoot;
    }

    /** Whether an answer of the query protocol has a result element, even an empty one. */
    boolean hasResult() {
        return hasResult;
    }

    /** Whether another operation has taken over its route. */
    boolean superseded() {
        return superseded;
    }

    /** The root element of an XML answer; null when the protocol has a convention. */
    String root() {
        return root;
    }

    /** Name of the model's input shape; null when nothing in it is constrained. */
    String constraints() {
        return constraints;
    }

    UriTemplate template() {
        return template;
    }

    /**
     * Its name in Java as the SDK spells it: the name with a small first letter, for example
     * {@code createSAMLProvider}.
     */
    public String methodName() {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** The request shape's class; empty when the SDK on the class path has none. */
    public Optional<Class<?>> requestType() {
        return shape("Request");
    }

    /** The response shape's class; empty when the SDK on the class path has none. */
    public Optional<Class<?>> responseType() {
        return shape("Response");
    }

    private Optional<Class<?>> shape(String suffix) {
        if (javaPackage == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Class.forName(javaPackage + ".model." + javaName + suffix));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    /** An empty builder of the request shape. @throws IllegalStateException when the class path lacks it */
    SdkPojo newRequest() {
        try {
            var make = builder;
            if (make == null) {
                make = builder = builderOf(requestType());
            }
            return (SdkPojo) make.invokeExact();
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot make a builder of " + name + "Request", e);
        }
    }

    private MethodHandle builderOf(Optional<Class<?>> type) throws ReflectiveOperationException {
        var shape = type.orElseThrow(() -> new IllegalStateException("the class path has no shape for " + name));
        return MethodHandles.publicLookup()
                .unreflect(shape.getMethod("builder"))
                .asType(MethodType.methodType(SdkPojo.class));
    }

    int literalCount() {
        return literals.size();
    }

    int needCount() {
        return neededQuery.size() + neededHeaders.size();
    }

    boolean fitsLiterals(Query query) {
        for (int i = 0; i < literals.size(); i++) {
            var literal = literals.get(i);
            if (literal.value == null
                    ? !query.has(literal.name)
                    : !query.first(literal.name).map(literal.value::equals).orElse(false)) {
                return false;
            }
        }
        return true;
    }

    /** How many required query parameters and headers the request lacks. */
    int missingNeeds(Query query, Function<String, Optional<String>> headers) {
        int missing = 0;
        for (int i = 0; i < neededQuery.size(); i++) {
            missing += query.has(neededQuery.get(i)) ? 0 : 1;
        }
        for (int i = 0; i < neededHeaders.size(); i++) {
            missing += headers.apply(neededHeaders.get(i)).isPresent() ? 0 : 1;
        }
        return missing;
    }

    @Override
    public String toString() {
        return name;
    }
}
