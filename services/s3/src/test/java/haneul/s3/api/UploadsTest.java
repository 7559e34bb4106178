package haneul.s3.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.s3.SignedHttp.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadsTest extends WireTest {
    private static final int FIVE_MIB = 5 << 20;

    private String begin(String target, String... headers) throws IOException {
        var answer = send("POST", target + "?uploads", "", headers);
        assertEquals(200, answer.status(), answer.text());
        return element(answer, "UploadId");
    }

    private String part(String target, String upload, int number, byte[] bytes, String... headers) throws IOException {
        var answer = send("PUT", target + "?partNumber=" + number + "&uploadId=" + upload, bytes, headers);
        assertEquals(200, answer.status(), answer.text());
        return header(answer, "etag");
    }

    private Answer complete(String target, String upload, String parts, String... headers) throws IOException {
        return send(
                "POST",
                target + "?uploadId=" + upload,
                "<CompleteMultipartUpload>" + parts + "</CompleteMultipartUpload>",
                headers);
    }

    private static String listed(int number, String etag) {
        return "<Part><PartNumber>" + number + "</PartNumber><ETag>" + etag.replace("\"", "&quot;") + "</ETag></Part>";
    }

    private static byte[] bytes(int seed, int size) {
        var bytes = new byte[size];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private static String etagOf(byte[]... parts) throws Exception {
        var md5s = new ByteArrayOutputStream();
        for (var part : parts) {
            md5s.write(MessageDigest.getInstance("MD5").digest(part));
        }
        return '"' + HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(md5s.toByteArray())) + "-"
                + parts.length + '"';
    }

    @Test
    void partsBecomeOneObjectOfAllThatWasSaidAtTheBeginning() throws Exception {
        var target = PHOTOS + "/multi";
        var upload = begin(target, "content-type", "text/x", "x-amz-meta-a", "b", "x-amz-tagging", "t=1");
        var one = bytes(1, FIVE_MIB);
        var two = bytes(2, FIVE_MIB + 7);
        var three = bytes(3, 10);
        part(target, upload, 3, bytes(9, 999));
        var parts = listed(1, part(target, upload, 1, one))
                + listed(3, part(target, upload, 3, two))
                + listed(7, part(target, upload, 7, three));
        part(target, upload, 8, bytes(8, 2_000_000));
        refused(get(target), 404, "NoSuchKey");
        var answer = complete(target, upload, parts);
        assertEquals(200, answer.status(), answer.text());
        assertEquals(etagOf(one, two, three), element(answer, "ETag").replace("&quot;", "\""));
        assertTrue(answer.text().contains("ChecksumCRC64NVME"));
        var whole = new ByteArrayOutputStream();
        for (var each : new byte[][] {one, two, three}) {
            whole.write(each);
        }
        var read = get(target);
        assertArrayEquals(whole.toByteArray(), read.body());
        assertEquals("text/x", header(read, "content-type"));
        assertEquals("b", header(read, "x-amz-meta-a"));
        assertEquals("1", header(read, "x-amz-tagging-count"));
        var across = get(target, "range", "bytes=" + (FIVE_MIB - 5) + "-" + (2 * FIVE_MIB + 10));
        assertArrayEquals(Arrays.copyOfRange(whole.toByteArray(), FIVE_MIB - 5, 2 * FIVE_MIB + 11), across.body());
        var second = get(target + "?partNumber=3");
        assertEquals(206, second.status());
        assertArrayEquals(two, second.body());
        assertEquals("3", header(second, "x-amz-mp-parts-count"));
        refused(get(target + "?partNumber=2"), 400, "InvalidPart");
        refused(get(target + "?partNumber=0"), 400, "InvalidArgument");
        var again = complete(target, upload, parts);
        assertEquals(200, again.status(), "completing again what is complete");
        assertEquals(element(answer, "ETag"), element(again, "ETag"));
        refused(complete(target, upload, listed(1, "\"00000000000000000000000000000000\"")), 404, "NoSuchUpload");
    }

    @Test
    void whatCannotBeCompletedStaysAsItWas() throws IOException {
        var target = PHOTOS + "/refused";
        var upload = begin(target);
        var small = part(target, upload, 1, bytes(1, 100));
        var large = part(target, upload, 2, bytes(2, FIVE_MIB));
        refused(complete(target, upload, listed(2, large) + listed(1, small)), 400, "InvalidPartOrder");
        refused(complete(target, upload, listed(1, large)), 400, "InvalidPart", "PartNumber", "1", "UploadId", upload);
        refused(complete(target, upload, listed(3, large)), 400, "InvalidPart", "PartNumber", "3");
        refused(
                complete(target, upload, listed(1, small) + listed(2, large)),
                400,
                "EntityTooSmall",
                "ProposedSize",
                "100",
                "MinSizeAllowed",
                "5242880",
                "PartNumber",
                "1");
        refused(complete(target, upload, ""), 400, "MalformedXML");
        refused(complete(target, upload, listed(2, large), "x-amz-mp-object-size", "1"), 400, "InvalidRequest");
        refused(
                complete(target, upload, listed(2, large), "x-amz-checksum-crc64nvme", "AAAAAAAAAAA="),
                400,
                "BadDigest");
        refused(complete(target, upload, listed(2, large), "if-match", "*"), 404, "NoSuchKey");
        put(target, "here first");
        refused(complete(target, upload, listed(2, large), "if-none-match", "*"), 412, "PreconditionFailed");
        assertEquals("here first", get(target).text());
        assertEquals(200, complete(target, upload, listed(1, small)).status());
        assertArrayEquals(bytes(1, 100), get(target).body());
    }

    @Test
    void anUploadThatIsNoneIsAnsweredAsSuch() throws IOException {
        for (var upload : new String[] {"x", "0".repeat(48)}) {
            var target = PHOTOS + "/none?uploadId=" + upload;
            refused(send("PUT", target + "&partNumber=1", "x"), 404, "NoSuchUpload", "UploadId", upload);
            refused(send("DELETE", target, ""), 404, "NoSuchUpload");
            refused(get(target), 404, "NoSuchUpload");
            refused(complete(PHOTOS + "/none", upload, listed(1, "x")), 404, "NoSuchUpload");
        }
    }

    @Test
    void anAbortedUploadIsGone() throws IOException {
        var target = PHOTOS + "/aborted";
        var upload = begin(target);
        part(target, upload, 1, bytes(1, 2_000_000));
        assertTrue(get(PHOTOS + "?uploads").text().contains(upload));
        assertEquals(204, send("DELETE", target + "?uploadId=" + upload, "").status());
        refused(send("DELETE", target + "?uploadId=" + upload, ""), 404, "NoSuchUpload");
        assertFalse(get(PHOTOS + "?uploads").text().contains(upload));
        refused(get(target), 404, "NoSuchKey");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10001", "-1"})
    void partNumbersBeyondTheLimitsAreRefused(String number) throws IOException {
        var upload = begin(PHOTOS + "/numbers");
        refused(
                send("PUT", PHOTOS + "/numbers?partNumber=" + number + "&uploadId=" + upload, "x"),
                400,
                "InvalidArgument");
    }

    @ParameterizedTest
    @CsvSource({
        "SHA1,FULL_OBJECT,400",
        "SHA256,FULL_OBJECT,400",
        "CRC64NVME,COMPOSITE,400",
        "MD4,,400",
        ",COMPOSITE,400",
        "CRC32,FULL_OBJECT,200",
        "CRC32C,COMPOSITE,200",
        "CRC64NVME,,200",
        "SHA256,,200"
    })
    void algorithmsAndTypesGoTogetherOrNot(String algorithm, String type, int status) throws IOException {
        var headers = new java.util.ArrayList<String>();
        if (algorithm != null) {
            headers.addAll(java.util.List.of("x-amz-checksum-algorithm", algorithm));
        }
        if (type != null) {
            headers.addAll(java.util.List.of("x-amz-checksum-type", type));
        }
        var answer = send("POST", PHOTOS + "/types?uploads", "", headers.toArray(String[]::new));
        assertEquals(status, answer.status(), answer.text());
    }

    @Test
    void partsOfACompositeUploadMustComeWithTheirChecksum() throws IOException {
        var target = PHOTOS + "/composite";
        var upload = begin(target, "x-amz-checksum-algorithm", "CRC32");
        refused(
                send("PUT", target + "?partNumber=1&uploadId=" + upload, "hello"),
                400,
                "InvalidRequest",
                "Message",
                "Checksum Type mismatch occurred, expected checksum Type: crc32, actual checksum Type: null");
        refused(
                send(
                        "PUT",
                        target + "?partNumber=1&uploadId=" + upload,
                        "hello",
                        "x-amz-checksum-sha1",
                        "qvTGHdzF6KLavt4PO0gs2a6pQ00="),
                400,
                "InvalidRequest");
        var etag = part(target, upload, 1, "hello".getBytes(), "x-amz-checksum-crc32", "NhCmhg==");
        var answer = complete(target, upload, listed(1, etag));
        assertTrue(element(answer, "ChecksumCRC32").endsWith("-1"), answer.text());
        assertEquals("COMPOSITE", element(answer, "ChecksumType"));
        var attributes = get(target + "?attributes", "x-amz-object-attributes", "ObjectParts,Checksum");
        assertTrue(attributes.text().contains("<ChecksumCRC32>NhCmhg==</ChecksumCRC32>"), attributes.text());
    }

    @Test
    void aFullObjectChecksumIsThatOfTheBytes() throws IOException {
        var target = PHOTOS + "/full";
        var upload = begin(target, "x-amz-checksum-algorithm", "CRC32", "x-amz-checksum-type", "FULL_OBJECT");
        var one = bytes(1, FIVE_MIB);
        var two = bytes(2, 12345);
        var parts = listed(1, part(target, upload, 1, one)) + listed(2, part(target, upload, 2, two));
        var crc = new java.util.zip.CRC32();
        crc.update(one);
        crc.update(two);
        var expected = java.util.Base64.getEncoder()
                .encodeToString(java.nio.ByteBuffer.allocate(4)
                        .putInt((int) crc.getValue())
                        .array());
        var answer = complete(target, upload, parts, "x-amz-checksum-crc32", expected);
        assertEquals(expected, element(answer, "ChecksumCRC32"));
    }

    @Test
    void partsAreListedInPages() throws IOException {
        var target = PHOTOS + "/paged";
        var upload = begin(target);
        for (int number : new int[] {10_000, 5, 1, 300}) {
            part(target, upload, number, bytes(number, number));
        }
        var first = get(target + "?uploadId=" + upload + "&max-parts=2");
        assertEquals("true", element(first, "IsTruncated"));
        assertEquals("5", element(first, "NextPartNumberMarker"));
        var rest = get(target + "?uploadId=" + upload + "&max-parts=2&part-number-marker=5");
        assertEquals("false", element(rest, "IsTruncated"));
        assertEquals("300", element(rest, "PartNumber"));
        assertEquals("10000", element(rest, "NextPartNumberMarker"));
    }

    @Test
    void uploadsAreListedByKeyPrefixAndPage() throws IOException {
        bucket("/listed");
        var first = begin("/listed/a");
        var second = begin("/listed/a");
        begin("/listed/b/1");
        begin("/listed/b/2");
        begin("/listed/c");
        var page = get("/listed?uploads&max-uploads=1");
        assertEquals("a", element(page, "NextKeyMarker"));
        assertEquals(first, element(page, "NextUploadIdMarker"));
        var next = get("/listed?uploads&max-uploads=2&key-marker=a&upload-id-marker=" + first + "&delimiter=%2F");
        assertEquals(second, element(next, "UploadId"));
        assertTrue(next.text().contains("<CommonPrefixes><Prefix>b/</Prefix></CommonPrefixes>"), next.text());
        assertEquals("b/", element(next, "NextKeyMarker"));
        var last = get("/listed?uploads&key-marker=b%2F&delimiter=%2F");
        assertEquals("c", element(last, "Key"));
        assertEquals("false", element(last, "IsTruncated"));
        var prefixed = get("/listed?uploads&prefix=b%2F2&encoding-type=url");
        assertEquals("b/2", element(prefixed, "Key"));
        assertEquals(204, send("DELETE", "/listed", "").status());
    }

    @Test
    void partsMayBeCopiedFromObjects() throws IOException {
        put(PHOTOS + "/source%25%20%2B", "0123456789");
        var target = PHOTOS + "/copied-parts";
        var upload = begin(target);
        var source = "photos/source%25%20%2B";
        var path = target + "?partNumber=1&uploadId=" + upload;
        for (var range : new String[] {"0-2", "bytes=0", "bytes=a-b", "bytes=0-2,3-5", "bytes=5-2"}) {
            refused(
                    send("PUT", path, "", "x-amz-copy-source", source, "x-amz-copy-source-range", range),
                    400,
                    "InvalidArgument");
        }
        refused(
                send("PUT", path, "", "x-amz-copy-source", source, "x-amz-copy-source-range", "bytes=0-10"),
                416,
                "InvalidRange");
        refused(send("PUT", path, "", "x-amz-copy-source", "photos/missing"), 404, "NoSuchKey");
        refused(send("PUT", path, "", "x-amz-copy-source", "photos"), 400, "InvalidArgument");
        var copied = send("PUT", path, "", "x-amz-copy-source", source, "x-amz-copy-source-range", "bytes=2-4");
        assertEquals(200, copied.status(), copied.text());
        var etag = element(copied, "ETag").replace("&quot;", "\"");
        assertEquals(200, complete(target, upload, listed(1, etag)).status());
        assertEquals("234", get(target).text());
    }
}
