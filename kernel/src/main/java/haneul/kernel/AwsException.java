package haneul.kernel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error as AWS words it: a code, an HTTP status, a message, and for some codes further named details
 * (S3's {@code BucketName}, {@code Condition}, …). Services throw it, {@code wire} renders it in the
 * protocol of the request. It carries no stack trace: it describes the request, not our code.
 */
public final class AwsException extends RuntimeException {
    private final String code;
    private final int status;
    private final transient Map<String, String> details;
    private final transient Map<String, String> headers;

    public AwsException(String code, int status, String message) {
        this(code, status, message, Map.of(), Map.of());
    }

    private AwsException(
            String code, int status, String message, Map<String, String> details, Map<String, String> headers) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.details = details;
        this.headers = headers;
    }

    /** The same error with one more named detail, in the order given. */
    public AwsException with(String name, String value) {
        return new AwsException(code, status, getMessage(), plus(details, name, value), headers);
    }

    /** The same error with a response header, such as {@code Allow} of a 405. */
    public AwsException withHeader(String name, String value) {
        return new AwsException(code, status, getMessage(), details, plus(headers, name, value));
    }

    private static Map<String, String> plus(Map<String, String> map, String name, String value) {
        var more = new LinkedHashMap<>(map);
        more.put(name, value);
        return Collections.unmodifiableMap(more);
    }

    /** AWS's error code, for example {@code NoSuchBucket}. */
    public String code() {
        return code;
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }

    public Map<String, String> details() {
        return details;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
