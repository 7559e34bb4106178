package haneul.acceptance;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One HTTP/1.1 connection over a plain socket. Sends whatever it is told, also what no client library would send, and
 * reads one response at a time. Never retries. Every read waits at most the given time. Used by one thread.
 */
public final class Wire implements AutoCloseable {

    private static final int MAX_LINE = 64 * 1024;
    private static final int MAX_BODY = 256 << 20;

    /** Writes a request body of declared length. */
    public interface Source {
        void writeTo(OutputStream out) throws IOException;
    }

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    public Wire(URI endpoint, int timeoutMillis) throws IOException {
        socket = new Socket();
        socket.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()), timeoutMillis);
        socket.setSoTimeout(timeoutMillis);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        out = socket.getOutputStream();
    }

    /** Opens a connection, sends one request, reads the answer and closes. */
    public static Reply once(URI endpoint, Request request) throws IOException {
        try (var wire = new Wire(endpoint, 30_000)) {
            return wire.send(request);
        }
    }

    /** Sends head and body, adding Content-Length unless the request frames itself, and reads the answer. */
    public Reply send(Request request) throws IOException {
        try {
            write(head(request, request.body().length), request.body());
        } catch (SocketException refusedEarly) {
            return readAfter(refusedEarly, request.method());
        }
        return read(request.method());
    }

    /** A server may answer and close before it has read a whole body; the answer counts if it can still be read. */
    private Reply readAfter(SocketException refusedEarly, String method) throws SocketException {
        try {
            return read(method);
        } catch (IOException nothingMore) {
            refusedEarly.addSuppressed(nothingMore);
            throw refusedEarly;
        }
    }

    /** Sends a body of the declared length without holding it, and reads the answer. */
    public Reply send(Request request, long length, Source body) throws IOException {
        write(head(request, length));
        body.writeTo(out);
        out.flush();
        return read(request.method());
    }

    /** Sends a request and streams the body of the answer into a sink; the reply's own body stays empty. */
    public Reply receive(Request request, OutputStream sink) throws IOException {
        write(head(request, request.body().length), request.body());
        return read(request.method(), sink);
    }

    public void write(byte[]... pieces) throws IOException {
        var whole = new ByteArrayOutputStream();
        for (var piece : pieces) {
            whole.writeBytes(piece);
        }
        out.write(whole.toByteArray());
        out.flush();
    }

    public void write(String latin1) throws IOException {
        write(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Says that nothing more will be sent, while still reading. */
    public void finishWriting() throws IOException {
        socket.shutdownOutput();
    }

    public Reply read(String method) throws IOException {
        var body = new ByteArrayOutputStream();
        var reply = read(method, body);
        return new Reply(reply.status(), reply.headers(), body.toByteArray());
    }

    /** Reads until the peer closes; a reset counts as closed. Fails when the peer neither sends nor closes in time. */
    public byte[] drain() throws IOException {
        var rest = new ByteArrayOutputStream();
        var buffer = new byte[8192];
        while (rest.size() < MAX_BODY) {
            int n;
            try {
                n = in.read(buffer);
            } catch (SocketException reset) {
                return rest.toByteArray();
            }
            if (n < 0) {
                return rest.toByteArray();
            }
            rest.write(buffer, 0, n);
        }
        throw new IOException("more than " + MAX_BODY + " bytes");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static byte[] head(Request request, long length) {
        var head = new StringBuilder(request.method())
                .append(' ')
                .append(request.target())
                .append(" HTTP/1.1\r\n");
        request.headers()
                .forEach(h ->
                        head.append(h.name()).append(": ").append(h.value()).append("\r\n"));
        boolean framed = request.first("Content-Length").isPresent()
                || request.first("Transfer-Encoding").isPresent();
        if (!framed && (length > 0 || !List.of("GET", "HEAD", "DELETE").contains(request.method()))) {
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private Reply read(String method, OutputStream sink) throws IOException {
        while (true) {
            int status = status(line());
            var headers = headers();
            if (status >= 200) {
                var reply = new Reply(status, headers, new byte[0]);
                if (!method.equals("HEAD") && status != 204 && status != 304) {
                    body(reply, sink);
                }
                return reply;
            }
        }
    }

    private static int status(String line) throws IOException {
        if (!line.startsWith("HTTP/1.1 ") || line.length() < 12) {
            throw new IOException("not a status line: " + line);
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private List<Request.Pair> headers() throws IOException {
        var headers = new ArrayList<Request.Pair>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.add(new Request.Pair(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return List.copyOf(headers);
    }

    private void body(Reply reply, OutputStream sink) throws IOException {
        if (reply.header("Transfer-Encoding")
                .filter("chunked"::equalsIgnoreCase)
                .isPresent()) {
            for (long size = chunkSize(); size > 0; size = chunkSize()) {
                copy(size, sink);
                line();
            }
            headers();
        } else if (reply.header("Content-Length").isPresent()) {
            copy(Long.parseLong(reply.header("Content-Length").orElseThrow()), sink);
        } else {
            in.transferTo(sink);
        }
    }

    private long chunkSize() throws IOException {
        return Long.parseLong(line().split(";", 2)[0].strip(), 16);
    }

    private void copy(long length, OutputStream sink) throws IOException {
        var buffer = new byte[64 * 1024];
        for (long left = length; left > 0; ) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new EOFException("body ends " + left + " bytes early");
            }
            sink.write(buffer, 0, n);
            left -= n;
        }
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("connection closed" + (line.size() == 0 ? "" : " inside a line"));
            }
            if (line.size() >= MAX_LINE) {
                throw new IOException("a line of more than " + MAX_LINE + " bytes");
            }
            line.write(octet);
        }
        var text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
