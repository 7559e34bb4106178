package haneul.s3.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.s3.S3Server;
import haneul.s3.SignedHttp;
import haneul.s3.SignedHttp.Answer;
import haneul.s3.model.Checksum.Algorithm;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

class PostFormsTest {
    private static final String BUCKET = "forms";
    private static final String OPEN = "[\"starts-with\", \"$key\", \"\"], {\"bucket\": \"forms\"}";

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
        for (var name : List.of(BUCKET, "elsewhere", "versioned-forms")) {
            client.createBucket(request -> request.bucket(name));
        }
        client.putBucketVersioning(request -> request.bucket("versioned-forms")
                .versioningConfiguration(configuration -> configuration.status(BucketVersioningStatus.ENABLED)));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    /** A form under construction. */
    private static final class Form {
        private final Map<String, String> fields = new LinkedHashMap<>();
        private String filename = "photo.jpg";
        private byte[] file = "bytes".getBytes(UTF_8);
        private String path = "/" + BUCKET;
        private String host = "127.0.0.1:" + server.port();

        Form field(String name, String value) {
            fields.put(name, value);
            return this;
        }

        Form file(String name, byte[] bytes) {
            filename = name;
            file = bytes;
            return this;
        }

        Form to(String otherPath) {
            path = otherPath;
            return this;
        }

        Form at(String otherHost) {
            host = otherHost;
            return this;
        }

        /** Signs a policy of these conditions, version 4. */
        Form signed(String conditions) throws Exception {
            var now = Instant.now();
            var date = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
                    .withZone(ZoneOffset.UTC)
                    .format(now);
            var day = date.substring(0, 8);
            var credential = S3Server.KEY + "/" + day + "/" + S3Server.REGION + "/s3/aws4_request";
            var policy = policy(
                    now.plus(Duration.ofMinutes(5)),
                    conditions + ", {\"x-amz-credential\": \"" + credential
                            + "\"}, {\"x-amz-algorithm\": \"AWS4-HMAC-SHA256\"}, {\"x-amz-date\": \"" + date + "\"}");
            var key = ("AWS4" + S3Server.SECRET).getBytes(UTF_8);
            for (var part : List.of(day, S3Server.REGION, "s3", "aws4_request")) {
                key = hmac("HmacSHA256", key, part);
            }
            return field("policy", policy)
                    .field("X-Amz-Credential", credential)
                    .field("X-Amz-Algorithm", "AWS4-HMAC-SHA256")
                    .field("X-Amz-Date", date)
                    .field("X-Amz-Signature", HexFormat.of().formatHex(hmac("HmacSHA256", key, policy)));
        }

        /** Signs a policy of these conditions, version 2. */
        Form signedAsBefore(Instant expiration, String conditions) throws Exception {
            var policy = policy(expiration, conditions);
            var hmac = hmac("HmacSHA1", S3Server.SECRET.getBytes(UTF_8), policy);
            var signature = Base64.getEncoder().encodeToString(hmac);
            return field("AWSAccessKeyId", S3Server.KEY).field("policy", policy).field("signature", signature);
        }

        Answer send() throws Exception {
            return http.sendPlain(
                    "POST", path, Map.of("host", host, "content-type", "multipart/form-data; boundary=\"-x\""), body());
        }

        byte[] body() throws Exception {
            var body = new ByteArrayOutputStream();
            for (var field : fields.entrySet()) {
                body.write(("---x\r\nContent-Disposition: form-data; name=\"" + field.getKey() + "\"\r\n\r\n"
                                + field.getValue() + "\r\n")
                        .getBytes(UTF_8));
            }
            if (file != null) {
                body.write(("---x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + filename
                                + "\"\r\nContent-Type: image/jpeg\r\n\r\n")
                        .getBytes(UTF_8));
                body.write(file);
                body.write("\r\n---x\r\nContent-Disposition: form-data; name=\"submit\"\r\n\r\nUpload\r\n"
                        .getBytes(UTF_8));
            }
            body.write("---x--\r\n".getBytes(UTF_8));
            return body.toByteArray();
        }
    }

    private static Form form(String key) {
        return new Form().field("key", key);
    }

    private static String policy(Instant expiration, String conditions) {
        var json = "{\"expiration\": \"" + expiration.toString() + "\", \"conditions\": [" + conditions + "]}";
        return Base64.getEncoder().encodeToString(json.getBytes(UTF_8));
    }

