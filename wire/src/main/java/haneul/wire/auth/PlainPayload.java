package haneul.wire.auth;

import haneul.wire.Exchange;
import haneul.wire.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;

/** A body as it comes, with its SHA-256 checked at the end when one was announced. Buffers pass through uncopied. */
final class PlainPayload implements Payload {
    private final Exchange exchange;
    private final String announced;
    private final MessageDigest digest;
    private final Dialect dialect;

    /** @param announced the body's SHA-256 in hexadecimal; null when the sender vouches for nothing */
    PlainPayload(Exchange exchange, String announced, Dialect dialect) {
        this.exchange = exchange;
        this.announced = announced;
        this.digest = announced == null ? null : Sha256.digest();
        this.dialect = dialect;
    }

    @Override
    public long length() {
        return exchange.contentLength();
    }

    @Override
    public ByteBuffer next() throws IOException {
        var bytes = exchange.read();
        if (digest != null) {
            if (bytes != null) {
                digest.update(bytes.duplicate());
            } else {
                check();
            }
        }
        return bytes;
    }

    private void check() {
        var computed = Sha256.hex(digest.digest());
        if (!computed.equals(announced)) {
            throw dialect.contentMismatch(announced, computed);
        }
    }

    @Override
    public Map<String, String> trailers() {
        return Map.of();
    }

    @Override
    public Set<String> announcedTrailers() {
        return Set.of();
    }
}
