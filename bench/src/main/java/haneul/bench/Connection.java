package haneul.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One keep-alive HTTP/1.1 connection to the loopback: bodies are streamed out of and into nothing. */
final class Connection implements AutoCloseable {
    private static final byte[] NOISE = noise();

    private final int port;
    private Socket socket;
    private InputStream input;
    private OutputStream output;
    private final byte[] sink = new byte[1 << 18];

    Connection(int port) throws IOException {
        this.port = port;
        open();
    }

    private void open() throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(120_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
        input = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        output = socket.getOutputStream();
    }

    /** Sends a request with {@code size} bytes of body, reads the answer whole and returns it. */
    Answer exchange(String method, String target, long size) throws IOException {
        String length = method.equals("PUT") ? "Content-Length: " + size + "\r\n" : "";
        output.write((method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + length + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        for (long left = size; left > 0; ) {
            int part = (int) Math.min(left, NOISE.length);
            output.write(NOISE, 0, part);
            left -= part;
        }
        String status = line();
        long body = 0;
        boolean chunked = false;
        boolean last = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                body = Long.parseLong(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.contains("chunked");
            } else if (lower.startsWith("connection:")) {
                last = lower.contains("close");
            }
        }
        int code = Integer.parseInt(status.split(" ")[1]);
        boolean bodiless = code == 204 || code == 304;
        long received = chunked ? skipChunks() : bodiless ? 0 : skip(body);
        if (last) {
            close();
            open();
        }
        return new Answer(code, received);
    }

    private long skipChunks() throws IOException {
        long total = 0;
        for (long size = chunkSize(); size > 0; size = chunkSize()) {
            total += skip(size);
            line();
        }
        while (!line().isEmpty()) {
            continue;
        }
        return total;
    }

    private long chunkSize() throws IOException {
        return Long.parseLong(line().split(";")[0].strip(), 16);
    }

    private long skip(long size) throws IOException {
        for (long left = size; left > 0; ) {
            int read = input.read(sink, 0, (int) Math.min(left, sink.length));
            if (read < 0) {
                throw new EOFException("the server closed the connection " + left + " bytes before the end of a body");
            }
            left -= read;
        }
        return size;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(80);
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new EOFException("the server closed the connection inside a header");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private static byte[] noise() {
        byte[] noise = new byte[1 << 20];
        new java.util.SplittableRandom(42).nextBytes(noise);
        return noise;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Status and length of the body. */
    record Answer(int status, long body) {
        boolean good() {
            return status / 100 == 2;
        }
    }
}
