package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.Catalog;
import haneul.s3.model.CorsMatch;
import haneul.wire.Exchange;
import haneul.wire.Exchange.Header;
import haneul.wire.Interceptor;
import haneul.wire.Stamper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Lets web pages of other origins use a bucket as far as its rules allow: answers browsers' preflights, which carry no
 * signature, and marks the answers to their requests, errors too (S3 API reference, "OPTIONS object"; Fetch standard).
 */
public final class Cors implements Interceptor, Stamper {
    private static final Set<String> METHODS = Set.of("GET", "PUT", "HEAD", "POST", "DELETE");
    private static final String ORIGIN = "origin";
    private static final String REQUEST_METHOD = "access-control-request-method";
    private static final String REQUEST_HEADERS = "access-control-request-headers";
    private static final Header VARY =
            new Header("Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method");

    private final Catalog catalog;

    public Cors(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public boolean intercept(Exchange exchange, String requestId, String path) throws IOException {
        if (!exchange.method().equals("OPTIONS")) {
            return false;
        }
        var origin = exchange.header(ORIGIN)
                .orElseThrow(() -> badRequest("Insufficient information. Origin request header needed."));
        var method = exchange.header(REQUEST_METHOD).orElse("null");
        if (!METHODS.contains(method)) {
            throw badRequest("Invalid Access-Control-Request-Method: " + method);
        }
        var requested = requested(exchange);
        exchange.respond(200, preflight(path, origin, method, requested), ByteBuffer.allocate(0));
        return true;
    }

    private List<Header> preflight(String path, String origin, String method, List<String> requested) {
        var bucket = catalog.find(bucket(path))
                .orElseThrow(() -> forbidden("Bucket not found", method, "BUCKET"))
                .bucket();
        var type = path.indexOf('/', 1) > 0 && !path.endsWith("/") ? "OBJECT" : "BUCKET";
        if (bucket.cors().isEmpty()) {
            throw forbidden("CORS is not enabled for this bucket.", method, type);
        }
        var match = CorsMatch.find(bucket.cors(), origin, method, requested)
                .orElseThrow(() -> forbidden(
                        "This CORS request is not allowed. This is usually because the evalution of Origin, request "
                                + "method / Access-Control-Request-Method or Access-Control-Request-Headers are not "
                                + "whitelisted by the resource's CORS spec.",
                        method,
                        type));
        var headers = headers(match, origin);
        if (!requested.isEmpty()) {
            headers.add(2, new Header("Access-Control-Allow-Headers", String.join(", ", requested)));
        }
        return headers;
    }

    @Override
    public List<Header> stamps(Exchange exchange, String path) {
        var origin = exchange.header(ORIGIN);
        if (origin.isEmpty() || exchange.method().equals("OPTIONS")) {
            return List.of();
        }
        var method = exchange.header(REQUEST_METHOD).orElse(exchange.method());
        return catalog.find(bucket(path))
                .flatMap(entry -> CorsMatch.find(entry.bucket().cors(), origin.get(), method, List.of()))
                .map(match -> headers(match, origin.get()))
                .orElse(new ArrayList<>());
    }

    private static List<Header> headers(CorsMatch match, String origin) {
        var headers = new ArrayList<Header>(7);
        var rule = match.rule();
        headers.add(new Header("Access-Control-Allow-Origin", match.anyOrigin() ? "*" : origin));
        headers.add(new Header("Access-Control-Allow-Methods", String.join(", ", rule.methods())));
        if (!rule.exposeHeaders().isEmpty()) {
            headers.add(new Header("Access-Control-Expose-Headers", String.join(", ", rule.exposeHeaders())));
        }
        if (rule.maxAgeSeconds() != null) {
            headers.add(
                    new Header("Access-Control-Max-Age", rule.maxAgeSeconds().toString()));
        }
        if (!match.anyOrigin()) {
            headers.add(new Header("Access-Control-Allow-Credentials", "true"));
        }
        headers.add(VARY);
        return headers;
    }

    private static String bucket(String path) {
        int end = path.indexOf('/', 1);
        return path.substring(1, end < 0 ? path.length() : end);
    }

    private static List<String> requested(Exchange exchange) {
        return Arrays.stream(exchange.header(REQUEST_HEADERS).orElse("").split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static AwsException badRequest(String message) {
        return new AwsException("BadRequest", 400, message);
    }

    private static AwsException forbidden(String why, String method, String type) {
        return new AwsException("AccessForbidden", 403, "CORSResponse: " + why)
                .with("Method", method)
                .with("ResourceType", type);
    }
}