    private static byte[] hmac(String algorithm, byte[] key, String text) throws Exception {
        var mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key, algorithm));
        return mac.doFinal(text.getBytes(UTF_8));
    }

    private static void refused(int status, String code, String message, Answer answer) {
        assertEquals(status, answer.status(), answer.text());
        assertTrue(answer.text().contains("<Code>" + code + "</Code>"), answer.text());
        assertTrue(answer.text().contains(message), answer.text());
    }

    @Test
    void aFormStoresItsFileAndWhatItSaysOfIt() throws Exception {
        var answer = form("user/${filename}")
                .field("Content-Type", "image/png")
                .field("Cache-Control", "no-store")
                .field("x-amz-meta-Place", "Séoul")
                .field("tagging", "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>")
                .field("acl", "private")
                .field("x-ignore-this", "yes")
                .file("C:\\holidays\\sea.png", new byte[300_000])
                .signed(OPEN + ", {\"Content-Type\": \"image/png\"}, {\"cache-control\": \"no-store\"}, "
                        + "[\"starts-with\", \"$x-amz-meta-place\", \"S\"], [\"starts-with\", \"$tagging\", \"\"], "
                        + "{\"acl\": \"private\"}, [\"content-length-range\", 1, 300000]")
                .send();
        assertEquals(204, answer.status(), answer.text());
        assertEquals(
                "http://127.0.0.1:" + server.port() + "/forms/user/sea.png",
                answer.header("location").orElse(""));
        var head = client.headObject(request -> request.bucket(BUCKET).key("user/sea.png"));
        assertEquals(300_000, head.contentLength());
        assertEquals("image/png", head.contentType());
        assertEquals("no-store", head.cacheControl());
        var place = Base64.getEncoder().encodeToString("Séoul".getBytes(UTF_8));
        assertEquals(Map.of("place", "=?UTF-8?B?" + place + "?="), head.metadata());
        assertEquals(answer.header("etag").orElse(""), head.eTag());
        assertEquals(
                "b",
                client.getObjectTagging(request -> request.bucket(BUCKET).key("user/sea.png"))
                        .tagSet()
                        .getFirst()
                        .value());
    }

    @Test
    void theOlderSignatureIsAcceptedToo() throws Exception {
        var soon = Instant.now().plusSeconds(60);
        assertEquals(204, form("old").signedAsBefore(soon, OPEN).send().status());
        var forged = form("old").signedAsBefore(soon, OPEN);
        forged.field("policy", policy(soon.plusSeconds(1), OPEN));
        refused(403, "SignatureDoesNotMatch", "", forged.send());
        refused(
                403,
                "InvalidAccessKeyId",
                "",
                form("old")
                        .signedAsBefore(soon, OPEN)
                        .field("AWSAccessKeyId", "AKIAUNKNOWN")
                        .send());
        refused(
                403,
                "AccessDenied",
                "Invalid according to Policy: Policy expired.",
                form("old").signedAsBefore(Instant.now().minusSeconds(1), OPEN).send());
    }

    @Test
    void theFormChoosesItsAnswer() throws Exception {
        assertEquals(
                200,
                form("a")
                        .field("success_action_status", "200")
                        .signed(OPEN + ", {\"success_action_status\": \"200\"}")
                        .send()
                        .status());
        var created = form("a&b")
                .field("success_action_status", "201")
                .signed(OPEN + ", {\"success_action_status\": \"201\"}")
                .send();
        assertEquals(201, created.status());
        assertTrue(
                created.text()
                        .contains("<PostResponse><Location>http://127.0.0.1:" + server.port()
                                + "/forms/a%26b</Location><Bucket>forms</Bucket><Key>a&amp;b</Key><ETag>&quot;"),
                created.text());
        assertEquals(
                204,
                form("a")
                        .field("success_action_status", "404")
                        .signed(OPEN + ", {\"success_action_status\": \"404\"}")
                        .send()
                        .status());
        var redirected = form("ü")
                .field("success_action_redirect", "http://app.example/done?x=1")
                .signed(OPEN + ", [\"starts-with\", \"$success_action_redirect\", \"http://app.example/\"]")
                .send();
        assertEquals(303, redirected.status());
        assertEquals(
                "http://app.example/done?x=1&bucket=forms&key=%C3%BC&etag=%224b3a6218bb3e3a7303e8a171a60fcf92%22",
                redirected.header("location").orElse(""));
        assertEquals(
                204,
                form("a")
                        .field("success_action_redirect", "javascript:alert(1)")
                        .signed(OPEN + ", [\"starts-with\", \"$success_action_redirect\", \"\"]")
                        .send()
                        .status());
    }

    @Test
    void aVersionedBucketTellsTheVersion() throws Exception {
        var answer = form("v")
                .to("/versioned-forms/")
                .signed("[\"starts-with\", \"$key\", \"\"], {\"bucket\": \"versioned-forms\"}")
                .send();
        assertEquals(204, answer.status(), answer.text());
        assertEquals(32, answer.header("x-amz-version-id").orElse("").length());
    }

    @Test
    void virtualHostedFormsWork() throws Exception {
        var answer = form("hosted").to("/").at("forms.localhost").signed(OPEN).send();
        assertEquals(204, answer.status(), answer.text());
        assertEquals("http://forms.localhost/hosted", answer.header("location").orElse(""));
        client.headObject(request -> request.bucket(BUCKET).key("hosted"));
    }

    @Test
    void nothingUnsignedIsStored() throws Exception {
        refused(403, "AccessDenied", "Access Denied", form("anonymous").send());
        refused(
                400,
                "InvalidArgument",
                "Bucket POST must contain a field named 'X-Amz-Signature'.  If it is "
                        + "specified, please check the order of the fields.",
                without("X-Amz-Signature").send());
        refused(
                400,
                "InvalidArgument",
                "a field named 'policy'",
                without("policy").send());
        refused(
                400,
                "InvalidArgument",
                "a field named 'X-Amz-Date'",
                without("X-Amz-Date").send());
        refused(
                403,
                "SignatureDoesNotMatch",
                "",
                form("a").signed(OPEN).field("X-Amz-Signature", "0".repeat(64)).send());
        refused(
                403,
                "AccessDenied",
                "Policy Condition failed: [&quot;eq&quot;, &quot;$bucket&quot;, &quot;forms&quot;]",
                form("a").signed(OPEN).to("/elsewhere").send());
        refused(
                403,
                "AccessDenied",
                "Extra input fields: x-amz-meta-b",
                form("a").field("x-amz-meta-b", "1").signed(OPEN).send());
    }

    private static Form without(String field) throws Exception {
        var form = form("a").signed(OPEN);
        form.fields.remove(field);
        return form;
    }

    @Test
    void theSizeIsHeldWithinThePolicy() throws Exception {
        var range = OPEN + ", [\"content-length-range\", 3, 5]";
        refused(
                400,
                "EntityTooSmall",
                "<MinSizeAllowed>3</MinSizeAllowed>",
                form("sized").file("f", new byte[2]).signed(range).send());
        refused(
                400,
                "EntityTooLarge",
                "<MaxSizeAllowed>5</MaxSizeAllowed>",
                form("sized").file("f", new byte[6]).signed(range).send());
        refused(
                400,
                "EntityTooLarge",
                "",
                form("sized").file("f", new byte[3_000_000]).signed(range).send());
        assertEquals(
                0,
                client.listObjectsV2(request -> request.bucket(BUCKET).prefix("sized"))
                        .keyCount());
        assertEquals(
                204, form("sized").file("f", new byte[5]).signed(range).send().status());
    }

    @Test
    void checksumsAreCompared() throws Exception {
        var crc = Algorithm.CRC32.start();
        crc.update(ByteBuffer.wrap("bytes".getBytes(UTF_8)));
        assertEquals(
                204,
                form("sum")
                        .field("x-amz-checksum-crc32", crc.base64())
                        .signed(OPEN)
                        .send()
                        .status());
        refused(
                400,
                "BadDigest",
                "The CRC32 you specified did not match the calculated checksum.",
                form("sum")
                        .field("x-amz-checksum-crc32", "AAAAAA==")
                        .signed(OPEN)
                        .send());
        refused(
                400,
                "InvalidRequest",
                "Value for x-amz-checksum-sha256 header is invalid.",
                form("sum")
                        .field("x-amz-checksum-sha256", "sailorjerry")
                        .signed(OPEN)
                        .send());
    }

    @Test
    void brokenFormsAreRefused() throws Exception {
        refused(
                400,
                "InvalidArgument",
                "Bucket POST must contain a field named 'key'.",
                new Form().signed(OPEN).send());
        refused(400, "UserKeyMustBeSpecified", "", form("").signed(OPEN).send());
        refused(400, "KeyTooLongError", "", form("k".repeat(1025)).signed(OPEN).send());
        refused(
                400,
                "InvalidArgument",
                "POST requires exactly one file upload per request.",
                form("a").file(null, null).signed(OPEN).send());
        refused(
                400,
                "MaxPostPreDataLengthExceeded",
                "<MaxPostPreDataLengthBytes>20480</MaxPostPreDataLengthBytes>",
                form("a").field("x-ignore-a", "x".repeat(21_000)).signed(OPEN).send());
        refused(404, "NoSuchBucket", "", form("a").to("/absent").signed(OPEN).send());
        refused(
                412,
                "PreconditionFailed",
                "Bucket POST must be of the enclosure-type multipart/form-data",
                http.sendPlain("POST", "/" + BUCKET, Map.of("content-type", "text/plain"), new byte[0]));
        refused(
                400,
                "MalformedPOSTRequest",
                "",
                http.sendPlain(
                        "POST",
                        "/" + BUCKET,
                        Map.of("content-type", "multipart/form-data; boundary=x"),
                        "--y--".getBytes(UTF_8)));
        refused(
                400,
                "MalformedPOSTRequest",
                "",
                http.sendPlain(
                        "POST", "/" + BUCKET, Map.of("content-type", "multipart/form-data"), "--y--".getBytes(UTF_8)));
        refused(
                400,
                "AccessControlListNotSupported",
                "",
                form("a")
                        .field("acl", "public-read")
                        .signed(OPEN + ", {\"acl\": \"public-read\"}")
                        .send());
    }
}
