package haneul.acceptance.hostile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.acceptance.Checksum;
import haneul.acceptance.ChunkedBody;
import haneul.acceptance.Expect;
import haneul.acceptance.Request;
import haneul.acceptance.Scene;
import haneul.acceptance.Signer;
import haneul.acceptance.Wire;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents that explode, bodies that end early or never come, chunks that lie. */
final class BodiesTest {

    @RegisterExtension
    static final Scene scene = Scene.alone(Map.of());

    private static String bucket;
    private static Leaks leaks;

    @BeforeAll
    static void start() {
        bucket = scene.bucket();
        leaks = Leaks.watch(scene.cloud());
    }

    @AfterAll
    static void nothingIsLeft() {
        leaks.none();
    }

    /** Every operation that reads a document. */
    static Stream<Request> documents() {
        return Stream.of(
                Request.of("PUT", "/" + scene.unused()),
                Request.of("POST", "/" + bucket).query("delete"),
                Request.of("PUT", "/" + bucket).query("tagging"),
                Request.of("PUT", "/" + bucket).query("versioning"),
                Request.of("PUT", "/" + bucket).query("cors"),
                Request.object("PUT", bucket, "k").query("tagging"),
                Request.object("POST", bucket, "k").query("uploadId", "x"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void hostileDocumentsAreMalformed(Request request) {
        var bomb = new StringBuilder("<!DOCTYPE a [<!ENTITY x0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            bomb.append("<!ENTITY x")
                    .append(i)
                    .append(" \"&x")
                    .append(i - 1)
                    .append(";&x")
                    .append(i - 1)
                    .append(";\">");
        }
        var attacks = List.of(
                bomb + "]><Tagging>&x29;</Tagging>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Tagging>&e;</Tagging>",
                "<a>".repeat(200_000),
                "<a>".repeat(20_000) + "</a>".repeat(20_000),
                "<" + "a".repeat(500_000) + "/>",
                "<a " + "b=\"c\" ".repeat(50_000) + "/>",
                "\uFEFF",
                "<a>\u0000</a>",
                "<a>&#0;</a>",
                "<a>&#xFFFFFFFF;</a>",
                "<a xmlns=\"x\" xmlns=\"y\"/>",
                "<!--" + "-".repeat(10_000),
                "<![CDATA[" + "x".repeat(10_000),
                "<?xml version=\"9\"?>");
        for (var attack : attacks) {
            assertTimeout(Duration.ofSeconds(10), () -> refused(request, attack.getBytes(StandardCharsets.UTF_8)));
        }
        refused(request, "<a>x</a>".getBytes(StandardCharsets.UTF_16));
        refused(request, new byte[] {'<', 'a', '>', (byte) 0xff, (byte) 0xfe, '<', '/', 'a', '>'});
        refused(request, Scene.bytes(5000, 1));
        tooLarge(request, " ".repeat(20 << 20).getBytes(StandardCharsets.US_ASCII));
    }

    /** The refusal may come, and the connection end, before all of it is sent. */
    private static void tooLarge(Request request, byte[] body) {
        var signed = Signer.s3(scene.cloud().identity())
                .sign(
                        request.body(body).header("Content-MD5", Checksum.base64("MD5", body)),
                        scene.cloud().host());
        try {
            Expect.refused(Wire.once(scene.endpoint(), signed));
        } catch (SocketException closed) {
            Leaks.healthy(scene.cloud());
        } catch (IOException e) {
            throw new AssertionError("neither an answer nor a closed connection", e);
        }
    }

    private static void refused(Request request, byte[] body) {
        var reply = scene.send(request.body(body).header("Content-MD5", Checksum.base64("MD5", body)));
        Expect.refused(reply);
        assertTrue(!reply.text().contains("root:"), "a file leaked");
    }

    @Test
    void aBodyThatEndsEarlyChangesNothing() throws Exception {
        Expect.status(200, scene.send(Request.object("PUT", bucket, "half").body("old")));
        for (int size : new int[] {1, 5_000, 100_000, 3_000_000}) {
            for (var key : List.of("half", "new-" + size)) {
                var request = Signer.s3(scene.cloud().identity())
                        .sign(
                                Request.object("PUT", bucket, key)
                                        .header("x-amz-content-sha256", Signer.UNSIGNED)
                                        .header("Content-Length", String.valueOf(size * 2)),
                                scene.cloud().host());
                try (var wire = new Wire(scene.endpoint(), 30_000)) {
                    wire.write(
                            ("PUT " + request.target() + " HTTP/1.1\r\n" + head(request) + "\r\n").getBytes(),
                            new byte[size]);
                    wire.finishWriting();
                    var answer = new String(wire.drain(), StandardCharsets.ISO_8859_1);
                    assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 4"), answer);
                }
            }
            Expect.status(404, scene.send(Request.object("HEAD", bucket, "new-" + size)));
            assertEquals(
                    "old", scene.send(Request.object("GET", bucket, "half")).text());
        }
    }

    @Test
    void promisedBodiesThatNeverComeHoldNothing() throws Exception {
        for (int i = 0; i < 100; i++) {
            var request = Signer.s3(scene.cloud().identity())
                    .sign(
                            Request.object("PUT", bucket, "never")
                                    .header("x-amz-content-sha256", Signer.UNSIGNED)
                                    .header("Content-Length", "5000000000"),
                            scene.cloud().host());
            try (var wire = new Wire(scene.endpoint(), 30_000)) {
                wire.write("PUT " + request.target() + " HTTP/1.1\r\n" + head(request) + "\r\n");
            }
        }
        Expect.status(404, scene.send(Request.object("HEAD", bucket, "never")));
    }

    @Test
    void aRefusalComesBeforeTheBody() throws Exception {
        var request = Signer.s3(scene.cloud().identity().withSecret("wrong"))
                .sign(
                        Request.object("PUT", bucket, "expect")
                                .header("x-amz-content-sha256", Signer.UNSIGNED)
                                .header("Content-Length", "5000000000")
                                .header("Expect", "100-continue"),
                        scene.cloud().host());
        try (var wire = new Wire(scene.endpoint(), 30_000)) {
            wire.write("PUT " + request.target() + " HTTP/1.1\r\n" + head(request) + "\r\n");
            Expect.error(403, "SignatureDoesNotMatch", wire.read("PUT"));
        }
    }

    @Test
    void chunksThatLieAreRefused() {
        var content = Scene.bytes(30_000, 1);
        var signer = Signer.s3(scene.cloud().identity());
        var good = ChunkedBody.unsigned(
                signer,
                Request.object("PUT", bucket, "lies"),
                scene.cloud().host(),
                content,
                8192,
                "x-amz-checksum-crc32",
                Checksum.CRC32.of(content));
        var text = new String(good.body(), StandardCharsets.ISO_8859_1);
        for (var lie : List.of(
                text.replaceFirst("^2000", "2001"),
                text.replaceFirst("^2000", "1fff"),
                text.replaceFirst("^2000", "zz"),
                text.replaceFirst("^2000", "-2000"),
                text.replaceFirst("^2000", "ffffffffffffffffffff"),
                text.replaceFirst("^2000", ""),
                text.replaceFirst("^2000\r\n", "2000\n"),
                text.replaceFirst("\r\n0\r\n", "\r\n"),
                text.substring(0, 20_000),
                text.replaceFirst("x-amz-checksum-crc32:", "x-amz-checksum-sha1:"),
                text.replaceFirst("x-amz-checksum-crc32:.*", "garbage"),
                "2000;" + "x".repeat(100_000) + text.substring(4),
                "1\r\nx\r\n".repeat(100) + "0\r\n\r\n",
                "")) {
            Expect.refused(scene.cloud().sendRaw(good.body(lie.getBytes(StandardCharsets.ISO_8859_1))));
        }
        var other = good.replace("x-amz-decoded-content-length", "29999");
        Expect.refused(scene.cloud().sendRaw(other));
        for (var length : List.of("-1", "x", "99999999999999999999")) {
            Expect.refused(scene.cloud()
                    .sendRaw(ChunkedBody.unsigned(
                                    signer,
                                    Request.object("PUT", bucket, "lies"),
                                    scene.cloud().host(),
                                    content,
                                    8192,
                                    null,
                                    null)
                            .replace("x-amz-decoded-content-length", length)));
        }
        Expect.status(404, scene.send(Request.object("HEAD", bucket, "lies")));
    }

    @Test
    void randomlyDamagedRequestsNeverBreakTheServer() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var content = Scene.bytes(2000, 2);
        Expect.status(200, scene.send(Request.object("PUT", bucket, "victim").body(content)));
        for (int i = 0; i < 400; i++) {
            var request = Signer.s3(scene.cloud().identity())
                    .sign(
                            Request.object(i % 2 == 0 ? "GET" : "PUT", bucket, "victim")
                                    .query("versionId", "null")
                                    .header("Range", "bytes=0-9"),
                            scene.cloud().host())
                    .header("Content-Length", i % 2 == 0 ? "0" : "20");
            var bytes = (request.method() + " " + request.target() + " HTTP/1.1\r\n" + head(request) + "\r\n"
                            + (i % 2 == 0 ? "" : "y".repeat(20)))
                    .getBytes(StandardCharsets.ISO_8859_1);
            for (int damage = random.nextInt(1, 4); damage > 0; damage--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try (var wire = new Wire(scene.endpoint(), 30_000)) {
                wire.write(random.nextInt(10) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes);
                wire.finishWriting();
                var answer = new String(wire.drain(), StandardCharsets.ISO_8859_1);
                assertTrue(
                        !answer.contains("HTTP/1.1 500") && !answer.contains("InternalError"),
                        "seed " + seed + ": " + answer);
            }
        }
        assertArrayEquals(
                content, scene.send(Request.object("GET", bucket, "victim")).body());
    }

    private static String head(Request request) {
        var head = new StringBuilder();
        request.headers()
                .forEach(h ->
                        head.append(h.name()).append(": ").append(h.value()).append("\r\n"));
        return head.toString();
    }
}
