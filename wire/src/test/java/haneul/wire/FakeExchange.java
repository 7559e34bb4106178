package haneul.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A request in memory, and the answer it was given. */
public final class FakeExchange implements Exchange {
    private final String method;
    private final String path;
    private final String query;
    private final List<Header> headers = new ArrayList<>();
    private final Deque<ByteBuffer> body = new ArrayDeque<>();
    private long length;
    public int status;
    public List<Header> responseHeaders = List.of();
    public byte[] response = {};
    public boolean aborted;

    public FakeExchange(String method, String target) {
        int mark = target.indexOf('?');
        this.method = method;
        this.path = mark < 0 ? target : target.substring(0, mark);
        this.query = mark < 0 ? "" : target.substring(mark + 1);
    }

    public FakeExchange with(String name, String value) {
        headers.add(new Header(name, value));
        return this;
    }

    /** Adds a piece of the body, which {@link #read} gives out on its own. */
    public FakeExchange piece(byte[] bytes) {
        body.add(ByteBuffer.wrap(bytes));
        length += bytes.length;
        return this;
    }

    /** Adds the bytes in pieces of at most {@code size}. */
    public FakeExchange pieces(byte[] bytes, int size) {
        for (int at = 0; at < bytes.length; at += size) {
            piece(java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size)));
        }
        return this;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String rawPath() {
        return path;
    }

    @Override
    public String rawQuery() {
        return query;
    }

    @Override
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(h -> h.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    @Override
    public List<Header> headers() {
        return headers;
    }

    @Override
    public String host() {
        return header("host")
                .map(h -> h.replaceFirst(":\\d+$", "").toLowerCase(java.util.Locale.ROOT))
                .orElse("");
    }

    @Override
    public boolean secure() {
        return false;
    }

    @Override
    public String remoteAddress() {
        return "127.0.0.1";
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public ByteBuffer read() {
        return body.poll();
    }

    @Override
    public void respond(int status, List<Header> headers, ByteBuffer body) throws IOException {
        respond(status, headers, body.remaining(), sink -> sink.write(body));
    }

    @Override
    public void respond(int status, List<Header> headers, long length, Content content) throws IOException {
        this.status = status;
        this.responseHeaders = headers;
        var out = new java.io.ByteArrayOutputStream();
        content.writeTo(bytes -> {
            while (bytes.hasRemaining()) {
                out.write(bytes.get());
            }
        });
        response = out.toByteArray();
    }

    @Override
    public boolean responded() {
        return status != 0;
    }

    @Override
    public void abort() {
        aborted = true;
    }
}
