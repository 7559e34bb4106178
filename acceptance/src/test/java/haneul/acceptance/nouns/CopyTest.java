package haneul.acceptance.nouns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.acceptance.Expect;
import haneul.acceptance.Percent;
import haneul.acceptance.Reply;
import haneul.acceptance.Request;
import haneul.acceptance.Scene;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CopyTest {

    @RegisterExtension
    static final Scene scene = new Scene();

    private static String bucket;

    @BeforeAll
    static void makeBucket() {
        bucket = scene.bucket();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 100_000, 2_000_000})
    void aCopyHasTheSameBytesAndMetadata(int size) {
        var content = Scene.bytes(size, size);
        var etag = scene.send(Request.object("PUT", bucket, "from-" + size)
                        .body(content)
                        .header("x-amz-meta-colour", "blue")
                        .header("Content-Type", "text/plain")
                        .header("x-amz-tagging", "a=b"))
                .header("ETag")
                .orElseThrow();
        var copied = Expect.status(200, copy("/" + bucket + "/from-" + size, "to-" + size));
        assertEquals("CopyObjectResult", copied.xml().getLocalName());
        assertEquals(etag, copied.first("ETag"));
        assertTrue(copied.first("LastModified").endsWith("Z"));
        scene.send(Request.object("DELETE", bucket, "from-" + size));

        var got = scene.send(Request.object("GET", bucket, "to-" + size));
        assertArrayEquals(content, got.body());
        assertEquals("blue", got.header("x-amz-meta-colour").orElse("none"));
        assertEquals("text/plain", got.header("Content-Type").orElse("none"));
        assertEquals("1", got.header("x-amz-tagging-count").orElse("none"));
    }

    @Test
    void metadataAndTagsMayBeReplaced() {
        scene.send(Request.object("PUT", bucket, "old")
                .body("x")
                .header("x-amz-meta-a", "1")
                .header("x-amz-tagging", "t=1"));
        Expect.status(
                200,
                scene.send(source("/" + bucket + "/old", "new")
                        .header("x-amz-metadata-directive", "REPLACE")
                        .header("x-amz-meta-b", "2")
                        .header("x-amz-tagging-directive", "REPLACE")
                        .header("x-amz-tagging", "u=2")));
        var got = scene.send(Request.object("GET", bucket, "new"));
        assertEquals("none", got.header("x-amz-meta-a").orElse("none"));
        assertEquals("2", got.header("x-amz-meta-b").orElse("none"));
        assertEquals(
                "u",
                scene.send(Request.object("GET", bucket, "new").query("tagging"))
                        .first("Key"));
    }

    @Test
    void aCopyOntoItselfMustChangeSomething() {
        scene.send(Request.object("PUT", bucket, "self").body("x"));
        var refused = Expect.error(400, "InvalidRequest", copy("/" + bucket + "/self", "self"));
        assertEquals(
                "This copy request is illegal because it is trying to copy an object to itself without changing "
                        + "the object's metadata, storage class, website redirect location or encryption attributes.",
                refused.first("Message"));
        Expect.status(
                200,
                scene.send(source("/" + bucket + "/self", "self")
                        .header("x-amz-metadata-directive", "REPLACE")
                        .header("x-amz-meta-a", "1")));
        assertEquals(
                "1",
                scene.send(Request.object("HEAD", bucket, "self"))
                        .header("x-amz-meta-a")
                        .orElse("none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b+c", "100%", "?query", "한글/파일", "a//b", "%41", "q&x=y#z", "../up"})
    void theSourceIsPercentEncoded(String key) {
        scene.send(Request.object("PUT", bucket, key).body(key));
        Expect.status(200, copy("/" + bucket + "/" + Percent.path(key), "copy of " + key));
        assertEquals(
                key, scene.send(Request.object("GET", bucket, "copy of " + key)).text());
        Expect.status(200, copy(bucket + "/" + Percent.path(key), "second copy"));
        assertEquals(
                key, scene.send(Request.object("GET", bucket, "second copy")).text());
    }

    @Test
    void aMissingSourceIsNamed() {
        var missing = Expect.error(404, "NoSuchKey", copy("/" + bucket + "/missing", "k"));
        assertEquals("missing", missing.first("Key"));
        Expect.error(404, "NoSuchBucket", copy("/" + scene.unused() + "/k", "k"));
        Expect.error(400, "InvalidArgument", copy("nothing", "k"));
        Expect.error(404, "NoSuchKey", scene.send(Request.object("GET", bucket, "k")));
    }

    @Test
    void conditionsOnTheSourceHold() {
        var etag = scene.send(Request.object("PUT", bucket, "source").body("x"))
                .header("ETag")
                .orElseThrow();
        var from = "/" + bucket + "/source";
        Expect.status(200, scene.send(source(from, "c").header("x-amz-copy-source-if-match", etag)));
        Expect.error(
                412, "PreconditionFailed", scene.send(source(from, "c").header("x-amz-copy-source-if-match", "\"0\"")));
        Expect.error(
                412,
                "PreconditionFailed",
                scene.send(source(from, "c").header("x-amz-copy-source-if-none-match", etag)));
        Expect.error(
                412,
                "PreconditionFailed",
                scene.send(source(from, "c")
                        .header("x-amz-copy-source-if-unmodified-since", "Thu, 01 Jan 1998 00:00:00 GMT")));
    }

    @Test
    void anOldVersionMayBeTheSource() {
        var versions = scene.versionedBucket();
        var first = scene.send(Request.object("PUT", versions, "k").body("first"))
                .header("x-amz-version-id")
                .orElseThrow();
        scene.send(Request.object("PUT", versions, "k").body("second"));
        var copied = Expect.status(200, copy("/" + versions + "/k?versionId=" + first, "restored"));
        assertEquals(first, copied.header("x-amz-copy-source-version-id").orElse("none"));
        assertEquals(
                "first", scene.send(Request.object("GET", bucket, "restored")).text());
        var gone = copy(
                "/" + versions + "/k?versionId=" + first.replaceFirst(".$", first.endsWith("A") ? "B" : "A"),
                "restored");
        assertTrue(gone.status() == 404 || gone.status() == 400, gone::toString);
    }

    @Test
    void aDeleteMarkerCannotBeCopied() {
        var versions = scene.versionedBucket();
        scene.send(Request.object("PUT", versions, "k").body("x"));
        var marker = scene.send(Request.object("DELETE", versions, "k"))
                .header("x-amz-version-id")
                .orElseThrow();
        Expect.error(404, "NoSuchKey", copy("/" + versions + "/k", "no"));
        Expect.error(400, "InvalidRequest", copy("/" + versions + "/k?versionId=" + marker, "no"));
    }

    private static Reply copy(String from, String to) {
        return scene.send(source(from, to));
    }

    private static Request source(String from, String to) {
        return Request.object("PUT", bucket, to).header("x-amz-copy-source", from);
    }
}
