package haneul.acceptance.nouns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.acceptance.Checksum;
import haneul.acceptance.Expect;
import haneul.acceptance.Reply;
import haneul.acceptance.Request;
import haneul.acceptance.Scene;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Multipart uploads. AWS: "Uploading and copying objects using multipart upload", S3 User Guide. */
final class UploadsTest {

    private static final int MIB = 1 << 20;
    private static final byte[] FIVE_MIB = Scene.bytes(5 * MIB, 5);

    @RegisterExtension
    static final Scene scene = new Scene();

    private static String bucket;

    @BeforeAll
    static void makeBucket() {
        bucket = scene.bucket();
    }

    @Test
    void partsBecomeOneObject() {
        var last = Scene.bytes(1234, 6);
        var upload = begin(
                "whole",
                Request.object("POST", bucket, "whole")
                        .header("x-amz-meta-a", "1")
                        .header("Content-Type", "text/plain"));
        var etags = List.of(
                part("whole", upload, 1, FIVE_MIB), part("whole", upload, 2, FIVE_MIB), part("whole", upload, 3, last));
        var listed = Expect.status(
                200, scene.send(Request.object("GET", bucket, "whole").query("uploadId", upload)));
        assertEquals("ListPartsResult", listed.xml().getLocalName());
        assertEquals(List.of("1", "2", "3"), listed.all("PartNumber"));
        assertEquals(etags, listed.all("ETag"));

        var done = Expect.status(200, complete("whole", upload, 1, etags.get(0), 2, etags.get(1), 3, etags.get(2)));
        assertEquals("CompleteMultipartUploadResult", done.xml().getLocalName());
        assertEquals(bucket, done.first("Bucket"));
        assertEquals("whole", done.first("Key"));
        var digests = new ByteArrayOutputStream();
        for (var part : List.of(FIVE_MIB, FIVE_MIB, last)) {
            digests.writeBytes(Checksum.digest("MD5", part));
        }
        var etag = "\"" + HexFormat.of().formatHex(Checksum.digest("MD5", digests.toByteArray())) + "-3\"";
        assertEquals(etag, done.first("ETag"));

        var whole = new ByteArrayOutputStream();
        List.of(FIVE_MIB, FIVE_MIB, last).forEach(whole::writeBytes);
        var got = Expect.status(200, scene.send(Request.object("GET", bucket, "whole")));
        assertArrayEquals(whole.toByteArray(), got.body());
        assertEquals(etag, got.header("ETag").orElse("none"));
        assertEquals("1", got.header("x-amz-meta-a").orElse("none"));
        assertEquals("text/plain", got.header("Content-Type").orElse("none"));
        var third = Expect.status(
                206, scene.send(Request.object("GET", bucket, "whole").query("partNumber", "3")));
        assertArrayEquals(last, third.body());
        assertEquals("3", third.header("x-amz-mp-parts-count").orElse("none"));
        var seam = scene.send(Request.object("GET", bucket, "whole").header("Range", "bytes=5242870-5242890"));
        assertArrayEquals(Arrays.copyOfRange(whole.toByteArray(), 5_242_870, 5_242_891), seam.body());
        Expect.error(
                404,
                "NoSuchUpload",
                scene.send(Request.object("GET", bucket, "whole").query("uploadId", upload)));
    }

    @Test
    void aPartMayBeSentAgain() {
        var upload = begin("again");
        part("again", upload, 1, "first".getBytes());
        var second = part("again", upload, 1, "second".getBytes());
        Expect.status(200, complete("again", upload, 1, second));
        assertEquals(
                "second", scene.send(Request.object("GET", bucket, "again")).text());
    }

    @Test
    void aPartThatIsTooSmallIsRefused() {
        var upload = begin("small");
        var first = part("small", upload, 1, "tiny".getBytes());
        var second = part("small", upload, 2, "tiny".getBytes());
        var refused = Expect.error(400, "EntityTooSmall", complete("small", upload, 1, first, 2, second));
        assertEquals("Your proposed upload is smaller than the minimum allowed size", refused.first("Message"));
        assertEquals("4", refused.first("ProposedSize"));
        assertEquals("5242880", refused.first("MinSizeAllowed"));
        assertEquals("1", refused.first("PartNumber"));
        Expect.status(200, scene.send(Request.object("GET", bucket, "small").query("uploadId", upload)));
    }

