package haneul.wire.http;

import haneul.kernel.Ids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers requests that never become an exchange, because no HTTP request could be made of their bytes, as S3 does:
 * a small XML document that tells nothing about the server.
 */
final class TransportErrors implements Request.Handler {
    private final Ids ids;

    TransportErrors(Ids ids) {
        this.ids = ids;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = request.getAttribute(ErrorHandler.ERROR_STATUS) instanceof Integer given ? given : 500;
        var requestId = ids.upperAlphanumeric(16);
        response.setStatus(status == 431 || status == 414 ? 400 : status);
        var headers = response.getHeaders();
        headers.put("x-amz-request-id", requestId);
        headers.put(HttpHeader.CONTENT_TYPE, "application/xml");
        headers.put(HttpHeader.CONNECTION, "close");
        var body = document(status, requestId).getBytes(StandardCharsets.UTF_8);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    private static String document(int status, String requestId) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code(status) + "</Code><Message>"
                + message(status) + "</Message><RequestId>" + requestId + "</RequestId></Error>";
    }

    private static String code(int status) {
        return switch (status) {
            case 400 -> "BadRequest";
            case 408 -> "RequestTimeout";
            case 414, 431 -> "RequestHeaderSectionTooLarge";
            case 417 -> "ExpectationFailed";
            case 501, 505, 426 -> "NotImplemented";
            case 503 -> "ServiceUnavailable";
            default -> status < 500 ? "BadRequest" : "InternalError";
        };
    }

    private static String message(int status) {
        return switch (status) {
            case 408 ->
                "Your socket connection to the server was not read from or written to within the timeout period.";
            case 414, 431 -> "Your request header section exceeds the maximum allowed request header section size.";
            case 417 -> "The only expectation that is understood is 100-continue.";
            case 501, 505, 426 -> "A header you provided implies functionality that is not implemented.";
            case 503 -> "Please reduce your request rate.";
            default ->
                status < 500
                        ? "An error occurred when parsing the HTTP request."
                        : "We encountered an internal error. Please try again.";
        };
    }
}
