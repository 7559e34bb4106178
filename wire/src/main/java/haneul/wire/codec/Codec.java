package haneul.wire.codec;

import haneul.kernel.AwsException;
import software.amazon.awssdk.core.SdkPojo;

/** Turns requests into AWS's shapes, and shapes and errors into answers, in every protocol AWS speaks. */
public final class Codec {
    private Codec() {}

    /** As {@link #decode(ServiceModel, Protocol, Operation, RequestParts)} in the service's preferred protocol. */
    public static SdkPojo decode(ServiceModel service, Operation operation, RequestParts parts) {
        return decode(service, service.protocol(), operation, parts);
    }

    /** @throws AwsException when the request is malformed or breaks a constraint of the model, worded as AWS words it */
    public static SdkPojo decode(ServiceModel service, Protocol protocol, Operation operation, RequestParts parts) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #encode(ServiceModel, Protocol, Operation, SdkPojo, String)} in the service's preferred protocol. */
    public static Rendered encode(ServiceModel service, Operation operation, SdkPojo response, String requestId) {
        return encode(service, service.protocol(), operation, response, requestId);
    }

    /** The answer to a successful call, without the headers every answer has (Date, Server, request ids). */
    public static Rendered encode(
            ServiceModel service, Protocol protocol, Operation operation, SdkPojo response, String requestId) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #error(ServiceModel, Protocol, Operation, AwsException, String, String)} in the preferred protocol. */
    public static Rendered error(
            ServiceModel service, Operation operation, AwsException error, String requestId, String resource) {
        return error(service, service.protocol(), operation, error, requestId, resource);
    }

    /**
     * The answer to a failed call.
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
        throw new UnsupportedOperationException();
    }
}
