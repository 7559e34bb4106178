package haneul.wire.auth;

import haneul.kernel.AwsException;
import haneul.wire.Exchange;
import haneul.wire.Payload;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Opens a request's body in the form it announced. */
public final class Payloads {
    private static final int MAX_ANNOUNCED = 16;

    private Payloads() {}

    /**
     * @param proof null for an anonymous request, which cannot have signed chunks
     * @throws AwsException when the announced form and its headers do not fit
     */
    public static Payload open(Exchange exchange, ContentHash content, Proof proof, Dialect dialect) {
        if (!content.chunked()) {
            var announced = content.form() == ContentHash.Form.WHOLE ? content.literal() : null;
            return new PlainPayload(exchange, announced, dialect);
        }
        if (content.signedChunks() && proof == null) {
            throw dialect.invalidContentHash(content.literal());
        }
        var signatures = content.signedChunks() ? new ChunkSignatures(proof, dialect) : null;
        return new AwsChunkedPayload(exchange, content, signatures, decodedLength(exchange), announced(exchange));
    }

    private static long decodedLength(Exchange exchange) {
        var text = exchange.header("x-amz-decoded-content-length")
                .orElseThrow(() -> new AwsException(
                        "MissingContentLength", 411, "You must provide the Content-Length HTTP header."));
        long length = 0;
        if (text.isEmpty() || text.length() > 15) {
            throw badLength(text);
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                throw badLength(text);
            }
            length = length * 10 + c - '0';
        }
        return length;
    }

    private static AwsException badLength(String text) {
        return new AwsException("InvalidArgument", 400, "x-amz-decoded-content-length must be a number of bytes")
                .with("ArgumentName", "x-amz-decoded-content-length")
                .with("ArgumentValue", text);
    }

    private static Set<String> announced(Exchange exchange) {
        var names = new LinkedHashSet<String>();
        for (var header : exchange.headers()) {
            if (header.name().equalsIgnoreCase("x-amz-trailer")) {
                for (var name : header.value().split(",", MAX_ANNOUNCED + 1)) {
                    if (!name.isBlank()) {
                        names.add(name.strip().toLowerCase(Locale.ROOT));
                    }
                }
            }
        }
        if (names.size() > MAX_ANNOUNCED) {
            throw new AwsException("InvalidRequest", 400, "More than " + MAX_ANNOUNCED + " trailers are announced.");
        }
        return Set.copyOf(names);
    }
}