    @Test
    void theListOfPartsMustBeTrueAndInOrder() {
        var upload = begin("list");
        var etag = part("list", upload, 1, FIVE_MIB);
        var other = part("list", upload, 2, "x".getBytes());
        Expect.error(400, "InvalidPart", complete("list", upload, 1, etag, 3, other));
        Expect.error(400, "InvalidPart", complete("list", upload, 1, "\"00000000000000000000000000000000\""));
        Expect.error(400, "InvalidPartOrder", complete("list", upload, 2, other, 1, etag));
        Expect.error(
                400,
                "MalformedXML",
                scene.send(Request.object("POST", bucket, "list")
                        .query("uploadId", upload)
                        .body("<CompleteMultipartUpload></CompleteMultipartUpload>")));
        Expect.status(200, complete("list", upload, 1, etag.replace("\"", ""), 2, other));
    }

    @Test
    void partNumbersRunFromOneToTenThousand() {
        var upload = begin("numbers");
        for (var number : List.of("0", "10001", "-1", "x")) {
            Expect.error(
                    400,
                    "InvalidArgument",
                    scene.send(Request.object("PUT", bucket, "numbers")
                            .query("partNumber", number)
                            .query("uploadId", upload)
                            .body("x")));
        }
        Expect.status(200, complete("numbers", upload, 10_000, part("numbers", upload, 10_000, "x".getBytes())));
    }

    @Test
    void anUnknownUploadIsRefused() {
        var upload = begin("known");
        for (var id : List.of("nonsense", upload + "x", "")) {
            var put = scene.send(Request.object("PUT", bucket, "known")
                    .query("partNumber", "1")
                    .query("uploadId", id)
                    .body("x"));
            assertTrue(
                    put.status() == 404 && put.code().equals("NoSuchUpload") || id.isEmpty() && put.status() == 400,
                    put::toString);
        }
        Expect.error(
                404,
                "NoSuchUpload",
                scene.send(Request.object("PUT", bucket, "other")
                        .query("partNumber", "1")
                        .query("uploadId", upload)
                        .body("x")));
        Expect.error(
                404,
                "NoSuchUpload",
                scene.send(Request.object("DELETE", bucket, "known").query("uploadId", "nonsense")));
        Expect.status(204, scene.send(Request.object("DELETE", bucket, "known").query("uploadId", upload)));
        Expect.error(404, "NoSuchUpload", complete("known", upload, 1, "\"0\""));
    }

    @Test
    void partsMayBeCopiesOfRanges() {
        scene.send(Request.object("PUT", bucket, "origin").body(Scene.bytes(6 * MIB, 9)));
        var upload = begin("assembled");
        var first = Expect.status(200, copyPart("assembled", upload, 1, "bytes=0-5242879"));
        assertEquals("CopyPartResult", first.xml().getLocalName());
        var second = Expect.status(200, copyPart("assembled", upload, 2, "bytes=5242880-6291455"));
        for (var range : List.of("bytes=6291450-6291456", "bytes=5-", "5-6", "bytes=9-2")) {
            var refused = copyPart("assembled", upload, 3, range);
            assertTrue(
                    refused.status() == 400 && refused.code().equals("InvalidArgument") || refused.status() == 416,
                    refused::toString);
        }
        Expect.status(200, complete("assembled", upload, 1, first.first("ETag"), 2, second.first("ETag")));
        assertArrayEquals(
                Scene.bytes(6 * MIB, 9),
                scene.send(Request.object("GET", bucket, "assembled")).body());
    }

