package haneul.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An exchange whose every answer carries the headers that AWS puts on all of them. */
final class StampedExchange implements Exchange {
    private final Exchange exchange;
    private List<Header> stamps = List.of();
    private int status;

    StampedExchange(Exchange exchange) {
        this.exchange = exchange;
    }

    void stamp(List<Header> stamps) {
        this.stamps = stamps;
    }

    void addStamps(List<Header> more) {
        if (!more.isEmpty()) {
            stamps = stamped(more);
        }
    }

    /** The status of the answer; 0 before there is one. */
    int status() {
        return status;
    }

    private List<Header> stamped(List<Header> headers) {
        var all = new ArrayList<Header>(stamps.size() + headers.size());
        all.addAll(stamps);
        all.addAll(headers);
        return all;
    }

    @Override
    public void respond(int status, List<Header> headers, ByteBuffer body) throws IOException {
        this.status = status;
        exchange.respond(status, stamped(headers), body);
    }

    @Override
    public void respond(int status, List<Header> headers, long length, Content content) throws IOException {
        this.status = status;
        exchange.respond(status, stamped(headers), length, content);
    }

    @Override
    public String method() {
        return exchange.method();
    }

    @Override
    public String rawPath() {
        return exchange.rawPath();
    }

    @Override
    public String rawQuery() {
        return exchange.rawQuery();
    }

    @Override
    public Optional<String> header(String name) {
        return exchange.header(name);
    }

    @Override
    public List<Header> headers() {
        return exchange.headers();
    }

    @Override
    public String host() {
        return exchange.host();
    }

    @Override
    public boolean secure() {
        return exchange.secure();
    }

    @Override
    public String remoteAddress() {
        return exchange.remoteAddress();
    }

    @Override
    public long contentLength() {
        return exchange.contentLength();
    }

    @Override
    public ByteBuffer read() throws IOException {
        return exchange.read();
    }

    @Override
    public boolean responded() {
        return exchange.responded();
    }

    @Override
    public void abort() {
        exchange.abort();
    }
}
