package haneul.wire.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.AwsException;
import haneul.kernel.SeededIds;
import haneul.wire.ClientGoneException;
import haneul.wire.Exchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HostileConnectionsTest {
    private final AtomicReference<Throwable> surprise = new AtomicReference<>();

    private void count(Exchange exchange) {
        long size = 0;
        try {
            for (var piece = exchange.read(); piece != null; piece = exchange.read()) {
                size += piece.remaining();
            }
            var text = ("read " + size).getBytes(StandardCharsets.US_ASCII);
            exchange.respond(200, List.of(), ByteBuffer.wrap(text));
        } catch (ClientGoneException | AwsException e) {
            exchange.abort();
        } catch (IOException | RuntimeException e) {
            surprise.set(e);
            exchange.abort();
        }
    }

    @Test
    void mutatedRequestsNeverDoWorseThanAnErrorOfTheClient() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var options =
                ServerOptions.loopback(0).timeouts(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofSeconds(2));
        try (var server = new JettyServer(options, new SeededIds(1), this::count, null)) {
            server.start();
            for (int round = 0; round < 600; round++) {
                var bytes = mutated(random);
                try (var client = new RawClient(server.port())) {
                    var answer = answer(client, bytes);
                    for (int at = answer.indexOf("HTTP/1.1 "); at >= 0; at = answer.indexOf("HTTP/1.1 ", at + 9)) {
                        var status = answer.substring(at + 9, at + 12);
                        boolean fair = status.startsWith("2")
                                || status.startsWith("4")
                                || status.equals("100")
                                || status.equals("501")
                                || status.equals("505");
                        assertTrue(fair, "seed " + seed + " round " + round + ": " + answer);
                    }
                }
            }
            try (var client = new RawClient(server.port())) {
                assertTrue(client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                        .response()
                        .endsWith("read 0"));
            }
        }
        assertEquals(null, surprise.get(), "seed " + seed);
    }

    private static byte[] mutated(Random random) {
        var samples = List.of(
                "PUT /b/k?partNumber=1 HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nx-amz-meta-a: b\r\n\r\nhello",
                "PUT /b/k HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: "
                        + "chunked\r\n\r\n5\r\nhello\r\n3;a=b\r\nabc\r\n0\r\nA: b\r\n\r\n",
                "GET http://h/b/%E2%82%AC?list-type=2 HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n\r\n",
                "POST / HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nhi");
        var text = new StringBuilder(samples.get(random.nextInt(samples.size())));
        if (random.nextBoolean()) {
            text.append(samples.get(random.nextInt(samples.size())));
        }
        var splices = List.of(
                "\r\n",
                "\n",
                "\r",
                "\0",
                " ",
                "\t",
                ":",
                "%",
                "%00",
                "%zz",
                "Content-Length: 7\r\n",
                "\u00ff",
                "Transfer-Encoding: chunked\r\n",
                "Host: x\r\n",
                "0\r\n\r\n",
                "HTTP/1.1",
                "/../../",
                "99999999999999999999");
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(Math.max(1, text.length() - 1));
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                case 1 -> text.insert(at, (char) random.nextInt(32));
                case 2 -> text.setLength(Math.max(1, at));
                default -> text.insert(at, splices.get(random.nextInt(splices.size())));
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String answer(RawClient client, byte[] bytes) throws IOException {
        try {
            client.send(bytes).endOutput();
            return client.rest();
        } catch (java.net.SocketException e) {
            return "";
        }
    }

    @Test
    void connectionsBeyondTheLimitWaitForAPlace() throws IOException {
        var base = ServerOptions.loopback(0);
        var options = new ServerOptions(
                base.host(),
                0,
                2,
                base.maxHeaderBytes(),
                base.idleTimeout(),
                base.headTimeout(),
                base.minBytesPerSecond(),
                base.slowGrace(),
                base.maxDrainBytes(),
                base.stopTimeout(),
                1);
        try (var server = new JettyServer(options, new SeededIds(1), this::count, null)) {
            server.start();
            try (var one = new RawClient(server.port());
                    var two = new RawClient(server.port())) {
                assertTrue(
                        one.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").response().endsWith("read 0"));
                assertTrue(
                        two.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").response().endsWith("read 0"));
                try (var three = new RawClient(server.port())) {
                    three.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
                    assertTrue(three.silent(300), "it must wait");
                    one.close();
                    two.close();
                    assertTrue(three.patience(10_000).response().endsWith("read 0"));
                }
            }
        }
    }
}
