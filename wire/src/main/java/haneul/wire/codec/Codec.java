package haneul.wire.codec;

import haneul.kernel.AwsException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Turns requests into AWS's shapes, and shapes and errors into answers, in every protocol AWS speaks. Stateless and
 * safe from any thread. Whatever a client sends, the only exception that leaves {@code read} and {@code decode} is an
 * {@link AwsException}; time and memory are linear in the size of the request, which the caller bounds.
 */
public final class Codec {
    private static final MessageDigest SHA_384 = sha384();

    private Codec() {}

    /** To be cloned, because looking a provider up costs more than the digest. */
    private static MessageDigest sha384() {
        try {
            return MessageDigest.getInstance("SHA-384");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK lacks SHA-384", e);
        }
    }

    /** As {@link #decode(ServiceModel, Protocol, Operation, RequestParts)} in the service's preferred protocol. */
    public static SdkPojo decode(ServiceModel service, Operation operation, RequestParts parts) {
        return decode(service, service.protocol(), operation, parts);
    }

    /**
     * Reads a request and holds it against the model's constraints.
     *
     * @throws AwsException when the request is malformed or breaks a constraint of the model, worded as AWS words it
     * @throws IllegalStateException when the class path has no shape of the operation
     */
    public static SdkPojo decode(ServiceModel service, Protocol protocol, Operation operation, RequestParts parts) {
        var request = read(service, protocol, operation, parts);
        validate(service, protocol, operation, request);
        return request;
    }

    /**
     * Reads a request without holding it against the model's constraints.
     *
     * @throws AwsException when the request is malformed, worded as AWS words it
     */
    public static SdkPojo read(ServiceModel service, Protocol protocol, Operation operation, RequestParts parts) {
        try {
            return switch (protocol) {
                case REST_XML, REST_JSON -> RestInput.read(operation, protocol, parts);
                case EC2_QUERY, AWS_QUERY -> bind(protocol, operation, FormReader.read(form(parts)));
                case JSON_1_0, JSON_1_1 -> bind(protocol, operation, JsonReader.read(parts.body()));
                case RPC_V2_CBOR -> bind(protocol, operation, CborReader.read(parts.body()));
            };
        } catch (Malformed e) {
            throw new Refusals(service, protocol).malformed(e);
        }
    }

    /** A query request may come in the body, in the URL, or in parts. */
    private static Query form(RequestParts parts) {
        if (parts.body().length == 0) {
            return parts.query();
        }
        return parts.query().and(Query.read(new String(parts.body(), StandardCharsets.ISO_8859_1).strip()));
    }

    private static SdkPojo bind(Protocol protocol, Operation operation, Node tree) {
        var builder = operation.newRequest();
        new Binder(protocol).fill(builder, Layout.of(builder), tree);
        return (SdkPojo) ((Buildable) builder).build();
    }

    /**
     * Holds a request shape against the model. S3 answers for its own values, so of S3 only presence is checked; of EC2
     * presence and numeric ranges, since its other refusals differ from parameter to parameter.
     *
     * @throws AwsException when a constraint is broken, worded as AWS words it
     */
    public static void validate(ServiceModel service, Protocol protocol, Operation operation, SdkPojo request) {
        if (operation.constraints() == null) {
            return;
        }
        var refusals = new Refusals(service, protocol);
        var violations = Validation.of(service.constraints(), operation.constraints(), request, refusals.bare());
        if (protocol == Protocol.EC2_QUERY) {
            violations = violations.stream()
                    .filter(v -> v.kind() != Validation.Kind.OTHER)
                    .toList();
        }
        if (!violations.isEmpty()) {
            throw refusals.invalid(violations);
        }
    }

    /** As {@link #encode(ServiceModel, Protocol, Operation, SdkPojo, String)} in the service's preferred protocol. */
    public static Rendered encode(ServiceModel service, Operation operation, SdkPojo response, String requestId) {
        return encode(service, service.protocol(), operation, response, requestId);
    }

    /** The answer to a successful call, without the headers every answer has (Date, Server, request ids). */
    public static Rendered encode(
            ServiceModel service, Protocol protocol, Operation operation, SdkPojo response, String requestId) {
        return switch (protocol) {
            case EC2_QUERY -> Answers.ec2(service, operation, response, requestId);
            case AWS_QUERY -> Answers.query(service, operation, response, requestId);
            case REST_XML, REST_JSON -> Answers.rest(service, protocol, operation, response);
            case JSON_1_0, JSON_1_1 -> Answers.json(protocol, operation, response);
            case RPC_V2_CBOR -> Answers.cbor(operation, response);
        };
    }

    /** As {@link #error(ServiceModel, Protocol, Operation, AwsException, String, String)} in the preferred protocol. */
    public static Rendered error(
            ServiceModel service, Operation operation, AwsException error, String requestId, String resource) {
        return error(service, service.protocol(), operation, error, requestId, resource);
    }

    /**
     * The answer to a failed call. Of an error that the model declares, {@code error.code()} may be its shape's name or
     * its code: JSON and CBOR send the first, the query protocols the second. Details are further members.
     *
     * @param operation null when none was found
     * @param resource the path that S3 names in its errors; null elsewhere
     */
    public static Rendered error(
            ServiceModel service,
            Protocol protocol,
            Operation operation,
            AwsException error,
            String requestId,
            String resource) {
        return new Failures(service, protocol, error).render(requestId, resource);
    }

    /** The extended request id ({@code x-amz-id-2}, {@code HostId}) that belongs to a request id. */
    public static String hostId(String requestId) {
        try {
            var digest = (MessageDigest) SHA_384.clone();
            return Base64.getEncoder().encodeToString(digest.digest(requestId.getBytes(StandardCharsets.UTF_8)));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-384 cannot be cloned", e);
        }
    }
}
