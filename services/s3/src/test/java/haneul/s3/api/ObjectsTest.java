package haneul.s3.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectsTest extends WireTest {
    private static final String MD5_OF_HELLO = "5d41402abc4b2a76b9719d911017c592";

    @Test
    void whatIsPutIsReadWithAllThatWasSaidOfIt() throws IOException {
        put(
                PHOTOS + "/said",
                "hello",
                "content-type",
                "text/plain",
                "cache-control",
                "max-age=60",
                "content-disposition",
                "attachment",
                "content-encoding",
                "aws-chunked,gzip",
                "content-language",
                "ko",
                "expires",
                "not a date",
                "x-amz-website-redirect-location",
                "/there",
                "x-amz-tagging",
                "a=1&b=%20",
                "x-amz-meta-Who",
                "me");
        var answer = get(PHOTOS + "/said");
        assertEquals("hello", answer.text());
        assertEquals('"' + MD5_OF_HELLO + '"', header(answer, "etag"));
        assertEquals("text/plain", header(answer, "content-type"));
        assertEquals("max-age=60", header(answer, "cache-control"));
        assertEquals("attachment", header(answer, "content-disposition"));
        assertEquals("gzip", header(answer, "content-encoding"));
        assertEquals("ko", header(answer, "content-language"));
        assertEquals("not a date", header(answer, "expires"));
        assertEquals("/there", header(answer, "x-amz-website-redirect-location"));
        assertEquals("2", header(answer, "x-amz-tagging-count"));
        assertEquals("me", header(answer, "x-amz-meta-who"));
        assertEquals("bytes", header(answer, "accept-ranges"));
        assertNull(header(answer, "x-amz-storage-class"));
        assertNull(header(answer, "x-amz-version-id"));
        assertTrue(header(answer, "last-modified").endsWith(" GMT"));
    }

    @Test
    void headSaysWhatGetSaysWithoutTheBytes() throws IOException {
        put(PHOTOS + "/head", "hello");
        var head = send("HEAD", PHOTOS + "/head", "");
        var get = get(PHOTOS + "/head");
        assertEquals(200, head.status());
        assertEquals(0, head.body().length);
        for (var name : List.of("content-length", "etag", "last-modified", "content-type", "accept-ranges")) {
            assertEquals(header(get, name), header(head, name));
        }
        assertEquals("5", header(head, "content-length"));
        assertEquals("binary/octet-stream", header(head, "content-type"));
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0,0,1",
        "bytes=2-3,2,2",
        "bytes=7-,7,3",
        "bytes=-3,7,3",
        "bytes=-99,0,10",
        "bytes=5-99,5,5",
        "bytes=0-9,0,10",
        "BYTES=1-1,1,1"
    })
    void aRangeGivesItsBytes(String range, int from, int length) throws IOException {
        put(PHOTOS + "/range", "0123456789");
        var answer = get(PHOTOS + "/range", "range", range);
        assertEquals(206, answer.status());
        assertEquals("0123456789".substring(from, from + length), answer.text());
        assertEquals("bytes " + from + "-" + (from + length - 1) + "/10", header(answer, "content-range"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=3-2", "bytes=a-b", "bytes=-", "bytes=0-1,3-4", "lines=0-1", "bytes 0-1", "bytes=--1"})
    void whatIsNoSingleRangeGivesEverything(String range) throws IOException {
        put(PHOTOS + "/range", "0123456789");
        var answer = get(PHOTOS + "/range", "range", range);
        assertEquals(200, answer.status());
        assertEquals("0123456789", answer.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-12", "bytes=-0", "bytes=99999999999999999999-"})
    void aRangeWithoutBytesIsRefused(String range) throws IOException {
        put(PHOTOS + "/range", "0123456789");
        refused(
                get(PHOTOS + "/range", "range", range),
                416,
                "InvalidRange",
                "RangeRequested",
                range,
                "ActualObjectSize",
                "10");
        put(PHOTOS + "/empty", "");
        refused(get(PHOTOS + "/empty", "range", "bytes=0-0"), 416, "InvalidRange", "ActualObjectSize", "0");
    }

    @Test
    void conditionsOfReadsFollowTheirPrecedence() throws IOException {
        put(PHOTOS + "/conditions", "hello");
        var target = PHOTOS + "/conditions";
        var etag = '"' + MD5_OF_HELLO + '"';
        var modified = header(get(target), "last-modified");
        var past = "Sat, 01 Jan 2000 00:00:00 GMT";
        assertEquals(200, get(target, "if-match", etag).status());
        assertEquals(200, get(target, "if-match", MD5_OF_HELLO).status());
        assertEquals(200, get(target, "if-match", "\"other\", " + etag).status());
        assertEquals(200, get(target, "if-match", "*").status());
        refused(get(target, "if-match", "\"other\""), 412, "PreconditionFailed", "Condition", "If-Match");
        refused(
                get(target, "if-unmodified-since", past),
                412,
                "PreconditionFailed",
                "Condition",
                "If-Unmodified-Since");
        assertEquals(
                200, get(target, "if-match", etag, "if-unmodified-since", past).status());
        assertEquals(200, get(target, "if-unmodified-since", modified).status());
        for (var unchanged : List.of(
                get(target, "if-none-match", etag),
                get(target, "if-none-match", "*"),
                get(target, "if-modified-since", modified),
                get(target, "if-none-match", etag, "if-modified-since", past))) {
            assertEquals(304, unchanged.status());
            assertEquals(etag, header(unchanged, "etag"));
            assertEquals(modified, header(unchanged, "last-modified"));
            assertEquals(0, unchanged.body().length);
        }
        assertEquals(
                200,
                get(target, "if-none-match", "\"other\"", "if-modified-since", modified)
                        .status());
        assertEquals(304, send("HEAD", target, "", "if-none-match", etag).status());
        assertEquals(412, send("HEAD", target, "", "if-match", "\"other\"").status());
    }

    @Test
    void conditionsOfWritesAreKept() throws IOException {
        var target = PHOTOS + "/conditional";
        refused(send("PUT", target, "x", "if-match", "*"), 404, "NoSuchKey", "Key", "conditional");
        var etag = header(put(target, "one", "if-none-match", "*"), "etag");
        refused(
                send("PUT", target, "x", "if-none-match", "*"),
                412,
                "PreconditionFailed",
                "Condition",
                "If-None-Match");
        refused(send("PUT", target, "x", "if-match", "\"other\""), 412, "PreconditionFailed", "Condition", "If-Match");
        put(target, "two", "if-match", etag);
        assertEquals("two", get(target).text());
    }

    @Test
    void aBodyThatIsNotWhatItsSenderSaysIsRefusedAndNotStored() throws IOException {
        var target = PHOTOS + "/digests";
        refused(send("PUT", target, "hello", "content-md5", "rubbish"), 400, "InvalidDigest");
        refused(send("PUT", target, "hello", "content-md5", "AAAAAAAAAAAAAAAAAAAAAA=="), 400, "BadDigest");
        put(target, "hello", "content-md5", "XUFAKrxLKna5cZ2REBfFkg==");
        for (var wrong : Map.of(
                        "crc32", "AAAAAA==",
                        "crc32c", "AAAAAA==",
                        "crc64nvme", "AAAAAAAAAAA=",
                        "sha1", "A".repeat(27) + "=",
                        "sha256", "A".repeat(43) + "=")
                .entrySet()) {
            var answer = send("PUT", target, "other", "x-amz-checksum-" + wrong.getKey(), wrong.getValue());
            refused(
                    answer,
                    400,
                    "BadDigest",
                    "Message",
                    "The " + wrong.getKey().toUpperCase(java.util.Locale.ROOT)
                            + " you specified did not match the calculated checksum.");
        }
        refused(send("PUT", target, "x", "x-amz-checksum-crc32", "AAAA"), 400, "InvalidRequest");
        refused(send("PUT", target, "x", "x-amz-sdk-checksum-algorithm", "CRC32"), 400, "InvalidRequest");
        assertEquals("hello", get(target).text());
    }

    @Test
    void aChecksumIsKeptAndShownWhenAskedFor() throws IOException {
        var target = PHOTOS + "/checksum";
        var put = put(target, "hello", "x-amz-checksum-crc32", "NhCmhg==");
        assertEquals("NhCmhg==", header(put, "x-amz-checksum-crc32"));
        assertEquals("FULL_OBJECT", header(put, "x-amz-checksum-type"));
        assertNull(header(get(target), "x-amz-checksum-crc32"));
        assertEquals("NhCmhg==", header(get(target, "x-amz-checksum-mode", "ENABLED"), "x-amz-checksum-crc32"));
        assertNull(header(get(target, "x-amz-checksum-mode", "ENABLED", "range", "bytes=0-1"), "x-amz-checksum-crc32"));
        assertEquals("rosUhgp5mIg=", header(put(target, "123456789"), "x-amz-checksum-crc64nvme"));
    }

    @Test
    void keysMayBeAnyThousandAndTwentyFourBytes() throws IOException {
        for (var key : List.of("a/../b", "//", ".", "%E2%98%83", "a%2Bb", "a%20b%2F", "k".repeat(1024))) {
            put(PHOTOS + "/" + key, key);
            assertEquals(key, get(PHOTOS + "/" + key).text(), key);
            assertEquals(204, send("DELETE", PHOTOS + "/" + key, "").status());
            refused(get(PHOTOS + "/" + key), 404, "NoSuchKey");
        }
        refused(
                send("PUT", PHOTOS + "/" + "k".repeat(1025), "x"),
                400,
                "KeyTooLongError",
                "Size",
                "1025",
                "MaxSizeAllowed",
                "1024");
        refused(get(PHOTOS + "/" + "%E2%98%83".repeat(342)), 400, "KeyTooLongError", "Size", "1026");
    }

    @Test
    void metadataBeyondTwoKibibytesIsRefused() throws IOException {
        put(PHOTOS + "/meta", "", "x-amz-meta-a", "v".repeat(2047));
        refused(
                send("PUT", PHOTOS + "/meta", "", "x-amz-meta-a", "v".repeat(2048)),
                400,
                "MetadataTooLarge",
                "Size",
                "2049",
                "MaxSizeAllowed",
                "2048");
    }

    @ParameterizedTest
    @CsvSource({
        "x-amz-storage-class,GLACIER,400,InvalidStorageClass",
        "x-amz-storage-class,GOLD,400,InvalidStorageClass",
        "x-amz-acl,public-read,400,AccessControlListNotSupported",
        "x-amz-acl,whatever,400,InvalidArgument",
        "x-amz-grant-read,id=1,400,AccessControlListNotSupported",
        "x-amz-server-side-encryption,AES256,501,NotImplemented",
        "x-amz-server-side-encryption-customer-algorithm,AES256,501,NotImplemented",
        "x-amz-object-lock-mode,GOVERNANCE,400,InvalidRequest",
        "x-amz-write-offset-bytes,0,501,NotImplemented",
        "x-amz-website-redirect-location,nowhere,400,InvalidRedirectLocation",
        "x-amz-tagging,a=1&a=2,400,InvalidArgument"
    })
    void whatIsNotRealIsRefused(String header, String value, int status, String code) throws IOException {
        refused(send("PUT", PHOTOS + "/unreal", "x", header, value), status, code);
        refused(get(PHOTOS + "/unreal"), 404, "NoSuchKey");
    }

    @Test
    void theListThatEveryObjectHasMayBeAskedForByName() throws IOException {
        put(PHOTOS + "/acl", "x", "x-amz-acl", "private");
        put(PHOTOS + "/acl", "x", "x-amz-acl", "bucket-owner-full-control");
        assertTrue(get(PHOTOS + "/acl?acl").text().contains("FULL_CONTROL"));
        refused(send("PUT", PHOTOS + "/acl?acl", "", "x-amz-acl", "public-read"), 400, "AccessControlListNotSupported");
    }

    @Test
    void reducedRedundancyIsShown() throws IOException {
        put(PHOTOS + "/reduced", "x", "x-amz-storage-class", "REDUCED_REDUNDANCY");
        assertEquals("REDUCED_REDUNDANCY", header(get(PHOTOS + "/reduced"), "x-amz-storage-class"));
    }

    @Test
    void aSignedQueryMaySetResponseHeaders() throws IOException {
        put(PHOTOS + "/overrides", "x", "cache-control", "private");
        var answer = get(PHOTOS + "/overrides?response-cache-control=public&response-content-type=text%2Fx"
                + "&response-expires=0&response-content-disposition=inline");
        assertEquals("public", header(answer, "cache-control"));
        assertEquals("text/x", header(answer, "content-type"));
        assertEquals("0", header(answer, "expires"));
        assertEquals("inline", header(answer, "content-disposition"));
    }

    @Test
    void aPresignedAddressGivesTheBytesToAnybody() throws Exception {
        put(PHOTOS + "/shared", "hello");
        var signed = server.presigner().presignGetObject(presign -> presign.signatureDuration(Duration.ofMinutes(1))
                .getObjectRequest(get -> get.bucket("photos").key("shared")));
        var answer = http.sendPlain("GET", signed.url().getFile(), nothing(), new byte[0]);
        assertEquals("hello", answer.text());
    }

    @Test
    void fieldsInThePresignedQueryCountAsHeaders() throws Exception {
        for (var hoisted :
                Map.of("x-amz-meta-a", "b", "x-amz-acl", "public-read").entrySet()) {
            var signed = server.presigner().presignPutObject(presign -> presign.signatureDuration(Duration.ofMinutes(1))
                    .putObjectRequest(put -> put.bucket("photos")
                            .key("hoisted")
                            .overrideConfiguration(
                                    all -> all.putRawQueryParameter(hoisted.getKey(), hoisted.getValue()))));
            var answer = http.sendPlain("PUT", signed.url().getFile(), nothing(), new byte[] {1});
            if (hoisted.getKey().equals("x-amz-acl")) {
                refused(answer, 400, "AccessControlListNotSupported");
            } else {
                assertEquals(200, answer.status(), answer.text());
                assertEquals("b", header(get(PHOTOS + "/hoisted"), "x-amz-meta-a"));
            }
        }
    }

    @Test
    void aLargeObjectComesBackInAllItsRanges() throws IOException {
        var bytes = new byte[3_500_000];
        new java.util.SplittableRandom(1).nextBytes(bytes);
        assertEquals(200, send("PUT", PHOTOS + "/large", bytes).status());
        assertArrayEquals(bytes, get(PHOTOS + "/large").body());
        var some = get(PHOTOS + "/large", "range", "bytes=1048570-2097160");
        assertArrayEquals(java.util.Arrays.copyOfRange(bytes, 1_048_570, 2_097_161), some.body());
    }

    @Test
    void deletingIsIdempotentAndConditional() throws IOException {
        var target = PHOTOS + "/doomed";
        var etag = header(put(target, "x"), "etag");
        refused(send("DELETE", target, "", "if-match", "\"other\""), 412, "PreconditionFailed");
        refused(send("DELETE", target, "", "x-amz-if-match-size", "2"), 412, "PreconditionFailed");
        assertEquals(
                204,
                send("DELETE", target, "", "if-match", etag, "x-amz-if-match-size", "1")
                        .status());
        assertEquals(204, send("DELETE", target, "").status());
        refused(get(target), 404, "NoSuchKey", "Key", "doomed");
    }

    @Test
    void markersOfDeletedObjectsAnswerAsS3Does() throws IOException {
        bucket("/versioned");
        versioning("/versioned", "Enabled");
        var one = header(put("/versioned/k", "one"), "x-amz-version-id");
        var deleted = send("DELETE", "/versioned/k", "");
        assertEquals("true", header(deleted, "x-amz-delete-marker"));
        var marker = header(deleted, "x-amz-version-id");
        var missing = get("/versioned/k");
        refused(missing, 404, "NoSuchKey");
        assertEquals("true", header(missing, "x-amz-delete-marker"));
        assertEquals(marker, header(missing, "x-amz-version-id"));
        var byId = get("/versioned/k?versionId=" + marker);
        refused(byId, 405, "MethodNotAllowed", "Method", "GET", "ResourceType", "DeleteMarker");
        assertEquals("DELETE", header(byId, "allow"));
        assertEquals("true", header(byId, "x-amz-delete-marker"));
        assertTrue(byId.header("last-modified").isPresent());
        assertEquals(405, send("HEAD", "/versioned/k?versionId=" + marker, "").status());
        assertEquals("one", get("/versioned/k?versionId=" + one).text());
        refused(get("/versioned/k?versionId=" + "A".repeat(32)), 404, "NoSuchVersion", "VersionId", "A".repeat(32));
        refused(get("/versioned/k?versionId=x"), 400, "InvalidArgument", "ArgumentName", "versionId");
        assertEquals(204, send("DELETE", "/versioned/k?versionId=" + marker, "").status());
        assertEquals("one", get("/versioned/k").text());
    }

    @Test
    void tagsChangeWithoutTheObject() throws IOException {
        var target = PHOTOS + "/tagged";
        put(target, "x");
        put(target + "?tagging", "<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>");
        assertEquals("1", element(get(target + "?tagging"), "Value"));
        var eleven = new StringBuilder("<Tagging><TagSet>");
        for (int i = 0; i < 11; i++) {
            eleven.append("<Tag><Key>").append(i).append("</Key><Value/></Tag>");
        }
        refused(send("PUT", target + "?tagging", eleven + "</TagSet></Tagging>"), 400, "InvalidTag");
        assertEquals("1", header(get(target), "x-amz-tagging-count"));
        assertEquals(204, send("DELETE", target + "?tagging", "").status());
        assertNull(header(get(target), "x-amz-tagging-count"));
        refused(get(PHOTOS + "/nothing?tagging"), 404, "NoSuchKey");
    }

    @Test
    void aThousandKeysGoAtOnceAndOneMoreDoNot() throws IOException {
        var list = new StringBuilder("<Delete>");
        for (int i = 0; i < 1000; i++) {
            list.append("<Object><Key>k").append(i).append("</Key></Object>");
        }
        put(PHOTOS + "/k7", "x");
        var answer = delete(list + "</Delete>");
        assertEquals(200, answer.status());
        assertEquals(1000, answer.text().split("<Deleted>", -1).length - 1);
        refused(get(PHOTOS + "/k7"), 404, "NoSuchKey");
        refused(delete(list + "<Object><Key>more</Key></Object></Delete>"), 400, "MalformedXML");
        refused(delete("<Delete></Delete>"), 400, "MalformedXML");
        refused(send("POST", PHOTOS + "?delete", list + "</Delete>"), 400, "InvalidRequest");
        var quiet = delete("<Delete><Quiet>true</Quiet><Object><Key>a</Key></Object><Object><Key>" + "k".repeat(1025)
                + "</Key></Object></Delete>");
        assertEquals(0, quiet.text().split("<Deleted>", -1).length - 1);
        assertEquals("KeyTooLongError", element(quiet, "Code"));
    }

    private haneul.s3.SignedHttp.Answer delete(String document) throws IOException {
        var crc = new java.util.zip.CRC32();
        crc.update(document.getBytes(StandardCharsets.UTF_8));
        var value = java.util.Base64.getEncoder()
                .encodeToString(java.nio.ByteBuffer.allocate(4)
                        .putInt((int) crc.getValue())
                        .array());
        return send("POST", PHOTOS + "?delete", document, "x-amz-checksum-crc32", value);
    }

    @Test
    void attributesAreThoseAskedFor() throws IOException {
        put(PHOTOS + "/attributes", "hello");
        var answer = get(PHOTOS + "/attributes?attributes", "x-amz-object-attributes", "ETag,ObjectSize,StorageClass");
        assertEquals(MD5_OF_HELLO, element(answer, "ETag"));
        assertEquals("5", element(answer, "ObjectSize"));
        assertEquals("STANDARD", element(answer, "StorageClass"));
        assertTrue(!answer.text().contains("Checksum"));
        refused(get(PHOTOS + "/attributes?attributes", "x-amz-object-attributes", "Colour"), 400, "InvalidArgument");
    }
}
