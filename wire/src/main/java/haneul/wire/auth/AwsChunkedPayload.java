package haneul.wire.auth;

import haneul.kernel.AwsException;
import haneul.wire.Exchange;
import haneul.wire.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A body in {@code aws-chunked} coding, signed or not, with or without a trailer. (AWS: "Signature calculations:
 * transferring payload in multiple chunks".)
 *
 * <ul>
 *   <li>Data passes through as slices of the transport's buffers; only the lines between chunks (at most {@value
 *       #MAX_LINE} bytes each, {@value #MAX_TRAILERS} trailers) are copied.
 *   <li>A chunk's bytes are handed out before its signature is known to be good; the violation is thrown at the
 *       chunk's end.
 *   <li>The bytes handed out are exactly {@code x-amz-decoded-content-length}, else {@code IncompleteBody}.
 * </ul>
 */
final class AwsChunkedPayload implements Payload {
    private static final int MAX_LINE = 4096;
    private static final int MAX_TRAILERS = 16;
    /** S3 refuses smaller chunks than this, except the last: each costs a signature. */
    private static final long MIN_CHUNK = 8192;

    private enum State {
        HEAD,
        DATA,
        AFTER_DATA,
        TRAILER,
        END
    }

    private final Exchange exchange;
    private final ContentHash content;
    private final ChunkSignatures signatures;
    private final long length;
    private final Set<String> announced;
    private final SortedMap<String, String> trailers = new TreeMap<>();
    private final byte[] line = new byte[MAX_LINE];
    private int lineLength;
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private State state = State.HEAD;
    private long chunkRemaining;
    private String chunkSignature;
    private long chunkSize;
    private int chunkNumber;
    private long decoded;

    /** @param signatures null when chunks are not signed */
    AwsChunkedPayload(
            Exchange exchange, ContentHash content, ChunkSignatures signatures, long length, Set<String> announced) {
        this.exchange = exchange;
        this.content = content;
        this.signatures = signatures;
        this.length = length;
        this.announced = announced;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Map<String, String> trailers() {
        return Collections.unmodifiableMap(trailers);
    }

    @Override
    public Set<String> announcedTrailers() {
        return announced;
    }

    @Override
    public ByteBuffer next() throws IOException {
        while (state != State.END) {
            switch (state) {
                case HEAD -> head(readLine());
                case DATA -> {
                    return data();
                }
                case AFTER_DATA -> {
                    if (!readLine().isEmpty()) {
                        throw incomplete();
                    }
                    state = State.HEAD;
                }
                case TRAILER -> trailer(readLine());
                case END -> throw new IllegalStateException("the loop ends before");
            }
        }
        return null;
    }

    private void head(String head) {
        int semicolon = head.indexOf(';');
        chunkRemaining = size(semicolon < 0 ? head : head.substring(0, semicolon));
        smallOnlyAtTheEnd();
        chunkSize = chunkRemaining;
        chunkNumber++;
        if (signatures != null) {
            chunkSignature = signature(semicolon < 0 ? "" : head.substring(semicolon));
        }
        if (chunkRemaining > length - decoded) {
            throw incomplete();
        }
        if (chunkRemaining > 0) {
            state = State.DATA;
            return;
        }
        endChunk();
        if (decoded != length) {
            throw incomplete();
        }
        state = State.TRAILER;
    }

    /** Every chunk but the last data chunk has a least size; only its successor tells that it was not the last. */
    private void smallOnlyAtTheEnd() {
        if (chunkRemaining > 0 && chunkNumber > 0 && chunkSize < MIN_CHUNK) {
            throw new AwsException(
                            "InvalidChunkSizeError",
                            403,
                            "Only the last chunk is allowed to have a size less than 8192 bytes")
                    .with("Chunk", Integer.toString(chunkNumber))
                    .with("BadChunkSize", Long.toString(chunkSize));
        }
    }

    private static long size(String digits) {
        if (digits.isEmpty() || digits.length() > 15) {
            throw incomplete();
        }
        long size = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw incomplete();
            }
            size = size << 4 | digit;
        }
        return size;
    }

    private static String signature(String extension) {
        var name = ";chunk-signature=";
        if (!extension.startsWith(name) || extension.length() != name.length() + Sha256.HEX_LENGTH) {
            throw incomplete();
        }
        return extension.substring(name.length());
    }

    private ByteBuffer data() throws IOException {
        fill();
        int count = (int) Math.min(chunkRemaining, buffer.remaining());
        var slice = buffer.slice(buffer.position(), count);
        buffer.position(buffer.position() + count);
        if (signatures != null) {
            signatures.update(slice.duplicate());
        }
        decoded += count;
        chunkRemaining -= count;
        if (chunkRemaining == 0) {
            endChunk();
            state = State.AFTER_DATA;
        }
        return slice;
    }

    private void endChunk() {
        if (signatures != null) {
            signatures.chunk(chunkSignature);
        }
    }

    private void trailer(String text) throws IOException {
        if (text.isEmpty()) {
            end();
            return;
        }
        int colon = text.indexOf(':');
        if (!content.trailer() || colon <= 0) {
            throw malformedTrailer();
        }
        var name = text.substring(0, colon).strip().toLowerCase(java.util.Locale.ROOT);
        var value = text.substring(colon + 1).strip();
        if (name.equals("x-amz-trailer-signature")) {
            if (signatures == null) {
                throw malformedTrailer();
            }
            allArrived();
            signatures.trailer(trailers, value);
            if (!readLine().isEmpty()) {
                throw malformedTrailer();
            }
            finish();
            return;
        }
        if (!announced.contains(name) || trailers.size() >= MAX_TRAILERS || trailers.put(name, value) != null) {
            throw malformedTrailer();
        }
    }

    private void end() throws IOException {
        if (signatures != null && content.trailer()) {
            throw malformedTrailer();
        }
        allArrived();
        finish();
    }

    private void allArrived() {
        if (!trailers.keySet().equals(announced)) {
            throw malformedTrailer();
        }
    }

    /** Nothing may follow the last line. */
    private void finish() throws IOException {
        if (buffer.hasRemaining() || exchange.read() != null) {
            throw incomplete();
        }
        state = State.END;
    }

    /** The bytes up to the next CRLF, as ISO 8859-1. */
    private String readLine() throws IOException {
        lineLength = 0;
        while (true) {
            if (!buffer.hasRemaining()) {
                buffer = exchange.read();
                if (buffer == null) {
                    buffer = ByteBuffer.allocate(0);
                    return endOfBody();
                }
                continue;
            }
            byte b = buffer.get();
            if (b == '\n') {
                if (lineLength == 0 || line[lineLength - 1] != '\r') {
                    throw incomplete();
                }
                return new String(line, 0, lineLength - 1, java.nio.charset.StandardCharsets.ISO_8859_1);
            }
            if (lineLength == MAX_LINE) {
                throw incomplete();
            }
            line[lineLength++] = b;
        }
    }

    /** Some clients leave out the empty line behind the last trailer, and S3 lets them. */
    private String endOfBody() {
        if (state == State.TRAILER && lineLength == 0) {
            return "";
        }
        throw incomplete();
    }

    private void fill() throws IOException {
        while (!buffer.hasRemaining()) {
            var more = exchange.read();
            if (more == null) {
                throw incomplete();
            }
            buffer = more;
        }
    }

    private static AwsException incomplete() {
        return new AwsException("IncompleteBody", 400, "The request body terminated unexpectedly");
    }

    private static AwsException malformedTrailer() {
        return new AwsException(
                "MalformedTrailerError",
                400,
                "The request contained trailing data that was not well-formed or did not conform to our published "
                        + "schema.");
    }
}
