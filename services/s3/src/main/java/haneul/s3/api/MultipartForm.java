package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.Contents.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a {@code multipart/form-data} body (RFC 7578, RFC 2046 section 5.1) part by part in bounded memory. It is
 * strict: lines end in CRLF, a line that starts with the boundary is a boundary, and a body must not end inside a part.
 */
final class MultipartForm {
    private static final int WINDOW_BYTES = 64 * 1024;
    private static final int MAX_HEAD_BYTES = 8 * 1024;
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

    private final Source source;
    private final byte[] delimiter;
    private final byte[] window = new byte[WINDOW_BYTES];
    private int start;
    private int end;
    private ByteBuffer pending = ByteBuffer.allocate(0);
    private boolean exhausted;
    private boolean first = true;
    private boolean inPart;

    /** @param boundary without its hyphens */
    MultipartForm(Source source, String boundary) {
        this.source = source;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        // The first boundary needs no line before it; this makes it look like the others.
        window[end++] = '\r';
        window[end++] = '\n';
    }

    /**
     * Goes on to the next part, whose content is then read by {@link #next} or {@link #value}.
     *
     * @return null at the end of the form
     * @throws AwsException {@code MalformedPOSTRequest}
     */
    PartHead part() throws IOException {
        if (inPart) {
            throw new IllegalStateException("The part before was not read to its end");
        }
        require(delimiter.length + 2);
        if (first && window[start + 2] == '\r' && window[start + 3] == '\n') {
            start += 2;
            require(delimiter.length + 2);
        }
        first = false;
        if (!Arrays.equals(window, start, start + delimiter.length, delimiter, 0, delimiter.length)) {
            throw malformed();
        }
        start += delimiter.length;
        if (window[start] == '-' && window[start + 1] == '-') {
            return null;
        }
        return PartHead.parse(head());
    }

    /** The next bytes of the part's content, null at its end; valid until the following call. */
    ByteBuffer next() throws IOException {
        while (inPart) {
            int at = indexOf(delimiter, start);
            if (at == start) {
                inPart = false;
                return null;
            }
            int safe = at >= 0 ? at : end - delimiter.length + 1;
            if (safe > start) {
                var bytes = ByteBuffer.wrap(window, start, safe - start).slice();
                start = safe;
                return bytes;
            }
            if (!fill()) {
                throw malformed();
            }
        }
        return null;
    }

    /** The part's whole content as text. @return null when it is longer than {@code maxBytes} */
    String value(int maxBytes) throws IOException {
        var bytes = new byte[Math.min(maxBytes, 1024)];
        int length = 0;
        for (var piece = next(); piece != null; piece = next()) {
            int more = piece.remaining();
            if (more > maxBytes - length) {
                return null;
            }
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
            }
            piece.get(bytes, length, more);
            length += more;
        }
        return utf8(bytes, 0, length);
    }

    static String utf8(byte[] bytes, int from, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw malformed();
        }
    }

    static AwsException malformed() {
        return new AwsException(
                "MalformedPOSTRequest", 400, "The body of your POST request is not well-formed multipart/form-data.");
    }

    /** The lines between a boundary and the content, without the empty one; the window then starts at the content. */
    private String head() throws IOException {
        int from = start;
        int at = indexOf(END_OF_HEAD, start);
        while (at < 0) {
            if (end - start > MAX_HEAD_BYTES) {
                throw malformed();
            }
            int before = start;
            if (!fill()) {
                throw malformed();
            }
            from += start - before;
            at = indexOf(END_OF_HEAD, start);
        }
        if (window[from] != '\r' || window[from + 1] != '\n' || at - from > MAX_HEAD_BYTES) {
            throw malformed();
        }
        var text = at == from ? "" : utf8(window, from + 2, at - from - 2);
        start = at + END_OF_HEAD.length;
        inPart = true;
        return text;
    }

    /** Makes at least this many bytes of the window readable. */
    private void require(int bytes) throws IOException {
        while (end - start < bytes) {
            if (!fill()) {
                throw malformed();
            }
        }
    }

    /** Adds bytes to the window; false at the end of the body. */
    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(window, start, window, 0, end - start);
            end -= start;
            start = 0;
        }
        while (!pending.hasRemaining() && !exhausted) {
            var more = source.next();
            exhausted = more == null;
            pending = more == null ? pending : more;
        }
        int count = Math.min(pending.remaining(), window.length - end);
        pending.get(window, end, count);
        end += count;
        return count > 0;
    }

    private int indexOf(byte[] wanted, int from) {
        int last = end - wanted.length;
        for (int i = from; i <= last; i++) {
            if (window[i] == '\r' && Arrays.equals(window, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }
}