    @Test
    void checksumsOfPartsAreComposed() {
        var upload = begin(
                "composite", Request.object("POST", bucket, "composite").header("x-amz-checksum-algorithm", "SHA256"));
        var last = "end".getBytes();
        var one = checkedPart(upload, 1, FIVE_MIB);
        var two = checkedPart(upload, 2, last);
        var body = "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + one + "</ETag><ChecksumSHA256>"
                + Checksum.SHA256.of(FIVE_MIB) + "</ChecksumSHA256></Part><Part><PartNumber>2</PartNumber><ETag>" + two
                + "</ETag><ChecksumSHA256>" + Checksum.SHA256.of(last)
                + "</ChecksumSHA256></Part></CompleteMultipartUpload>";
        var done = Expect.status(
                200,
                scene.send(Request.object("POST", bucket, "composite")
                        .query("uploadId", upload)
                        .body(body)));
        var joined = new ByteArrayOutputStream();
        joined.writeBytes(Checksum.SHA256.raw(FIVE_MIB));
        joined.writeBytes(Checksum.SHA256.raw(last));
        var expected = Base64.getEncoder().encodeToString(Checksum.SHA256.raw(joined.toByteArray())) + "-2";
        assertEquals(expected, done.first("ChecksumSHA256"));
        assertEquals("COMPOSITE", done.first("ChecksumType"));
    }

    @Test
    void aFullObjectChecksumCoversAllParts() {
        var upload = begin(
                "full",
                Request.object("POST", bucket, "full")
                        .header("x-amz-checksum-algorithm", "CRC64NVME")
                        .header("x-amz-checksum-type", "FULL_OBJECT"));
        var last = "end".getBytes();
        var one = part("full", upload, 1, FIVE_MIB);
        var two = part("full", upload, 2, last);
        var all = new ByteArrayOutputStream();
        all.writeBytes(FIVE_MIB);
        all.writeBytes(last);
        var right = Checksum.CRC64NVME.of(all.toByteArray());
        var finish = completion("full", upload, 1, one, 2, two).header("x-amz-checksum-type", "FULL_OBJECT");
        Expect.error(
                400, "BadDigest", scene.send(finish.header("x-amz-checksum-crc64nvme", Checksum.CRC64NVME.of(last))));
        var done = Expect.status(200, scene.send(finish.header("x-amz-checksum-crc64nvme", right)));
        assertEquals(right, done.first("ChecksumCRC64NVME"));
        assertEquals("FULL_OBJECT", done.first("ChecksumType"));
    }

    @Test
    void uploadsInProgressAreListed() {
        var own = scene.bucket();
        var keys = List.of("a/1", "a/2", "b", "c", "c");
        keys.forEach(k ->
                Expect.status(200, scene.send(Request.object("POST", own, k).query("uploads"))));
        var all = scene.send(Request.of("GET", "/" + own).query("uploads"));
        assertEquals("ListMultipartUploadsResult", all.xml().getLocalName());
        assertEquals(keys, all.all("Key"));
        var folders = scene.send(Request.of("GET", "/" + own).query("uploads").query("delimiter", "/"));
        assertEquals(List.of("b", "c", "c"), folders.all("Key"));
        var seen = scene.s3().listMultipartUploadsPaginator(b -> b.bucket(own).maxUploads(2)).uploads().stream()
                .map(u -> u.key())
                .toList();
        assertEquals(keys, seen);
        Expect.status(204, scene.send(Request.of("DELETE", "/" + own)));
    }

    @Test
    void aCompletionMayBeConditional() {
        scene.send(Request.object("PUT", bucket, "taken").body("x"));
        var upload = begin("taken");
        var etag = part("taken", upload, 1, "y".getBytes());
        Expect.error(
                412,
                "PreconditionFailed",
                scene.send(completion("taken", upload, 1, etag).header("If-None-Match", "*")));
        scene.send(Request.object("DELETE", bucket, "taken"));
        Expect.status(200, scene.send(completion("taken", upload, 1, etag).header("If-None-Match", "*")));
    }

