package haneul.wire.auth;

import haneul.wire.Exchange;
import java.util.Optional;

/**
 * How a request vouches for its body.
 *
 * @param literal as it stands in the canonical request
 */
public record ContentHash(Form form, String literal) {
    /** The forms of {@code x-amz-content-sha256}. (AWS: "Transferring payload in multiple chunks".) */
    public enum Form {
        /** Not at all. */
        UNSIGNED,
        /** By the body's SHA-256. */
        WHOLE,
        /** Each chunk by a signature. */
        CHUNKS,
        /** Each chunk and the trailer by a signature. */
        CHUNKS_AND_TRAILER,
        /** Not at all, in chunks, with a trailer. */
        UNSIGNED_WITH_TRAILER
    }

    public static final ContentHash UNSIGNED = new ContentHash(Form.UNSIGNED, "UNSIGNED-PAYLOAD");

    /** Whether the body comes in {@code aws-chunked} coding. */
    public boolean chunked() {
        return form != Form.UNSIGNED && form != Form.WHOLE;
    }

    boolean signedChunks() {
        return form == Form.CHUNKS || form == Form.CHUNKS_AND_TRAILER;
    }

    boolean trailer() {
        return form == Form.CHUNKS_AND_TRAILER || form == Form.UNSIGNED_WITH_TRAILER;
    }

    /**
     * What the request announces; empty when the hash of the body must be computed before the signature can be checked.
     *
     * @param claim null for an anonymous request
     */
    public static Optional<ContentHash> announced(Exchange exchange, Claim claim, SigningStyle style, Dialect dialect) {
        var header = exchange.header("x-amz-content-sha256");
        if (header.isPresent()) {
            return Optional.of(of(header.get(), dialect));
        }
        if (style == SigningStyle.STANDARD) {
            return claim == null ? Optional.of(UNSIGNED) : Optional.empty();
        }
        if (claim != null && !claim.presigned()) {
            throw dialect.missingContentHash();
        }
        var inQuery = PresignedQuery.value(exchange.rawQuery(), "X-Amz-Content-Sha256");
        if (claim != null && inQuery != null) {
            return Optional.of(of(inQuery, dialect));
        }
        return Optional.of(UNSIGNED);
    }

    /** The announcement of a body whose hash was computed. */
    public static ContentHash of(byte[] body) {
        return new ContentHash(Form.WHOLE, body.length == 0 ? Sha256.EMPTY : Sha256.hexOf(body));
    }

    private static ContentHash of(String value, Dialect dialect) {
        return switch (value) {
            case "UNSIGNED-PAYLOAD" -> UNSIGNED;
            case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" -> new ContentHash(Form.CHUNKS, value);
            case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" -> new ContentHash(Form.CHUNKS_AND_TRAILER, value);
            case "STREAMING-UNSIGNED-PAYLOAD-TRAILER" -> new ContentHash(Form.UNSIGNED_WITH_TRAILER, value);
            default -> {
                if (!Sha256.isHex(value)) {
                    throw dialect.invalidContentHash(value);
                }
                yield new ContentHash(Form.WHOLE, value);
            }
        };
    }
}
