package haneul.s3.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CopiesTest extends WireTest {
    @Test
    void aCopyHasTheBytesAndWhatWasSaidOfThem() throws IOException {
        put(
                PHOTOS + "/from",
                "hello",
                "content-type",
                "text/x",
                "x-amz-meta-a",
                "b",
                "x-amz-tagging",
                "t=1",
                "x-amz-storage-class",
                "REDUCED_REDUNDANCY",
                "x-amz-checksum-crc32",
                "NhCmhg==");
        var answer = put(PHOTOS + "/to", "", "x-amz-copy-source", "/photos/from");
        assertEquals(
                "&quot;5d41402abc4b2a76b9719d911017c592&quot;",
                element(answer, "ETag").replace("\"", "&quot;"));
        assertEquals("NhCmhg==", element(answer, "ChecksumCRC32"));
        var copy = get(PHOTOS + "/to");
        assertEquals("hello", copy.text());
        assertEquals("text/x", header(copy, "content-type"));
        assertEquals("b", header(copy, "x-amz-meta-a"));
        assertEquals("1", header(copy, "x-amz-tagging-count"));
        assertNull(header(copy, "x-amz-storage-class"), "the storage class is not copied");
    }

    @Test
    void directivesReplaceHeadersAndTags() throws IOException {
        put(PHOTOS + "/from", "hello", "x-amz-meta-a", "b", "x-amz-tagging", "t=1");
        put(
                PHOTOS + "/to",
                "",
                "x-amz-copy-source",
                "photos/from",
                "x-amz-metadata-directive",
                "REPLACE",
                "x-amz-tagging-directive",
                "REPLACE",
                "content-type",
                "text/y",
                "x-amz-checksum-algorithm",
                "SHA256");
        var copy = get(PHOTOS + "/to", "x-amz-checksum-mode", "ENABLED");
        assertEquals("text/y", header(copy, "content-type"));
        assertNull(header(copy, "x-amz-meta-a"));
        assertNull(header(copy, "x-amz-tagging-count"));
        assertEquals("LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=", header(copy, "x-amz-checksum-sha256"));
        refused(
                send("PUT", PHOTOS + "/to", "", "x-amz-copy-source", "photos/from", "x-amz-metadata-directive", "KEEP"),
                400,
                "InvalidArgument");
    }

    @Test
    void aCopyToItselfMustChangeSomething() throws IOException {
        put(PHOTOS + "/self", "hello");
        refused(send("PUT", PHOTOS + "/self", "", "x-amz-copy-source", "photos/self"), 400, "InvalidRequest");
        put(PHOTOS + "/self", "", "x-amz-copy-source", "photos/self", "x-amz-storage-class", "STANDARD");
        put(
                PHOTOS + "/self",
                "",
                "x-amz-copy-source",
                "photos/self",
                "x-amz-metadata-directive",
                "REPLACE",
                "x-amz-meta-new",
                "1");
        assertEquals("1", header(get(PHOTOS + "/self"), "x-amz-meta-new"));
        assertEquals("hello", get(PHOTOS + "/self").text());
    }

    @Test
    void conditionsOnTheSourceAndTheTargetHold() throws IOException {
        var etag = header(put(PHOTOS + "/from", "hello"), "etag");
        var target = PHOTOS + "/conditional-copy";
        refused(
                send("PUT", target, "", "x-amz-copy-source", "photos/from", "x-amz-copy-source-if-match", "\"other\""),
                412,
                "PreconditionFailed",
                "Condition",
                "x-amz-copy-source-If-Match");
        refused(
                send("PUT", target, "", "x-amz-copy-source", "photos/from", "x-amz-copy-source-if-none-match", etag),
                412,
                "PreconditionFailed");
        refused(
                send(
                        "PUT",
                        target,
                        "",
                        "x-amz-copy-source",
                        "photos/from",
                        "x-amz-copy-source-if-unmodified-since",
                        "Sat, 01 Jan 2000 00:00:00 GMT"),
                412,
                "PreconditionFailed");
        put(target, "", "x-amz-copy-source", "photos/from", "if-none-match", "*", "x-amz-copy-source-if-match", etag);
        refused(
                send("PUT", target, "", "x-amz-copy-source", "photos/from", "if-none-match", "*"),
                412,
                "PreconditionFailed");
        refused(send("PUT", target, "", "x-amz-copy-source", "nowhere/from"), 404, "NoSuchBucket");
        refused(send("PUT", target, "", "x-amz-copy-source", "photos/missing"), 404, "NoSuchKey", "Key", "missing");
        refused(send("PUT", target, "", "x-amz-copy-source", "photos/%zz"), 400, "InvalidArgument");
    }

    @Test
    void anOldVersionIsBroughtBackByACopy() throws IOException {
        bucket("/archive");
        versioning("/archive", "Enabled");
        var one = header(put("/archive/k", "one"), "x-amz-version-id");
        put("/archive/k", "two");
        var copied = put("/archive/k", "", "x-amz-copy-source", "archive/k?versionId=" + one);
        assertEquals(one, header(copied, "x-amz-copy-source-version-id"));
        assertEquals("one", get("/archive/k").text());
        var marker = header(send("DELETE", "/archive/k", ""), "x-amz-version-id");
        refused(
                send("PUT", "/archive/j", "", "x-amz-copy-source", "archive/k?versionId=" + marker),
                400,
                "InvalidRequest");
        refused(send("PUT", "/archive/j", "", "x-amz-copy-source", "archive/k"), 404, "NoSuchKey");
        refused(
                send("PUT", "/archive/j", "", "x-amz-copy-source", "archive/k?versionId=" + "A".repeat(32)),
                404,
                "NoSuchVersion");
    }

    @Test
    void aLargeObjectIsCopiedBetweenBuckets() throws IOException {
        bucket("/elsewhere");
        var bytes = new byte[2_500_000];
        new java.util.SplittableRandom(4).nextBytes(bytes);
        assertEquals(200, send("PUT", PHOTOS + "/large", bytes).status());
        put("/elsewhere/large", "", "x-amz-copy-source", "photos/large");
        assertEquals(204, send("DELETE", PHOTOS + "/large", "").status());
        assertArrayEquals(bytes, get("/elsewhere/large").body());
    }
}
