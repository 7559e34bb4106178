package haneul.wire.codec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What AWS's model says about one service beyond its shapes. Immutable. Its facts come from one line; operations,
 * errors and constraints are read when first asked for, so that a service nobody calls costs nothing.
 */
public final class ServiceModel {
    /** Opens the text of a model. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    private final String name;
    private final Options facts;
    private final Set<Protocol> protocols = new LinkedHashSet<>();
    private final Protocol preferred;
    private final Source source;
    private volatile ServiceOperations operations;

    private ServiceModel(String line, Source source) {
        var words = line.split(" ");
        if (words.length < 2 || !words[0].equals("service")) {
            throw new IllegalArgumentException("'" + line + "' is no first line of a service model");
        }
        this.name = words[1];
        this.facts = new Options(words, 2);
        this.source = source;
        for (var protocol : facts.list("protocols")) {
            protocols.add(Protocol.named(protocol));
        }
        this.preferred = protocols.iterator().next();
    }

    /** @throws IOException when the resource cannot be read or is no service model */
    public static ServiceModel read(InputStream in) throws IOException {
        var bytes = in.readAllBytes();
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        try {
            return lazy(new String(bytes, 0, end, StandardCharsets.UTF_8), () -> new ByteArrayInputStream(bytes));
        } catch (IllegalArgumentException e) {
            throw new IOException("no service model: " + e.getMessage(), e);
        }
    }

    /**
     * A model known by its first line, whose text is opened when an operation is asked for.
     *
     * @throws IllegalArgumentException when the line is no first line of a service model
     */
    public static ServiceModel lazy(String firstLine, Source source) {
        return new ServiceModel(firstLine, source);
    }

    /** The service's name in AWS's command line, for example {@code s3}, {@code ec2}, {@code ce}. */
    public String name() {
        return name;
    }

    /** The service id of AWS's model, words joined by hyphens, for example {@code Cost-Explorer}. */
    public String serviceId() {
        return facts.value("id").orElse(name);
    }

    /** The service in a credential scope, for example {@code elasticfilesystem}. */
    public String signingName() {
        return facts.value("signing").orElse(name);
    }

    /** The first label of the service's host names. */
    public String endpointPrefix() {
        return facts.value("endpoint").orElse(name);
    }

    /** What stands before the last dot of {@code X-Amz-Target}; empty when the service has none. */
    public String targetPrefix() {
        return facts.value("target").orElse("");
    }

    public String apiVersion() {
        return facts.value("version").orElse("");
    }

    /** Empty when the protocol has none. */
    public String xmlNamespace() {
        return facts.value("namespace").orElse("");
    }

    /** The package of the service's classes in the AWS SDK for Java; empty when the SDK has none. */
    public Optional<String> javaPackage() {
        return facts.value("java").map(last -> "software.amazon.awssdk.services." + last);
    }

    /** The protocol that clients prefer. */
    public Protocol protocol() {
        return preferred;
    }

    /** Every protocol the service speaks, preferred first. */
    public Set<Protocol> protocols() {
        return Collections.unmodifiableSet(protocols);
    }

    /** The protocol a request speaks, judged by its headers; always one of {@link #protocols()}. */
    public Protocol spoken(Function<String, Optional<String>> headers) {
        if (protocols.size() == 1) {
            return protocol();
        }
        var smithy = headers.apply("smithy-protocol").filter("rpc-v2-cbor"::equals);
        for (var candidate : protocols) {
            boolean fits =
                    switch (candidate) {
                        case RPC_V2_CBOR -> smithy.isPresent();
                        case JSON_1_0, JSON_1_1 ->
                            smithy.isEmpty() && headers.apply("x-amz-target").isPresent();
                        case EC2_QUERY, AWS_QUERY, REST_XML, REST_JSON -> smithy.isEmpty();
                    };
            if (fits) {
                return candidate;
            }
        }
        return protocol();
    }

    /** Whether errors stand within {@code ErrorResponse}; false for S3. */
    public boolean wrapsErrors() {
        return !facts.value("wrapsErrors").orElse("true").equals("false");
    }

    /** Whether errors also name their code of the query protocol, in {@code x-amzn-query-error}. */
    public boolean queryCompatible() {
        return facts.flag("queryCompatible");
    }

    public Collection<Operation> operations() {
        return loaded().all();
    }

    /**
     * Finds by the name on the wire: query {@code Action}, suffix of {@code X-Amz-Target}, last path part of RPC v2.
     */
    public Optional<Operation> operation(String wireName) {
        return loaded().named(wireName);
    }

    /** Finds the operation of a REST request; the most specific that fits. */
    public Optional<Operation> route(
            String method, String rawPath, Query query, Function<String, Optional<String>> headers) {
        return loaded().routes().find(method, rawPath, query, headers);
    }

    /** The HTTP status that the model gives an error, by its code or by the name of its shape. */
    public Optional<Integer> errorStatus(String code) {
        return error(code).map(ModelledError::status);
    }

    Optional<ModelledError> error(String code) {
        return loaded().error(code);
    }

    Constraints constraints() {
        return loaded().constraints();
    }

    private ServiceOperations loaded() {
        var known = operations;
        if (known == null) {
            try (var in = source.open()) {
                known = operations = new ServiceOperations(
                        new String(in.readAllBytes(), StandardCharsets.UTF_8),
                        javaPackage().orElse(null));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the model of " + name, e);
            }
        }
        return known;
    }

    @Override
    public String toString() {
        return name;
    }
}
