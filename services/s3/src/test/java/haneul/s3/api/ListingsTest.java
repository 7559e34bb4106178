package haneul.s3.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.s3.Rows;
import haneul.s3.S3Server;
import haneul.s3.SignedHttp;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class ListingsTest {
    private static final byte[] NOTHING = {};
    private static final String ODD = "a&<>\"'\r\n\t\u0001é😀 +%/~*.txt";

    @TempDir
    static Path folder;

    private static S3Server server;
    private static S3Client client;
    private static SignedHttp http;

    @BeforeAll
    static void start() {
        server = S3Server.start(folder);
        client = server.client();
        http = new SignedHttp(server);
        for (var name : List.of("keys", "odd", "many")) {
            client.createBucket(request -> request.bucket(name));
        }
        Rows.put(server.storage(), "keys", List.of("a", "b/1", "b/2", "c/1", "d"));
        Rows.put(server.storage(), "odd", List.of(ODD));
        Rows.put(server.storage(), "many", IntStream.range(0, 2_500).mapToObj("%05d"::formatted).toList());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void versionTwoTellsWhatItShows() {
        var page = client.listObjectsV2(request -> request.bucket("keys").delimiter("/").fetchOwner(true));
        assertEquals(List.of("a", "d"), page.contents().stream().map(S3Object::key).toList());
        assertEquals(List.of("b/", "c/"), page.commonPrefixes().stream().map(CommonPrefix::prefix).toList());
        assertEquals(4, page.keyCount());
        assertEquals(1000, page.maxKeys());
        assertEquals("/", page.delimiter());
        assertEquals("", page.prefix());
        assertEquals("keys", page.name());
        assertFalse(page.isTruncated());
        var object = page.contents().getFirst();
        assertEquals("\"d41d8cd98f00b204e9800998ecf8427e\"", object.eTag());
        assertEquals(7, object.size());
        assertEquals("STANDARD", object.storageClassAsString());
        assertEquals(Instant.parse("2026-11-23T01:02:03Z"), object.lastModified());
        assertEquals(List.of(ChecksumAlgorithm.CRC64_NVME), object.checksumAlgorithm());
        assertEquals("FULL_OBJECT", object.checksumTypeAsString());
        assertEquals(64, object.owner().id().length());
        assertNull(client.listObjectsV2(request -> request.bucket("keys")).contents().getFirst().owner());
    }

    @Test
    void pagesFollowEachOther() {
        var keys = client.listObjectsV2Paginator(request -> request.bucket("many").maxKeys(999)).contents().stream()
                .map(S3Object::key).toList();
        assertEquals(2_500, keys.size());
        assertEquals(keys, keys.stream().sorted().distinct().toList());
        var first = client.listObjectsV2(request -> request.bucket("many").maxKeys(5_000));
        assertEquals(1_000, first.maxKeys());
        assertEquals(1_000, first.contents().size());
        assertTrue(first.isTruncated());
    }

    @Test
    void aTokenWorksWhereItWasMadeAndUnchangedOnly() {
        var token = client.listObjectsV2(request -> request.bucket("many").maxKeys(2)).nextContinuationToken();
        var next = client.listObjectsV2(request ->
                request.bucket("many").maxKeys(1).continuationToken(token).startAfter("02000"));
        assertEquals("00002", next.contents().getFirst().key());
        assertEquals(token, next.continuationToken());
        assertEquals("02000", next.startAfter());
        refused(() -> client.listObjectsV2(request -> request.bucket("keys").continuationToken(token)));
        for (int i = 0; i < token.length() - 2; i++) {
            var forged = token.substring(0, i) + (token.charAt(i) == 'x' ? 'y' : 'x') + token.substring(i + 1);
            refused(() -> client.listObjectsV2(request -> request.bucket("many").continuationToken(forged)));
        }
        var empty = client.listObjectsV2(request -> request.bucket("keys").continuationToken(""));
        assertEquals("", empty.continuationToken());
        assertEquals(5, empty.contents().size());
    }

    private static void refused(org.junit.jupiter.api.function.Executable executable) {
        var error = assertThrows(S3Exception.class, executable);
        assertEquals("InvalidArgument", error.awsErrorDetails().errorCode());
        assertEquals("The continuation token provided is incorrect", error.awsErrorDetails().errorMessage());
    }

    @Test
    void versionOneGivesAMarkerWhereKeysRollUp() {
        var page = client.listObjects(request -> request.bucket("keys").delimiter("/").maxKeys(2));
        assertEquals("b/", page.nextMarker());
        assertEquals("", page.marker());
        var rest = client.listObjects(request -> request.bucket("keys").delimiter("/").marker("b/"));
        assertEquals(List.of("c/"), rest.commonPrefixes().stream().map(CommonPrefix::prefix).toList());
        assertEquals(List.of("d"), rest.contents().stream().map(S3Object::key).toList());
        assertEquals(64, rest.contents().getFirst().owner().id().length());
        var plain = client.listObjects(request -> request.bucket("keys").maxKeys(2));
        assertTrue(plain.isTruncated());
        assertNull(plain.nextMarker());
        assertEquals("b/1", plain.contents().getLast().key());
    }

    @Test
    void noKeysAskedForIsNoKeysGiven() {
        var page = client.listObjectsV2(request -> request.bucket("keys").maxKeys(0));
        assertEquals(0, page.keyCount());
        assertEquals(0, page.maxKeys());
        assertFalse(page.isTruncated());
    }

    @Test
    void oddKeysComeBackEncoded() {
        var page = client.listObjectsV2(request -> request.bucket("odd").encodingType(EncodingType.URL));
        assertEquals(ODD, page.contents().getFirst().key());
        var versions = client.listObjectVersions(request -> request.bucket("odd").encodingType(EncodingType.URL));
        assertEquals(ODD, versions.versions().getFirst().key());
        assertEquals("null", versions.versions().getFirst().versionId());
        assertTrue(versions.versions().getFirst().isLatest());
    }

    @Test
    void theWireLooksAsOnAws() throws Exception {
        var encoded = http.send("GET", "/odd?list-type=2&encoding-type=url&prefix=a", Map.of(), NOTHING);
        assertEquals(200, encoded.status());
        assertEquals("application/xml", encoded.header("content-type").orElse(""));
        assertTrue(encoded.text().startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>odd</Name>"
                + "<Prefix>a</Prefix><KeyCount>1</KeyCount><MaxKeys>1000</MaxKeys><EncodingType>url</EncodingType>"
                + "<IsTruncated>false</IsTruncated><Contents><Key>"
                + "a%26%3C%3E%22%27%0D%0A%09%01%C3%A9%F0%9F%98%80%20%2B%25/%7E*.txt</Key>"
                + "<LastModified>2026-11-23T01:02:03.000Z</LastModified>"), encoded.text());
        var plain = http.send("GET", "/odd/", Map.of(), NOTHING);
        assertTrue(plain.text().contains("<Key>a&amp;&lt;&gt;&quot;'&#xd;\n\t&#x1;é😀 +%/~*.txt</Key>"), plain.text());
        assertTrue(plain.text().contains("<Prefix></Prefix><Marker></Marker><MaxKeys>"), plain.text());
    }

    @Test
    void thePrefixOfVersionOneIsEncodedNoMoreThanItMust() throws Exception {
        var answer = http.send("GET", "/odd?encoding-type=url&prefix=%0Aa%20b%25%2B%3C%01%C3%A9", Map.of(), NOTHING);
        assertTrue(answer.text().contains("<Prefix>\na b%25%2B&lt;%01é</Prefix>"), answer.text());
    }

    @Test
    void badParametersAreRefusedAsOnAws() throws Exception {
        wrong("max-keys=blah", "Provided max-keys not an integer or within integer range", "max-keys", "blah");
        wrong("max-keys=99999999999", "Provided max-keys not an integer or within integer range", "max-keys",
                "99999999999");
        wrong("max-keys=-1", "Argument maxKeys must be an integer between 0 and 2147483647", "maxKeys", "-1");
        wrong("encoding-type=base64", "Invalid Encoding Method specified in Request", "encoding-type", "base64");
        wrong("versions&version-id-marker=null", "A version-id marker cannot be specified without a key marker.",
                "version-id-marker", "null");
        wrong("versions&key-marker=a&version-id-marker=", "A version-id marker cannot be empty.", "version-id-marker",
                "");
        var absent = http.send("GET", "/absent", Map.of(), NOTHING);
        assertEquals(404, absent.status());
        assertTrue(absent.text().contains("<Code>NoSuchBucket</Code>"), absent.text());
    }

    private static void wrong(String query, String message, String name, String value) throws Exception {
        var answer = http.send("GET", "/keys?" + query, Map.of(), NOTHING);
        assertEquals(400, answer.status(), query);
        assertTrue(answer.text().contains("<Code>InvalidArgument</Code><Message>" + message + "</Message>"),
                answer.text());
        assertTrue(answer.text().contains("<ArgumentName>" + name + "</ArgumentName>"), answer.text());
        assertTrue(answer.text().contains("<ArgumentValue>" + value + "</ArgumentValue>")
                || value.isEmpty() && answer.text().contains("<ArgumentValue/>"), answer.text());
    }

    @Test
    void anyoneElseIsDenied() throws Exception {
        assertEquals(403, http.sendPlain("GET", "/keys", Map.of(), NOTHING).status());
    }
}
