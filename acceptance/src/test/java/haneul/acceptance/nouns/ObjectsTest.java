package haneul.acceptance.nouns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.acceptance.Checksum;
import haneul.acceptance.Expect;
import haneul.acceptance.Request;
import haneul.acceptance.Scene;
import haneul.acceptance.Signer;
import haneul.acceptance.Wire;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;

final class ObjectsTest {

    @RegisterExtension
    static final Scene scene = new Scene();

    private static String bucket;

    @BeforeAll
    static void makeBucket() {
        bucket = scene.bucket();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4096, 4097, 65_536, 131_071, 131_072, 131_073, 1 << 20, (8 << 20) + 7})
    void whatWasPutIsRead(int size) {
        var content = Scene.bytes(size, size);
        var put = Expect.status(
                200, scene.send(Request.object("PUT", bucket, "size-" + size).body(content)));
        var etag = "\"" + HexFormat.of().formatHex(Checksum.digest("MD5", content)) + "\"";
        assertEquals(etag, put.header("ETag").orElse("none"));

        var got = Expect.status(200, scene.send(Request.object("GET", bucket, "size-" + size)));
        assertArrayEquals(content, got.body());
        assertEquals(etag, got.header("ETag").orElse("none"));
        assertEquals(String.valueOf(size), got.header("Content-Length").orElse("none"));
        assertEquals("binary/octet-stream", got.header("Content-Type").orElse("none"));
        assertEquals("bytes", got.header("Accept-Ranges").orElse("none"));

        var head = Expect.status(200, scene.send(Request.object("HEAD", bucket, "size-" + size)));
        assertEquals(String.valueOf(size), head.header("Content-Length").orElse("none"));
        assertEquals(etag, head.header("ETag").orElse("none"));
    }

    @Test
    void headersAndMetadataComeBackAsGiven() {
        var put = Request.object("PUT", bucket, "meta")
                .body("x")
                .header("Content-Type", "text/plain; charset=utf-8")
                .header("Cache-Control", "max-age=60, private")
                .header("Content-Disposition", "attachment; filename=\"a b\"")
                .header("Content-Encoding", "gzip")
                .header("Content-Language", "ko, en")
                .header("Expires", "Thu, 01 Dec 2033 16:00:00 GMT")
                .header("x-amz-meta-Colour", "  sky  blue ")
                .header("x-amz-meta-empty", "")
                .header("x-amz-website-redirect-location", "/elsewhere");
        Expect.status(200, scene.send(put));
        var got = Expect.status(200, scene.send(Request.object("GET", bucket, "meta")));
        var expected = Map.of(
                "Content-Type",
                "text/plain; charset=utf-8",
                "Cache-Control",
                "max-age=60, private",
                "Content-Disposition",
                "attachment; filename=\"a b\"",
                "Content-Encoding",
                "gzip",
                "Content-Language",
                "ko, en",
                "Expires",
                "Thu, 01 Dec 2033 16:00:00 GMT",
                "x-amz-meta-empty",
                "",
                "x-amz-website-redirect-location",
                "/elsewhere");
        expected.forEach((name, value) -> assertEquals(value, got.header(name).orElse("none"), name));
        assertTrue(got.header("x-amz-meta-colour").orElse("none").contains("blue"));
    }

    @Test
    void lastModifiedIsAWholeSecondOfNow() {
        var before = Instant.now().minusSeconds(5);
        scene.send(Request.object("PUT", bucket, "when").body("x"));
        var stamp = scene.send(Request.object("HEAD", bucket, "when"))
                .header("Last-Modified")
                .orElseThrow();
        var modified =
                ZonedDateTime.parse(stamp, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        assertTrue(modified.isAfter(before) && modified.isBefore(Instant.now().plusSeconds(5)), stamp);
    }

    @Test
    void theLastWriteWins() {
        for (var text : new String[] {"one", "two and longer", ""}) {
            Expect.status(200, scene.send(Request.object("PUT", bucket, "again").body(text)));
            assertEquals(
                    text, scene.send(Request.object("GET", bucket, "again")).text());
        }
    }

    @Test
    void deletingWhatIsNotThereSucceeds() {
        Expect.status(204, scene.send(Request.object("DELETE", bucket, "never")));
        scene.send(Request.object("PUT", bucket, "short-lived").body("x"));
        Expect.status(204, scene.send(Request.object("DELETE", bucket, "short-lived")));
        var missing = Expect.error(404, "NoSuchKey", scene.send(Request.object("GET", bucket, "short-lived")));
        assertEquals("The specified key does not exist.", missing.first("Message"));
        assertEquals("short-lived", missing.first("Key"));
        assertEquals(
                0,
                Expect.status(404, scene.send(Request.object("HEAD", bucket, "short-lived")))
                        .body()
                        .length);
    }

    @Test
    void aReaderMayNameTheHeadersItWants() {
        scene.send(Request.object("PUT", bucket, "named").body("x"));
        var got = Expect.status(
                200,
                scene.send(Request.object("GET", bucket, "named")
                        .query("response-content-type", "text/html")
                        .query("response-content-disposition", "inline")
                        .query("response-cache-control", "no-store")
                        .query("response-content-language", "fr")
                        .query("response-content-encoding", "br")
                        .query("response-expires", "Thu, 01 Dec 2033 16:00:00 GMT")));
        assertEquals("text/html", got.header("Content-Type").orElse("none"));
        assertEquals("inline", got.header("Content-Disposition").orElse("none"));
        assertEquals("no-store", got.header("Cache-Control").orElse("none"));
        assertEquals("fr", got.header("Content-Language").orElse("none"));
        assertEquals("br", got.header("Content-Encoding").orElse("none"));
        assertEquals("Thu, 01 Dec 2033 16:00:00 GMT", got.header("Expires").orElse("none"));
    }

    @Test
    void aBodyThatDoesNotMatchItsDigestIsNotStored() {
        var wrong = Checksum.base64("MD5", "other".getBytes());
        var bad = scene.send(Request.object("PUT", bucket, "digest").body("x").header("Content-MD5", wrong));
        Expect.error(400, "BadDigest", bad);
        Expect.error(
                400,
                "InvalidDigest",
                scene.send(Request.object("PUT", bucket, "digest").body("x").header("Content-MD5", "not-a-digest")));
        var hash = scene.send(
                Request.object("PUT", bucket, "digest").body("x").header("x-amz-content-sha256", "0".repeat(64)));
        Expect.error(400, "XAmzContentSHA256Mismatch", hash);
        Expect.error(404, "NoSuchKey", scene.send(Request.object("GET", bucket, "digest")));
    }

    @Test
    void limitsAreKept() {
        Expect.status(
                200, scene.send(Request.object("PUT", bucket, "k".repeat(1024)).body("x")));
        var tooLong = scene.send(Request.object("PUT", bucket, "k".repeat(1025)).body("x"));
        Expect.error(400, "KeyTooLongError", tooLong);
        Expect.error(
                400,
                "MetadataTooLarge",
                scene.send(Request.object("PUT", bucket, "meta").body("x").header("x-amz-meta-a", "v".repeat(2050))));
        Expect.error(
                400,
                "EntityTooLarge",
                scene.send(Request.object("PUT", bucket, "huge")
                        .header("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
                        .header("Content-Length", String.valueOf((5L << 30) + 1))));
        Expect.error(
                400,
                "InvalidStorageClass",
                scene.send(Request.object("PUT", bucket, "class").body("x").header("x-amz-storage-class", "BASEMENT")));
    }

    @Test
    void aPutNeedsALength() throws Exception {
        var signed = Signer.s3(scene.cloud().identity())
                .sign(
                        Request.object("PUT", bucket, "lengthless").header("x-amz-content-sha256", Signer.UNSIGNED),
                        scene.cloud().host());
        try (var wire = new Wire(scene.endpoint(), 30_000)) {
            var head = new StringBuilder("PUT " + signed.target() + " HTTP/1.1\r\n");
            signed.headers()
                    .forEach(h ->
                            head.append(h.name()).append(": ").append(h.value()).append("\r\n"));
            wire.write(head + "\r\n");
            Expect.error(411, "MissingContentLength", wire.read("PUT"));
        }
        var chunked = signed.header("Transfer-Encoding", "chunked").body("1\r\nx\r\n0\r\n\r\n");
        var refused = Expect.error(501, "NotImplemented", scene.cloud().sendRaw(chunked));
        assertEquals("Transfer-Encoding", refused.first("Header"));
    }

    @Test
    void everyAnswerNamesItsRequest() {
        var got = scene.send(Request.object("GET", bucket, "none"));
        var again = scene.send(Request.object("GET", bucket, "none"));
        assertFalse(got.header("x-amz-request-id").orElse("").isEmpty());
        assertFalse(got.header("x-amz-id-2").orElse("").isEmpty());
        assertFalse(got.header("x-amz-request-id").equals(again.header("x-amz-request-id")));
        assertEquals("AmazonS3", got.header("Server").orElse("none"));
    }

    @Test
    void attributesTellSizeChecksumAndParts() {
        var content = Scene.bytes(1000, 1);
        scene.s3().putObject(b -> b.bucket(bucket).key("attributes"), RequestBody.fromBytes(content));
        var reply = Expect.status(
                200,
                scene.send(Request.object("GET", bucket, "attributes")
                        .query("attributes")
                        .header("x-amz-object-attributes", "ETag,Checksum,ObjectParts,StorageClass,ObjectSize")));
        assertEquals("GetObjectAttributesResponse", reply.xml().getLocalName());
        assertEquals("1000", reply.first("ObjectSize"));
        assertEquals("STANDARD", reply.first("StorageClass"));
        assertEquals(HexFormat.of().formatHex(Checksum.digest("MD5", content)), reply.first("ETag"));
        assertEquals(Checksum.CRC32.of(content), reply.first("ChecksumCRC32"));
        Expect.error(
                400,
                "InvalidArgument",
                scene.send(Request.object("GET", bucket, "attributes")
                        .query("attributes")
                        .header("x-amz-object-attributes", "Weight")));
    }

    @Test
    void objectTagsLiveBesideTheObject() {
        scene.s3().putObject(b -> b.bucket(bucket).key("tagged").tagging("a=1&b=two%20words"), RequestBody.empty());
        assertEquals(
                "2",
                scene.send(Request.object("HEAD", bucket, "tagged"))
                        .header("x-amz-tagging-count")
                        .orElse(""));
        var tags =
                scene.s3().getObjectTagging(b -> b.bucket(bucket).key("tagged")).tagSet();
        assertEquals(
                "a=1, b=two words",
                String.join(
                        ", ",
                        tags.stream()
                                .map(t -> t.key() + "=" + t.value())
                                .sorted()
                                .toList()));
        scene.s3().deleteObjectTagging(b -> b.bucket(bucket).key("tagged"));
        assertTrue(scene.s3()
                .getObjectTagging(b -> b.bucket(bucket).key("tagged"))
                .tagSet()
                .isEmpty());
        var eleven = new StringBuilder();
        for (int i = 0; i < 11; i++) {
            eleven.append(i == 0 ? "" : "&").append("k").append(i).append("=v");
        }
        Expect.error(
                400,
                "InvalidTag",
                scene.send(Request.object("PUT", bucket, "tagged")
                        .body("")
                        .header("x-amz-tagging", "k=" + "v".repeat(257))));
        Expect.status(
                400,
                scene.send(
                        Request.object("PUT", bucket, "tagged").body("").header("x-amz-tagging", eleven.toString())));
        Expect.error(
                404,
                "NoSuchKey",
                scene.send(Request.object("GET", bucket, "never").query("tagging")));
    }
}
