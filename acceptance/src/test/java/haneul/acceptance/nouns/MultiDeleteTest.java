package haneul.acceptance.nouns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.acceptance.Checksum;
import haneul.acceptance.Expect;
import haneul.acceptance.Reply;
import haneul.acceptance.Request;
import haneul.acceptance.Scene;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class MultiDeleteTest {

    @RegisterExtension
    static final Scene scene = new Scene();

    private String bucket;

    @BeforeEach
    void makeBucket() {
        bucket = scene.bucket();
    }

    @Test
    void aThousandKeysGoAtOnce() {
        IntStream.range(0, 20)
                .forEach(i -> scene.send(Request.object("PUT", bucket, "k" + i).body("x")));
        var reply =
                delete(IntStream.range(0, 1000).mapToObj(i -> object("k" + i)).collect(Collectors.joining()));
        assertEquals("DeleteResult", Expect.status(200, reply).xml().getLocalName());
        assertEquals(1000, reply.all("Deleted").size());
        assertEquals(
                "0",
                scene.send(Request.of("GET", "/" + bucket).query("list-type", "2"))
                        .first("KeyCount"));
    }

    @Test
    void oneMoreIsTooMany() {
        Expect.error(
                400,
                "MalformedXML",
                delete(IntStream.range(0, 1001).mapToObj(i -> object("k" + i)).collect(Collectors.joining())));
        Expect.error(400, "MalformedXML", delete(""));
    }

    @Test
    void quietTellsOnlyErrors() {
        scene.send(Request.object("PUT", bucket, "k").body("x"));
        var reply = Expect.status(200, delete("<Quiet>true</Quiet>" + object("k") + object("never")));
        assertTrue(reply.all("Deleted").isEmpty(), reply::toString);
        Expect.error(404, "NoSuchKey", scene.send(Request.object("GET", bucket, "k")));
    }

    @Test
    void oneRefusedKeyDoesNotStopTheOthers() {
        scene.send(Request.object("PUT", bucket, "a").body("x"));
        scene.send(Request.object("PUT", bucket, "b").body("x"));
        var reply = Expect.status(
                200,
                delete("<Object><Key>a</Key><ETag>\"00000000000000000000000000000000\"</ETag>" + "</Object>"
                        + object("b")));
        assertEquals(List.of("PreconditionFailed"), reply.all("Code"));
        assertEquals(1, reply.all("Deleted").size());
        Expect.status(200, scene.send(Request.object("GET", bucket, "a")));
        Expect.status(404, scene.send(Request.object("HEAD", bucket, "b")));
    }

    @Test
    void versionsAndMarkersAreDeletedOneByOne() {
        var versions = scene.versionedBucket();
        var version = scene.send(Request.object("PUT", versions, "k").body("x"))
                .header("x-amz-version-id")
                .orElseThrow();
        var marked = Expect.status(200, send(versions, object("k")));
        assertEquals("true", marked.first("DeleteMarker"));
        var marker = marked.first("DeleteMarkerVersionId");
        var reply = Expect.status(
                200,
                send(
                        versions,
                        "<Object><Key>k</Key><VersionId>" + marker
                                + "</VersionId></Object><Object><Key>k</Key><VersionId>" + version
                                + "</VersionId></Object>"));
        assertEquals(2, reply.all("Deleted").size());
        Expect.status(204, scene.send(Request.of("DELETE", "/" + versions)));
    }

    @Test
    void keysOfAnyCharactersAreNamed() {
        var key = "a<b>&amp;\"c\" 한글 \n\t";
        scene.send(Request.object("PUT", bucket, key).body("x"));
        var escaped = key.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("\n", "&#10;")
                .replace("\t", "&#9;");
        var reply = Expect.status(200, delete("<Object><Key>" + escaped + "</Key></Object>"));
        assertEquals(key, reply.first("Key"));
        Expect.status(404, scene.send(Request.object("HEAD", bucket, key)));
    }

    @Test
    void theListMustBeProtectedByADigest() {
        var body = "<Delete>" + object("k") + "</Delete>";
        var bare = Request.of("POST", "/" + bucket).query("delete").body(body);
        Expect.error(400, "InvalidRequest", scene.send(bare));
        Expect.error(400, "BadDigest", scene.send(bare.header("Content-MD5", Checksum.base64("MD5", new byte[0]))));
        Expect.status(
                200,
                scene.send(bare.header("x-amz-checksum-crc32", Checksum.CRC32.of(body.getBytes()))
                        .header("x-amz-sdk-checksum-algorithm", "CRC32")));
    }

    @Test
    void xmlThatIsNoListIsMalformed() {
        for (var body : List.of("<Delete><Object></Delete>", "<Delete><Object><Key></Key></Object></Delete>", "x")) {
            var request = Request.of("POST", "/" + bucket)
                    .query("delete")
                    .body(body)
                    .header("Content-MD5", Checksum.base64("MD5", body.getBytes()));
            var reply = scene.send(request);
            assertTrue(
                    reply.status() == 400
                            || reply.status() == 200 && !reply.all("Code").isEmpty(),
                    reply::toString);
        }
    }

    private Reply delete(String inner) {
        return send(bucket, inner);
    }

    private static Reply send(String bucket, String inner) {
        var body = "<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">" + inner + "</Delete>";
        return scene.send(Request.of("POST", "/" + bucket)
                .query("delete")
                .body(body)
                .header("Content-MD5", Checksum.base64("MD5", body.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    }

    private static String object(String key) {
        return "<Object><Key>" + key + "</Key></Object>";
    }
}
