package haneul.wire.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.SeededIds;
import haneul.wire.ClientGoneException;
import haneul.wire.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JettyServerTest {
    private JettyServer server;
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final CompletableFuture<Void> arrived = new CompletableFuture<>();

    @BeforeEach
    void start() throws IOException {
        var options = ServerOptions.loopback(0)
                .timeouts(Duration.ofSeconds(2), Duration.ofMillis(600), Duration.ofMillis(700));
        server = new JettyServer(options, new SeededIds(1), this::handle, null);
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /**
     * {@code /echo…} answers the target; {@code /read} the length of the body; {@code /early} answers without
     * reading.
     */
    private void handle(Exchange exchange) {
        try {
            var path = exchange.rawPath();
            if (path.startsWith("/read")) {
                read(exchange);
            } else if (path.startsWith("/early")) {
                text(exchange, 403, "no");
            } else if (path.startsWith("/stream")) {
                stream(exchange);
            } else if (path.startsWith("/flood")) {
                exchange.respond(200, List.of(), 64L << 20, sink -> {
                    for (int i = 0; i < 64; i++) {
                        sink.write(ByteBuffer.allocate(1 << 20));
                    }
                });
            } else if (path.startsWith("/short")) {
                exchange.respond(200, List.of(), 100, sink -> sink.write(ByteBuffer.wrap(new byte[10])));
            } else if (path.startsWith("/headers")) {
                var out = new StringBuilder();
                exchange.headers().forEach(h -> out.append(h.name())
                        .append('=')
                        .append(h.value())
                        .append('\n'));
                text(exchange, 200, out.toString());
            } else {
                var query = exchange.rawQuery();
                text(exchange, 200, exchange.method() + " " + path + (query.isEmpty() ? "" : "?" + query));
            }
        } catch (IOException e) {
            failure.complete(e);
        } catch (RuntimeException e) {
            failure.complete(e);
            throw e;
        }
    }

    private void read(Exchange exchange) throws IOException {
        long size = 0;
        try {
            for (var piece = exchange.read(); piece != null; piece = exchange.read()) {
                size += piece.remaining();
                arrived.complete(null);
            }
        } catch (haneul.kernel.AwsException e) {
            text(exchange, e.status(), e.code());
            return;
        }
        text(exchange, 200, "read " + size);
    }

    private static void stream(Exchange exchange) throws IOException {
        boolean known = exchange.rawPath().endsWith("known");
        exchange.respond(200, List.of(), known ? 30_000 : -1, sink -> {
            for (int i = 0; i < 3; i++) {
                sink.write(ByteBuffer.wrap("x".repeat(10_000).getBytes(StandardCharsets.US_ASCII)));
            }
        });
    }

    private static void text(Exchange exchange, int status, String text) throws IOException {
        exchange.respond(
                status,
                List.of(new Exchange.Header("ETag", "\"a\""), new Exchange.Header("x-amz-meta-MiXeD", "ü")),
                ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private RawClient client() throws IOException {
        return new RawClient(server.port());
    }

    private String ask(String request) throws IOException {
        try (var client = client()) {
            return client.send(request).response();
        }
    }

    private static String body(String response) {
        return response.substring(response.indexOf("\r\n\r\n") + 4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/echo/a%2Fb",
                "/echo/a%20b+c",
                "/echo//x///y",
                "//b/x",
                "/b/../c/./d",
                "/b/%2e%2e/x",
                "/b/a;p=1/x;q",
                "/b/%E2%82%AC",
                "/b/x?acl&a=%2F+1",
                "/b/a\"<>|{}",
                "/b/a\\c",
                "/b/a%5Cb",
                "/b/?list-type=2&prefix=a%2Fb&x",
                "/b/%C0%AE",
                "/b/%ff",
                "/b/x?a=b?c",
                "/b/?",
                "/b/x?=&&=",
                "/b/.",
                "/b/.."
            })
    void targetsArriveAsSent(String target) throws IOException {
        var expected = target.endsWith("?") ? target.substring(0, target.length() - 1) : target;
        assertEquals("GET " + expected, body(ask("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/b/a%00b", "/b/a%zz", "/b/a%2", "/..", "/b/../../x"})
    void impossiblePathsGetSmallXml(String target) throws IOException {
        var response = ask("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n");
        assertTrue(response.startsWith("HTTP/1.1 400 ") || response.contains("GET " + target), response);
        if (response.startsWith("HTTP/1.1 400 ")) {
            assertTrue(response.contains("<Error><Code>"), response);
            assertFalse(response.toLowerCase(java.util.Locale.ROOT).contains("jetty"), response);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
                "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                "Content-Length: 3, 4\r\n\r\nabcd",
                "Content-Length: +3\r\n\r\nabc",
                "Content-Length: -1\r\n\r\n",
                "Content-Length: 99999999999999999999\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "X-A : b\r\n\r\n",
                "X-A: b\r\n folded\r\n\r\n",
                "X-A: b\rc\r\n\r\n",
                "X-A: b\u0000c\r\n\r\n",
                "X-A: b\n\r\n",
                "Content-Length: 0\n\n",
                "Host: other\r\n\r\n"
            })
    void requestsThatTwoServersCouldReadDifferentlyAreRefusedAndTheConnectionClosed(String headers) throws IOException {
        try (var client = client()) {
            client.send("POST /read HTTP/1.1\r\nHost: h\r\n" + headers);
            var response = client.response();
            assertTrue(response.startsWith("HTTP/1.1 400 "), response);
            assertTrue(response.contains("<Code>"), response);
            assertTrue(client.closed(5000), "the connection stays open after " + response);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x3\r\nabc\r\n",
                "zz\r\n",
                "3\nabc\r\n0\r\n\r\n",
                "3 abcXX\r\n",
                "3\r\nabcdef\r\n",
                "FFFFFFFFFFFFFFFFF\r\nabc",
                "-3\r\nabc\r\n",
                "3;a\nabc\r\n0\r\n\r\n"
            })
    void malformedChunksNeverPass(String chunks) throws IOException {
        try (var client = client()) {
            client.send("POST /read HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
            client.endOutput();
            var response = client.rest();
            assertTrue(response.isEmpty() || response.startsWith("HTTP/1.1 400 "), response);
            assertEquals(-1, response.indexOf("HTTP/1.1", 9), response);
        }
    }

    @Test
    void transferCodingBeforeHttp11IsRefused() throws IOException {
        var response = ask("POST /read HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        assertTrue(response.startsWith("HTTP/1.1 400 "), response);
    }

    @Test
    void goodChunksAndExtensionsAreRead() throws IOException {
        assertEquals(
                "read 8",
                body(ask("POST /read HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "3;x=y\r\nabc\r\n5\r\nabcde\r\n0\r\nX-Trailer: 1\r\n\r\n")));
    }

    @Test
    void missingHostAndOversizeHeadAreRefused() throws IOException {
        assertTrue(ask("GET / HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 400 "));
        var large = ask("GET / HTTP/1.1\r\nHost: h\r\nX-A: " + "a".repeat(20_000) + "\r\n\r\n");
        assertTrue(large.startsWith("HTTP/1.1 400 ") && large.contains("RequestHeaderSectionTooLarge"), large);
        var uri = ask("GET /" + "a".repeat(30_000) + " HTTP/1.1\r\nHost: h\r\n\r\n");
        assertTrue(uri.startsWith("HTTP/1.1 400 ") && uri.contains("RequestHeaderSectionTooLarge"), uri);
        assertTrue(ask("GET / HTTP/1.1\r\nHost: h\r\nX-A: " + "a".repeat(12_000) + "\r\n\r\n")
                .startsWith("HTTP/1.1 200"));
    }

    @Test
    void headersKeepCaseBytesAndOrder() throws IOException {
        var response = body(ask("GET /headers HTTP/1.1\r\nHost: h\r\nContent-Type: text/PLAIN;charset=UTF-8\r\n"
                + "x-AMZ-meta-Ü: x\r\nX-Amz-Meta-A: \u00e4 b\r\nX-Amz-Meta-A: 2\r\nX-Empty:\r\n\r\n"
                        .replace("Ü", "U")));
        assertEquals(
                "Host=h\nContent-Type=text/PLAIN;charset=UTF-8\nx-AMZ-meta-U=x\nX-Amz-Meta-A=\u00e4 b\n"
                        + "X-Amz-Meta-A=2\nX-Empty=\n",
                response);
    }

    @Test
    void headHasTheLengthAndNoBody() throws IOException {
        try (var client = client()) {
            client.send("HEAD /echo HTTP/1.1\r\nHost: h\r\n\r\n");
            var head = client.response(false);
            assertTrue(head.contains("Content-Length: 10\r\n"), head);
            client.send("HEAD /stream-known HTTP/1.1\r\nHost: h\r\n\r\n");
            assertTrue(client.response(false).contains("Content-Length: 30000\r\n"));
            client.send("GET /echo HTTP/1.1\r\nHost: h\r\n\r\n");
            assertEquals("GET /echo", body(client.response()));
        }
    }

    @Test
    void bodiesStreamWithAndWithoutKnownLength() throws IOException {
        try (var client = client()) {
            client.send("GET /stream-known HTTP/1.1\r\nHost: h\r\n\r\n");
            assertEquals(30_000, body(client.response()).length());
            client.send("GET /stream HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            var rest = client.rest();
            assertTrue(
                    rest.contains("Transfer-Encoding: chunked") && rest.endsWith("0\r\n\r\n"), rest.substring(0, 200));
        }
    }

    @Test
    void bodyThatFallsShortIsCutNotPadded() throws IOException {
        try (var client = client()) {
            var response = client.send("GET /short HTTP/1.1\r\nHost: h\r\n\r\n").rest();
            assertTrue(
                    response.contains("Content-Length: 100") && body(response).length() == 10, response);
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        try (var client = client()) {
            client.send(
                    "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nPOST /read HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"
                            + "POST /early HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"
                            + "GET /2 HTTP/1.1\r\nHost: h\r\n\r\n");
            assertEquals("GET /1", body(client.response()));
            assertEquals("read 3", body(client.response()));
            assertEquals("no", body(client.response()));
            assertEquals("GET /2", body(client.response()));
        }
    }

    @Test
    void continueIsSentOnlyWhenTheBodyIsRead() throws IOException {
        var head = " HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n";
        try (var client = client()) {
            client.send("PUT /read" + head);
            assertTrue(client.response().startsWith("HTTP/1.1 100 "));
            client.send("abc");
            assertEquals("read 3", body(client.response()));
        }
        try (var client = client()) {
            client.send("PUT /early" + head);
            assertTrue(client.response().startsWith("HTTP/1.1 403 "));
            assertTrue(client.closed(5000), "what follows could be the body or a request");
        }
        assertTrue(ask("PUT /read HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: foo\r\n\r\n")
                .contains(" 417 "));
    }

    @Test
    void earlyAnswerToALargeUploadArrivesAndTheConnectionCloses() throws IOException {
        try (var client = client()) {
            client.send("PUT /early HTTP/1.1\r\nHost: h\r\nContent-Length: 50000000\r\n\r\n");
            client.send(new byte[200_000]);
            var response = client.response();
            assertTrue(response.startsWith("HTTP/1.1 403 ") && response.contains("Connection: close"), response);
            assertTrue(client.closed(5000));
        }
    }

    @Test
    void clientThatVanishesWithinABodyIsAnIoException() throws Exception {
        try (var client = client()) {
            client.send("PUT /read HTTP/1.1\r\nHost: h\r\nContent-Length: 5000000\r\n\r\n")
                    .send(new byte[100_000]);
            arrived.get(10, TimeUnit.SECONDS);
            client.reset();
        }
        assertTrue(failure.get(10, TimeUnit.SECONDS) instanceof ClientGoneException, () -> failure.join()
                .toString());
    }

    @Test
    void clientThatEndsWithinABodyIsAnIoException() throws Exception {
        try (var client = client()) {
            client.send("PUT /read HTTP/1.1\r\nHost: h\r\nContent-Length: 5000000\r\n\r\n")
                    .send(new byte[100_000]);
            client.endOutput();
            assertTrue(failure.get(10, TimeUnit.SECONDS) instanceof ClientGoneException, () -> failure.join()
                    .toString());
        }
    }

    @Test
    void headThatComesDropByDropIsCutOff() throws IOException {
        try (var client = client()) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\n");
            assertTrue(dripUntilClosed(client, "X-A: b\r\n"));
        }
        try (var client = client()) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            client.response();
            assertTrue(dripUntilClosed(client, "G"), "a second head may not drip either");
        }
    }

    @Test
    void bodyThatComesDropByDropIsCutOff() throws IOException {
        try (var client = client()) {
            client.send("PUT /read HTTP/1.1\r\nHost: h\r\nContent-Length: 5000000\r\n\r\n");
            assertTrue(dripUntilClosed(client, "x"));
        }
    }

    @Test
    void clientsThatStallDoNotKeepOthersWaiting() throws IOException {
        Supplier<SSLContext> unused = () -> {
            throw new IllegalStateException("nobody speaks TLS here");
        };
        try (var patient = new JettyServer(ServerOptions.loopback(0), new SeededIds(1), this::handle, unused)) {
            patient.start();
            var stalled = new ArrayList<RawClient>();
            try {
                for (int i = 0; i < 60; i++) {
                    var request = i % 2 == 0
                            ? "PUT /read HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nx"
                            : "GET /flood HTTP/1.1\r\nHost: a\r\n\r\n";
                    stalled.add(new RawClient(patient.port()).send(request));
                }
                for (int i = 0; i < 5; i++) {
                    try (var client = new RawClient(patient.port())) {
                        assertTrue(client.send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n")
                                .response()
                                .startsWith("HTTP/1.1 200"));
                    }
                }
                for (int i = 0; i < stalled.size(); i += 2) {
                    assertTrue(stalled.get(i).send("abcd").response().endsWith("read 5"));
                }
            } finally {
                for (var client : stalled) {
                    client.close();
                }
            }
        }
    }

    private static boolean dripUntilClosed(RawClient client, String drop) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
        while (System.nanoTime() < deadline) {
            try {
                client.send(drop);
                if (client.closed(150)) {
                    return true;
                }
            } catch (java.net.SocketException e) {
                return true;
            }
        }
        return false;
    }

    @Test
    void readerThatReadsNothingIsCutOff() throws Exception {
        var huge = new JettyServer(
                ServerOptions.loopback(0)
                        .timeouts(Duration.ofMillis(800), Duration.ofSeconds(5), Duration.ofMillis(500)),
                new SeededIds(1),
                exchange -> {
                    try {
                        exchange.respond(200, List.of(), -1, sink -> {
                            while (true) {
                                sink.write(ByteBuffer.allocate(1 << 20));
                            }
                        });
                    } catch (IOException e) {
                        failure.complete(e);
                        throw new UncheckedIOException(e);
                    }
                },
                null);
        huge.start();
        try (var client = new RawClient(huge.port())) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertNotNull(failure.get(20, TimeUnit.SECONDS));
        } finally {
            huge.close();
        }
    }

    @Test
    void stopLetsTheRequestInFlightFinish() throws Exception {
        try (var client = client()) {
            client.send("PUT /read HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\nabc");
            arrived.get(10, TimeUnit.SECONDS);
            var stopped = CompletableFuture.runAsync(() -> {
                try {
                    server.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            client.send("def");
            assertTrue(client.response().endsWith("read 6"));
            stopped.get(10, TimeUnit.SECONDS);
        }
    }
}