    @Test
    void competingCompletionsAndAbortsLeaveOneOutcome() throws Exception {
        for (int round = 0; round < 5; round++) {
            var key = "contest-" + round;
            var upload = begin(key);
            var etag = part(key, upload, 1, ("round " + round).getBytes());
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var calls = IntStream.range(0, 8)
                        .<Callable<Reply>>mapToObj(i -> () -> i % 4 == 3
                                ? scene.send(
                                        Request.object("DELETE", bucket, key).query("uploadId", upload))
                                : complete(key, upload, 1, etag))
                        .toList();
                boolean completed = false;
                for (var reply : threads.invokeAll(calls)) {
                    int status = reply.get().status();
                    assertTrue(status == 200 || status == 204 || status == 404, reply.get()::toString);
                    completed |= status == 200;
                }
                var got = scene.send(Request.object("GET", bucket, key));
                assertEquals(completed ? "200" : "404", String.valueOf(got.status()));
            }
            Expect.error(
                    404,
                    "NoSuchUpload",
                    scene.send(Request.object("GET", bucket, key).query("uploadId", upload)));
        }
    }

    @Test
    void thousandPartsAreListedInPages() throws Exception {
        var upload = begin("pages");
        try (var threads = Executors.newFixedThreadPool(8)) {
            var puts = IntStream.rangeClosed(1, 1_100)
                    .<Callable<String>>mapToObj(n -> () -> part("pages", upload, n, ("part " + n).getBytes()))
                    .toList();
            for (var put : threads.invokeAll(puts)) {
                put.get();
            }
        }
        var first = scene.send(Request.object("GET", bucket, "pages").query("uploadId", upload));
        assertEquals(1000, first.all("PartNumber").size());
        assertEquals("true", first.first("IsTruncated"));
        var numbers =
                scene.s3().listPartsPaginator(b -> b.bucket(bucket).key("pages").uploadId(upload)).parts().stream()
                        .map(p -> p.partNumber())
                        .toList();
        assertEquals(IntStream.rangeClosed(1, 1_100).boxed().toList(), numbers);
        Expect.status(204, scene.send(Request.object("DELETE", bucket, "pages").query("uploadId", upload)));
    }

    private static String begin(String key) {
        return begin(key, Request.object("POST", bucket, key));
    }

    private static String begin(String key, Request request) {
        var begun = Expect.status(200, scene.send(request.query("uploads")));
        assertEquals("InitiateMultipartUploadResult", begun.xml().getLocalName());
        assertEquals(key, begun.first("Key"));
        return begun.first("UploadId");
    }

    private static String part(String key, String upload, int number, byte[] content) {
        return Expect.status(
                        200,
                        scene.send(Request.object("PUT", bucket, key)
                                .query("partNumber", String.valueOf(number))
                                .query("uploadId", upload)
                                .body(content)))
                .header("ETag")
                .orElseThrow();
    }

    private static String checkedPart(String upload, int number, byte[] content) {
        return Expect.status(
                        200,
                        scene.send(Request.object("PUT", bucket, "composite")
                                .query("partNumber", String.valueOf(number))
                                .query("uploadId", upload)
                                .body(content)
                                .header("x-amz-checksum-sha256", Checksum.SHA256.of(content))))
                .header("ETag")
                .orElseThrow();
    }

    private static Reply copyPart(String key, String upload, int number, String range) {
        return scene.send(Request.object("PUT", bucket, key)
                .query("partNumber", String.valueOf(number))
                .query("uploadId", upload)
                .header("x-amz-copy-source", bucket + "/origin")
                .header("x-amz-copy-source-range", range));
    }

    private static Reply complete(String key, String upload, Object... numbersAndTags) {
        return scene.send(completion(key, upload, numbersAndTags));
    }

    private static Request completion(String key, String upload, Object... numbersAndTags) {
        var body = new StringBuilder("<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
        for (int i = 0; i < numbersAndTags.length; i += 2) {
            body.append("<Part><PartNumber>")
                    .append(numbersAndTags[i])
                    .append("</PartNumber><ETag>")
                    .append(numbersAndTags[i + 1])
                    .append("</ETag></Part>");
        }
        return Request.object("POST", bucket, key)
                .query("uploadId", upload)
                .body(body.append("</CompleteMultipartUpload>").toString());
    }
}
