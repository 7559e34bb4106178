package haneul.wire.http;

import haneul.kernel.AwsException;
import haneul.wire.ClientGoneException;
import haneul.wire.Content;
import haneul.wire.Exchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content.Chunk;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * One request on Jetty. Header values are ISO 8859-1: each character is one byte as it was sent. Used by one thread.
 */
final class JettyExchange implements Exchange {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final long LINGER_BYTES = 64L * 1024 * 1024;

    private final Request request;
    private final Response response;
    private final ServerOptions options;
    private final String path;
    private Pace pace;
    private List<Header> headers;
    private Chunk chunk;
    private long received;
    private boolean bodyEnded;
    private boolean responded;
    private boolean complete;
    private Throwable malformed;

    JettyExchange(Request request, Response response, ServerOptions options) {
        this.request = request;
        this.response = response;
        this.options = options;
        this.pace = new Pace(options.slowGrace(), options.minBytesPerSecond());
        var raw = request.getHttpURI().getPath();
        this.path = raw == null || raw.isEmpty() ? "/" : raw;
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String rawPath() {
        return path;
    }

    @Override
    public String rawQuery() {
        var query = request.getHttpURI().getQuery();
        return query == null ? "" : query;
    }

    @Override
    public Optional<String> header(String name) {
        for (var field : request.getHeaders()) {
            if (field.getName().equalsIgnoreCase(name)) {
                return Optional.of(value(field));
            }
        }
        return Optional.empty();
    }

    private static String value(HttpField field) {
        return field.getValue() == null ? "" : field.getValue();
    }

    @Override
    public List<Header> headers() {
        if (headers == null) {
            var list = new ArrayList<Header>(request.getHeaders().size());
            for (var field : request.getHeaders()) {
                list.add(new Header(field.getName(), value(field)));
            }
            headers = List.copyOf(list);
        }
        return headers;
    }

    @Override
    public String host() {
        var host = request.getHttpURI().getHost();
        return host == null ? "" : host.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean secure() {
        return request.isSecure();
    }

    @Override
    public String remoteAddress() {
        return Request.getRemoteAddr(request);
    }

    @Override
    public long contentLength() {
        long length = request.getLength();
        return length < 0 && !request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING) ? 0 : length;
    }

    @Override
    public ByteBuffer read() throws IOException {
        release();
        while (!bodyEnded) {
            chunk = request.read();
            if (chunk == null) {
                awaitMore();
            } else if (Chunk.isFailure(chunk)) {
                var failure = chunk.getFailure();
                chunk = null;
                bodyEnded = true;
                throw broken(failure);
            } else {
                bodyEnded = chunk.isLast();
                received += chunk.remaining();
                if (chunk.hasRemaining()) {
                    return chunk.getByteBuffer();
                }
                release();
            }
        }
        return null;
    }

    private void awaitMore() {
        try {
            pace.read(received, done -> request.demand(done::finish));
        } catch (AwsException e) {
            bodyEnded = true;
            throw e;
        }
    }

    private IOException broken(Throwable failure) {
        if (failure instanceof TimeoutException) {
            throw new AwsException(
                    "RequestTimeout",
                    400,
                    "Your socket connection to the server was not read from or written to within the timeout period. "
                            + "Idle connections will be closed.");
        }
        if (failure instanceof HttpException) {
            malformed = failure;
        }
        return new ClientGoneException("the request's body broke off: " + failure.getMessage(), failure);
    }

    private void release() {
        if (chunk != null) {
            chunk.release();
            chunk = null;
        }
    }

    @Override
    public void respond(int status, List<Header> headers, ByteBuffer body) throws IOException {
        begin(status, headers, body.remaining());
        write(true, body);
        complete = true;
    }

    @Override
    public void respond(int status, List<Header> headers, long length, Content content) throws IOException {
        begin(status, headers, length);
        if (length == 0 || method().equals("HEAD")) {
            write(true, NOTHING);
            complete = true;
            return;
        }
        var sink = new Body(length);
        content.writeTo(sink);
        sink.end();
        complete = true;
    }

    private void begin(int status, List<Header> headers, long length) {
        if (responded) {
            throw new IllegalStateException("this request was answered before");
        }
        responded = true;
        response.setStatus(status);
        var fields = response.getHeaders();
        for (var header : headers) {
            fields.add(header.name(), header.value());
        }
        if (length >= 0 && status != 204 && status != 304) {
            fields.put(HttpHeader.CONTENT_LENGTH, length);
        }
        if (length < 0 && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1) {
            fields.put(HttpHeader.TRANSFER_ENCODING, "chunked");
        }
        if (!bodyEnded && undrainable()) {
            fields.put(HttpHeader.CONNECTION, "close");
        }
    }

    /** Whether more of the request's body is still to come than is worth reading. */
    private boolean undrainable() {
        return request.getLength() - received > options.maxDrainBytes();
    }

    private void write(boolean last, ByteBuffer bytes) throws IOException {
        long size = bytes.remaining();
        var failure = pace.write(size, done -> response.write(last, bytes, done), this::abort);
        if (failure != null) {
            throw new ClientGoneException("the answer could not be sent: " + failure.getMessage(), failure);
        }
    }

    @Override
    public boolean responded() {
        return responded;
    }

    /** Why no answer can be given but Jetty's own 400: what follows the head is no HTTP. Null when nothing is wrong. */
    Throwable malformed() {
        return malformed;
    }

    @Override
    public void abort() {
        complete = false;
        if (malformed != null && !responded) {
            return;
        }
        responded = true;
        request.getConnectionMetaData().getConnection().getEndPoint().close();
    }

    /**
     * Ends the exchange once its handler is done: reads the rest of a short body so that the connection can be used
     * again, and answers whether the answer is whole.
     */
    boolean complete() {
        if (complete && !bodyEnded) {
            drain();
        }
        release();
        return complete;
    }

    /**
     * Reads on for a while even where the connection will not be kept: closing it over unread bytes would reset it,
     * and the reset can overtake the answer on its way to the client.
     */
    private void drain() {
        if (request.getHeaders().contains(HttpHeader.EXPECT)) {
            return;
        }
        pace = new Pace(LINGER, Long.MAX_VALUE);
        long limit = received + (undrainable() ? LINGER_BYTES : options.maxDrainBytes());
        try {
            while (received <= limit && read() != null) {
                continue;
            }
        } catch (IOException | AwsException e) {
            bodyEnded = true;
        }
    }

    /** Passes pieces on, the last one marked as last so that the end costs no write of its own. */
    private final class Body implements Content.Sink {
        private final long length;
        private long sent;

        Body(long length) {
            this.length = length;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            if (!bytes.hasRemaining()) {
                return;
            }
            sent += bytes.remaining();
            if (length >= 0 && sent > length) {
                throw new IllegalStateException("the body is longer than the " + length + " bytes announced");
            }
            JettyExchange.this.write(sent == length, bytes);
        }

        void end() throws IOException {
            if (length >= 0 && sent != length) {
                throw new IllegalStateException("the body has " + sent + " bytes, not the " + length + " announced");
            }
            if (length < 0) {
                JettyExchange.this.write(true, NOTHING);
            }
        }
    }
}
