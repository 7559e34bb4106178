package haneul.acceptance.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.acceptance.Cloud;
import haneul.acceptance.Scene;
import haneul.acceptance.Wire;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests whose end is open to dispute (RFC 9112 section 6 and 11.2) and bytes that are no request at all. */
final class FramingTest {

    @RegisterExtension
    static final Scene scene = Scene.alone(Map.of());

    private static Cloud cloud;
    private static Leaks leaks;

    @BeforeAll
    static void start() {
        cloud = scene.cloud();
        leaks = Leaks.watch(cloud);
    }

    @AfterAll
    static void nothingIsLeft() {
        leaks.none();
    }

    /** The headers and body of each probe; a second request hides behind it. */
    static Stream<Map.Entry<String, String>> disputes() {
        var probes = new TreeMap<String, String>();
        probes.put("length and chunked", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        probes.put("chunked and length", "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n");
        probes.put("two lengths", "Content-Length: 0\r\nContent-Length: 44\r\n\r\n");
        probes.put("a list of lengths", "Content-Length: 0, 44\r\n\r\n");
        probes.put("a signed length", "Content-Length: +0\r\n\r\n");
        probes.put("a negative length", "Content-Length: -1\r\n\r\n");
        probes.put("a length in hex", "Content-Length: 0x0\r\n\r\n");
        probes.put("a length beyond 64 bits", "Content-Length: 99999999999999999999\r\n\r\n");
        probes.put("an unknown coding", "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n");
        probes.put("chunked is not last", "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n");
        probes.put(
                "identity and chunked", "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        probes.put("chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        probes.put("a blank before the colon", "Content-Length : 0\r\n\r\n");
        probes.put("a folded header", "X-Folded: a\r\n Content-Length: 0\r\n\r\n");
        probes.put("a bare CR", "X-Bare: a\rContent-Length: 0\r\n\r\n");
        probes.put("a NUL", "X-Nul: a\0b\r\n\r\n");
        probes.put("a bad chunk size", "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n");
        probes.put("a chunk size with 0x", "Transfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n");
        probes.put("a negative chunk size", "Transfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n0\r\n\r\n");
        probes.put("a huge chunk size", "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n");
        probes.put("a chunk that runs over", "Transfer-Encoding: chunked\r\n\r\n3\r\nabcXX\r\n0\r\n\r\n");
        probes.put("a header without a name", ": value\r\n\r\n");
        probes.put("a header without a colon", "nonsense\r\n\r\n");
        return probes.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("disputes")
    void aDisputedEndGetsOneRefusalAndTheConnectionEnds(Map.Entry<String, String> probe) throws Exception {
        for (var method : new String[] {"POST", "GET"}) {
            var answer =
                    exchange(method + " /bucket/key HTTP/1.1\r\nHost: " + cloud.host() + "\r\n" + probe.getValue());
            assertTrue(answer.split("HTTP/1\\.1 ", -1).length - 1 <= 1, "two answers to one request: " + answer);
            assertFalse(answer.contains("smuggled"), answer);
            assertFalse(answer.startsWith("HTTP/1.1 2") || answer.startsWith("HTTP/1.1 500"), answer);
        }
    }

    @Test
    void requestLinesAndHostsMustBeWellFormed() throws Exception {
        for (var head : new String[] {
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET /\r\n\r\n",
            "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
            "G\u0001T / HTTP/1.1\r\nHost: a\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "GET / / HTTP/1.1\r\nHost: a\r\n\r\n",
            "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\nContent-Length: x\r\n\r\n"
        }) {
            var answer = exchange(head);
            assertFalse(answer.startsWith("HTTP/1.1 2") || answer.contains("HTTP/1.1 500"), head + " -> " + answer);
            assertFalse(answer.contains("smuggled"), head + " -> " + answer);
        }
    }

    @Test
    void headsHaveALimit() throws Exception {
        for (var head : new String[] {
            "GET /" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + "v".repeat(100_000) + "\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\n" + "X-Many: v\r\n".repeat(20_000) + "\r\n",
            "GET /?" + "a=b&".repeat(50_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
            "A".repeat(1_000_000)
        }) {
            var answer = exchange(head);
            assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 4"), answer);
        }
    }

    @Test
    void garbageIsClosed() throws Exception {
        var random = new Random(20_261_123);
        for (int i = 0; i < 200; i++) {
            var garbage = new byte[random.nextInt(1, 3000)];
            random.nextBytes(garbage);
            if (i % 3 == 0) {
                System.arraycopy(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1}, 0, garbage, 0, Math.min(8, garbage.length));
            }
            try (var wire = new Wire(cloud.endpoint(), 30_000)) {
                wire.write(garbage);
                wire.finishWriting();
                var answer = new String(wire.drain(), StandardCharsets.ISO_8859_1);
                assertFalse(answer.startsWith("HTTP/1.1 2") || answer.startsWith("HTTP/1.1 5"), answer);
            }
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        var one = "GET /%d HTTP/1.1\r\nHost: " + cloud.host() + "\r\n\r\n";
        try (var wire = new Wire(cloud.endpoint(), 30_000)) {
            wire.write(one.formatted(1) + one.formatted(2) + one.formatted(3));
            for (int i = 1; i <= 3; i++) {
                assertEquals(403, wire.read("GET").status());
            }
        }
    }

    /** Sends a request with a second one behind it, and reads until the server closes. */
    private static String exchange(String request) throws Exception {
        var second = "GET /smuggled HTTP/1.1\r\nHost: " + cloud.host() + "\r\nX-Smuggled: 1\r\n\r\n";
        try (var wire = new Wire(cloud.endpoint(), 30_000)) {
            try {
                wire.write(request + second);
                wire.finishWriting();
            } catch (SocketException closedAlready) {
                return "";
            }
            return new String(wire.drain(), StandardCharsets.ISO_8859_1);
        } catch (SocketTimeoutException e) {
            throw new AssertionError(
                    "neither answered nor closed: " + request.substring(0, Math.min(200, request.length())), e);
        }
    }
}
