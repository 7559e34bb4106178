package haneul.wire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One authenticated request on its way through the gate to its handler: who, what, where, when, and the bodies that
 * stream.
 */
public final class Call {
    private final String requestId;
    private final String service;
    private final String operation;
    private final String region;
    private final Caller caller;
    private final Instant receivedAt;
    private final Exchange exchange;
    private final Payload payload;
    private final Authorizer authorizer;
    private final List<Exchange.Header> headers = new ArrayList<>();
    private int status;
    private long contentLength = -1;
    private Content content;

    public Call(
            String requestId,
            String service,
            String operation,
            String region,
            Caller caller,
            Instant receivedAt,
            Exchange exchange,
            Payload payload,
            Authorizer authorizer) {
        this.requestId = requestId;
        this.service = service;
        this.operation = operation;
        this.region = region;
        this.caller = caller;
        this.receivedAt = receivedAt;
        this.exchange = exchange;
        this.payload = payload;
        this.authorizer = authorizer;
    }

    public String requestId() {
        return requestId;
    }

    /** The signing name of the service, for example {@code s3}. */
    public String service() {
        return service;
    }

    /** AWS's name of the operation, for example {@code PutObject}. */
    public String operation() {
        return operation;
    }

    /** The region of the credential scope; the cloud's default region when anonymous. */
    public String region() {
        return region;
    }

    public Caller caller() {
        return caller;
    }

    /** When the request arrived, on the cloud's clock; use it as "now" within one call. */
    public Instant receivedAt() {
        return receivedAt;
    }

    /** The raw HTTP request, for headers that no model knows. */
    public Exchange exchange() {
        return exchange;
    }

    /** The decoded body of an operation whose input streams. */
    public Payload payload() {
        return payload;
    }

    /** Asks the gate for a further permission, such as the source of a copy. */
    public void authorize(String action, String resource) {
        authorizer.authorize(this, action, resource);
    }

    /** Answers with another status than the model's, for example 206. */
    public void respondWith(int status) {
        this.status = status;
    }

    /** Adds a response header that the response shape does not have. */
    public void respondWith(String header, String value) {
        headers.add(new Exchange.Header(header, value));
    }

    /** Answers with a streaming body; for operations whose output streams. */
    public void respondWith(long length, Content content) {
        this.contentLength = length;
        this.content = content;
    }

    /** 0 when the model's status stands. */
    int status() {
        return status;
    }

    List<Exchange.Header> headers() {
        return headers;
    }

    long contentLength() {
        return contentLength;
    }

    /** Null when the response shape is the whole answer. */
    Content content() {
        return content;
    }
}
