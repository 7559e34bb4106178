package haneul.wire.auth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.AwsException;
import haneul.wire.FakeExchange;
import haneul.wire.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AwsChunkedPayloadTest {
    private static final Dialect S3 = new S3Dialect();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] read(Payload payload) throws IOException {
        var out = new ByteArrayOutputStream();
        for (var piece = payload.next(); piece != null; piece = payload.next()) {
            var copy = new byte[piece.remaining()];
            piece.get(copy);
            out.writeBytes(copy);
        }
        return out.toByteArray();
    }

    private static Payload open(FakeExchange exchange) {
        var claim = ClaimReader.read(exchange, S3).orElse(null);
        var hash = ContentHash.announced(exchange, claim, SigningStyle.S3, S3).orElseThrow();
        var proof = claim == null
                ? null
                : AuthenticatorTest.at(AuthenticatorTest.MAY).verify(exchange, claim, hash, SigningStyle.S3, S3);
        return Payloads.open(exchange, hash, proof, S3);
    }

    /** AWS's example: 66,560 bytes of 'a' in chunks of 64 KiB, 1 KiB and none. */
    private static byte[] example(String first, String second, String last) {
        return bytes("10000;chunk-signature=" + first + "\r\n" + "a".repeat(65536) + "\r\n"
                + "400;chunk-signature=" + second + "\r\n" + "a".repeat(1024) + "\r\n"
                + "0;chunk-signature=" + last + "\r\n\r\n");
    }

    private static final String ONE = "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648";
    private static final String TWO = "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497";
    private static final String END = "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9";

    private static FakeExchange upload() {
        return new FakeExchange("PUT", "/examplebucket/chunkObject.txt")
                .with("Host", "s3.amazonaws.com")
                .with("x-amz-date", "20130524T000000Z")
                .with("x-amz-storage-class", "REDUCED_REDUNDANCY")
                .with(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/"
                                + "aws4_request,SignedHeaders=content-encoding;content-length;host;"
                                + "x-amz-content-sha256;"
                                + "x-amz-date;x-amz-decoded-content-length;x-amz-storage-class,"
                                + "Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9")
                .with("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
                .with("Content-Encoding", "aws-chunked")
                .with("x-amz-decoded-content-length", "66560")
                .with("Content-Length", "66824");
    }

    @Test
    void awsExampleIsDecodedHoweverItIsCut() throws IOException {
        for (int size : new int[] {1, 2, 7, 85, 86, 87, 4096, 65536, 100_000}) {
            var payload = open(upload().pieces(example(ONE, TWO, END), size));
            assertEquals(66560, payload.length());
            assertArrayEquals(bytes("a".repeat(66560)), read(payload), "cut every " + size);
        }
    }

    @Test
    void everyWrongChunkSignatureIsRefused() {
        for (var body : List.of(example(TWO, TWO, END), example(ONE, ONE, END), example(ONE, TWO, ONE))) {
            var payload = open(upload().piece(body));
            assertEquals(
                    "SignatureDoesNotMatch",
                    assertThrows(AwsException.class, () -> read(payload)).code());
        }
    }

    @Test
    void anyChangedByteOfTheBodyIsRefused() {
        var random = new Random(7);
        for (int i = 0; i < 200; i++) {
            var body = example(ONE, TWO, END);
            int at = i < 90 ? i : i < 120 ? body.length - 1 - (i - 90) : random.nextInt(body.length);
            body[at] ^= (byte) (1 << random.nextInt(7));
            var payload = open(upload().pieces(body, 1 + random.nextInt(20_000)));
            var error = assertThrows(AwsException.class, () -> read(payload), "byte " + at + " of round " + i);
            assertTrue(error.status() == 403 || error.status() == 400, error.code());
        }
    }

    @Test
    void anyTruncationIsRefused() {
        var whole = example(ONE, TWO, END);
        var random = new Random(8);
        for (int i = 0; i < 200; i++) {
            int length = i < 100 ? whole.length - 3 - i : random.nextInt(whole.length - 2);
            var payload = open(upload().piece(Arrays.copyOf(whole, length)));
            assertEquals(
                    "IncompleteBody",
                    assertThrows(AwsException.class, () -> read(payload)).code());
        }
    }

    private static FakeExchange unsigned(String length, String trailer) {
        var exchange = new FakeExchange("PUT", "/b/k")
                .with("Host", "h")
                .with("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
                .with("x-amz-decoded-content-length", length);
        return trailer == null ? exchange : exchange.with("x-amz-trailer", trailer);
    }

    private static String refused(FakeExchange exchange) {
        return assertThrows(AwsException.class, () -> read(open(exchange))).code();
    }

    @Test
    void unsignedChunksWithTrailerAreDecoded() throws IOException {
        var payload = open(unsigned("5", "x-amz-checksum-crc32")
                .piece(bytes("5\r\nhello\r\n0\r\nx-amz-checksum-crc32: NhCmhg== \r\n\r\n")));
        assertEquals("hello", new String(read(payload), StandardCharsets.US_ASCII));
        assertEquals(Map.of("x-amz-checksum-crc32", "NhCmhg=="), payload.trailers());
        var lacking = open(unsigned("5", "x-amz-checksum-crc32")
                .piece(bytes("5\r\nhello\r\n0\r\nX-Amz-Checksum-Crc32:NhCmhg==\r\n")));
        assertEquals(5, read(lacking).length);
        assertEquals(0, read(open(unsigned("0", null).piece(bytes("0\r\n\r\n")))).length);
    }

    @Test
    void hostileChunksAreRefused() {
        for (var body : List.of(
                "",
                "5",
                "5\r",
                "5\rhello\r\n0\r\n\r\n",
                "5\nhello\r\n0\r\n\r\n",
                "-5\r\nhello",
                "+5\r\nhello\r\n",
                "0x5\r\nhello\r\n",
                " 5\r\nhello\r\n0\r\n\r\n",
                "5 \r\nhello\r\n0\r\n\r\n",
                "\r\nhello",
                "ffffffffffffffff\r\nhello",
                "7fffffffffffffff\r\nhello",
                "100000000000005\r\nhello",
                "6\r\nhello!\r\n0\r\n\r\n",
                "4\r\nhell\r\n0\r\n\r\n",
                "5\r\nhelloX\r\n0\r\n\r\n",
                "5\r\nhello\n0\r\n\r\n",
                "5\r\nhello\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
                "5\r\nhello\r\n0\r\n\r\n\r\n",
                "5\r\nhello\r\n",
                "5\r\nhello\r\n0",
                "5\u0665\r\nhello",
                "a".repeat(5000) + "\r\n")) {
            assertEquals("IncompleteBody", refused(unsigned("5", null).piece(bytes(body))), body);
        }
    }

    @Test
    void hostileTrailersAreRefused() {
        for (var trailer : List.of(
                "x-amz-checksum-crc32c:AAAA\r\n\r\n",
                "nonsense\r\n\r\n",
                ":v\r\n\r\n",
                "\r\n",
                "x-amz-checksum-crc32:a\r\nx-amz-checksum-crc32:b\r\n\r\n",
                "x-amz-checksum-crc32:a\r\nx-amz-trailer-signature:0\r\n\r\n")) {
            assertEquals(
                    "MalformedTrailerError",
                    refused(unsigned("5", "x-amz-checksum-crc32").piece(bytes("5\r\nhello\r\n0\r\n" + trailer))),
                    trailer);
        }
        assertEquals(
                "MalformedTrailerError",
                refused(unsigned("5", null).piece(bytes("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n"))));
    }

    @Test
    void onlyTheLastChunkMayBeSmall() throws IOException {
        var small = bytes("5\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n");
        var error = assertThrows(
                AwsException.class, () -> read(open(unsigned("10", null).piece(small))));
        assertEquals("InvalidChunkSizeError", error.code());
        assertEquals("5", error.details().get("BadChunkSize"));
        var large = bytes("2000\r\n" + "x".repeat(8192) + "\r\n5\r\nworld\r\n0\r\n\r\n");
        assertEquals(8197, read(open(unsigned("8197", null).piece(large))).length);
    }

    @Test
    void lengthMustBeAnnouncedAndANumber() {
        var absent = new FakeExchange("PUT", "/b/k").with("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
        assertEquals("MissingContentLength", refused(absent));
        for (var bad : List.of("", "-1", "x", "1e3", "9999999999999999")) {
            assertEquals("InvalidArgument", refused(unsigned(bad, null)), bad);
        }
    }

    @Test
    void signedChunksNeedASigner() {
        var anonymous = new FakeExchange("PUT", "/b/k")
                .with("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
                .with("x-amz-decoded-content-length", "5");
        assertEquals("InvalidArgument", refused(anonymous));
    }

    @Test
    void signedTrailersVerify() throws IOException {
        var claim = ClaimReader.read(upload(), S3).orElseThrow();
        var credential = AuthenticatorTest.credentials(AuthenticatorTest.KEY, AuthenticatorTest.SECRET, null)
                .find(AuthenticatorTest.KEY)
                .orElseThrow();
        var key = new SigningKeys().key(credential, claim.scope());
        var proof = new Proof(AuthenticatorTest.root(AuthenticatorTest.KEY), claim, key);
        var chunk = sign(proof, "PAYLOAD", claim.signature(), Sha256.EMPTY + "\n" + Sha256.hexOf(bytes("hello")));
        var end = sign(proof, "PAYLOAD", chunk, Sha256.EMPTY + "\n" + Sha256.EMPTY);
        var trailer = sign(proof, "TRAILER", end, Sha256.hexOf(bytes("x-amz-checksum-crc32:NhCmhg==\n")));
        var body = "5;chunk-signature=" + chunk + "\r\nhello\r\n0;chunk-signature=" + end
                + "\r\nx-amz-checksum-crc32:NhCmhg==\r\nx-amz-trailer-signature:" + trailer + "\r\n\r\n";
        assertEquals(5, read(signedTrailer(body, proof)).length);
        for (var broken : List.of(
                body.replace("NhCm", "NhCn"),
                body.replace("signature:" + trailer, "signature:" + end),
                body.replace("x-amz-trailer-signature:" + trailer + "\r\n", ""),
                body + "x",
                body.replace("x-amz-checksum-crc32:NhCmhg==\r\n", ""))) {
            assertFalse(body.equals(broken));
            assertThrows(AwsException.class, () -> read(signedTrailer(broken, proof)), broken);
        }
    }

    private static Payload signedTrailer(String body, Proof proof) {
        var exchange = new FakeExchange("PUT", "/b/k")
                .with("x-amz-decoded-content-length", "5")
                .with("x-amz-trailer", "x-amz-checksum-crc32")
                .pieces(bytes(body), 11);
        var hash = new ContentHash(ContentHash.Form.CHUNKS_AND_TRAILER, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER");
        return Payloads.open(exchange, hash, proof, S3);
    }

    private static String sign(Proof proof, String kind, String previous, String hashes) {
        var text = "AWS4-HMAC-SHA256-" + kind + "\n" + proof.claim().timestamp() + "\n"
                + proof.claim().scope() + "\n" + previous + "\n" + hashes;
        return Sha256.hex(Sha256.copy(proof.key()).doFinal(bytes(text)));
    }

    @Test
    void randomBytesNeverDoWorseThanAnAwsError() {
        long seed = Instant.now().getNano();
        var random = new Random(seed);
        var alphabet = "0123456789abcdefABCDEF;:=\r\n\r\n\r\n-chunksigatre x";
        for (int round = 0; round < 20_000; round++) {
            var body = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                body.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            var exchange = unsigned(
                            Integer.toString(random.nextInt(12)), random.nextBoolean() ? "x-amz-checksum-crc32" : null)
                    .pieces(bytes(body.toString()), 1 + random.nextInt(10));
            try {
                var payload = open(exchange);
                assertEquals(payload.length(), read(payload).length, () -> "seed " + seed + ": " + body);
            } catch (AwsException e) {
                assertEquals(4, e.status() / 100, () -> "seed " + seed + ": " + body);
            } catch (IOException | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + body, e);
            }
        }
    }

    @Test
    void plainBodyIsHeldToItsAnnouncedHash() throws IOException {
        var hash = Sha256.hexOf(bytes("hello"));
        var good = Payloads.open(
                new FakeExchange("PUT", "/b/k").pieces(bytes("hello"), 2),
                new ContentHash(ContentHash.Form.WHOLE, hash),
                null,
                S3);
        assertEquals(5, read(good).length);
        var bad = Payloads.open(
                new FakeExchange("PUT", "/b/k").pieces(bytes("hellO"), 2),
                new ContentHash(ContentHash.Form.WHOLE, hash),
                null,
                S3);
        var error = assertThrows(AwsException.class, () -> read(bad));
        assertEquals("XAmzContentSHA256Mismatch", error.code());
        assertEquals(hash, error.details().get("ClientComputedContentSHA256"));
    }
}
