package haneul.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * One HTTP request and its answer, as raw as it came: nothing decoded, nothing normalised. The HTTP library lives
 * behind this interface alone, so that the choice of library can be reversed. All methods block.
 */
public interface Exchange {
    /** The method as sent, for example {@code GET}. */
    String method();

    /** Path as sent, percent-encoding untouched, without the query; starts with {@code /}. */
    String rawPath();

    /** Query as sent, without the question mark; empty when there is none. */
    String rawQuery();

    /** The first value of a request header, by any case. */
    Optional<String> header(String name);

    /** All request header fields in the order sent. */
    List<Header> headers();

    /** Host of the request, without port, lower case. */
    String host();

    boolean secure();

    String remoteAddress();

    /** Length announced by Content-Length; -1 when the body is chunked. */
    long contentLength();

    /** The next bytes of the raw body, null at its end. The buffer is valid until the following call. */
    ByteBuffer read() throws IOException;

    /** Answers with a whole body at once (possibly empty); sets Content-Length. */
    void respond(int status, List<Header> headers, ByteBuffer body) throws IOException;

    /**
     * Answers with a body of known length (no body for HEAD, whose Content-Length is still {@code length}), or of
     * unknown length when {@code length} is -1 (chunked).
     */
    void respond(int status, List<Header> headers, long length, Content content) throws IOException;

    /** Whether an answer was begun, after which no other one can be given. */
    boolean responded();

    /** Cuts the connection: the only honest end when a body breaks off after its status was sent. */
    void abort();

    record Header(String name, String value) {}
}
