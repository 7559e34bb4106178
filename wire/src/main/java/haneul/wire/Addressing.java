package haneul.wire;

/** Turns a request's host and path into the path that the service's model expects, such as S3's virtual-host style. */
@FunctionalInterface
public interface Addressing {
    Addressing AS_SENT = (host, rawPath) -> rawPath;

    /**
     * @param host lower case, without port
     * @param rawPath percent-encoding untouched
     * @throws haneul.kernel.AwsException when the host names nothing there is
     */
    String path(String host, String rawPath);
}
