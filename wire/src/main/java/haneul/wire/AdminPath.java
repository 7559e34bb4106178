package haneul.wire;

import haneul.kernel.AwsException;
import haneul.wire.auth.ClaimReader;
import haneul.wire.auth.ContentHash;
import haneul.wire.auth.Dialect;
import haneul.wire.auth.Payloads;
import haneul.wire.auth.SigningStyle;
import haneul.wire.codec.Protocol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Requests below {@code /_haneul/}: {@code health} for anyone, everything else for the root user, signed for the
 * service {@code haneul} or {@code s3} as any other call. Errors are JSON.
 */
final class AdminPath {
    static final String PREFIX = "/_haneul/";

    private static final int MAX_BODY_BYTES = 1024 * 1024;
    private static final List<Exchange.Header> JSON = List.of(new Exchange.Header("Content-Type", "application/json"));

    private final Gateway gateway;
    private final Exchange exchange;

    AdminPath(Gateway gateway, Exchange exchange) {
        this.gateway = gateway;
        this.exchange = exchange;
    }

    void run() throws IOException {
        try {
            if (exchange.rawPath().equals(PREFIX + "health")) {
                respond(200, "{\"status\":\"ok\"}");
            } else if (!signed()) {
                throw new AwsException("NotFound", 404, "There is no " + exchange.rawPath());
            }
        } catch (AwsException e) {
            respond(e.status(), "{\"code\":" + quoted(e.code()) + ",\"message\":" + quoted(e.getMessage()) + "}");
        }
    }

    private boolean signed() throws IOException {
        var service = ClaimReader.service(exchange).orElse("");
        var style = service.equals("s3") ? SigningStyle.S3 : SigningStyle.STANDARD;
        var dialect = Dialect.of(style, Protocol.REST_JSON);
        var claim = ClaimReader.read(exchange, dialect).orElseThrow(dialect::missing);
        if (!service.equals("s3") && !service.equals("haneul")) {
            throw dialect.malformedHeader("incorrect service \"" + service + "\"; expecting \"haneul\" or \"s3\".");
        }
        var announced = ContentHash.announced(exchange, claim, style, dialect);
        byte[] body;
        haneul.wire.auth.Proof proof;
        if (announced.isPresent()) {
            proof = gateway.authenticator().verify(exchange, claim, announced.get(), style, dialect);
            body = Bodies.read(Payloads.open(exchange, announced.get(), proof, dialect), MAX_BODY_BYTES);
        } else {
            body = Bodies.read(Payloads.open(exchange, ContentHash.UNSIGNED, null, dialect), MAX_BODY_BYTES);
            proof = gateway.authenticator().verify(exchange, claim, ContentHash.of(body), style, dialect);
        }
        if (!proof.caller().arn().resource().equals("root")) {
            throw new AwsException("AccessDenied", 403, "Only the root user may use " + exchange.rawPath());
        }
        return gateway.admin().handle(exchange, proof.caller(), body);
    }

    private void respond(int status, String json) throws IOException {
        exchange.respond(status, JSON, ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static String quoted(String text) {
        var out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(' ');
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
