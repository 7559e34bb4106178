package haneul.acceptance.nouns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.acceptance.Expect;
import haneul.acceptance.Reply;
import haneul.acceptance.Request;
import haneul.acceptance.Scene;
import haneul.acceptance.Signer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Uploads by HTML form. AWS: "Browser-Based Uploads Using POST (AWS Signature Version 4)", S3 API Reference. */
final class PostFormTest {

    private static final String BOUNDARY = "----a-browser-made-this";

    @RegisterExtension
    static final Scene scene = new Scene();

    private static String bucket;

    @BeforeAll
    static void makeBucket() {
        bucket = scene.bucket();
    }

    @Test
    void aSignedPolicyLetsABrowserUpload() {
        var content = Scene.bytes(300_000, 2);
        var reply = post(
                form(
                        "uploads/${filename}",
                        "[\"starts-with\", \"$key\", \"uploads/\"]",
                        "{\"x-amz-meta-from\": \"form\"}",
                        Map.of("x-amz-meta-from", "form", "Content-Type", "image/png"),
                        "[\"starts-with\", \"$Content-Type\", \"image/\"]"),
                content);
        Expect.status(204, reply);
        assertTrue(reply.header("ETag").isPresent());
        assertTrue(
                reply.header("Location").orElse("").endsWith("/uploads%2Fsky.png")
                        || reply.header("Location").orElse("").endsWith("/uploads/sky.png"),
                reply::toString);
        var got = Expect.status(200, scene.send(Request.object("GET", bucket, "uploads/sky.png")));
        assertArrayEquals(content, got.body());
        assertEquals("form", got.header("x-amz-meta-from").orElse("none"));
        assertEquals("image/png", got.header("Content-Type").orElse("none"));
    }

    @Test
    void theFormMayAskForADocument() {
        var fields = form(
                "asked",
                "{\"success_action_status\": \"201\"}",
                "{\"key\": \"asked\"}",
                Map.of("success_action_status", "201"));
        var reply = Expect.status(201, post(fields, "x".getBytes()));
        assertEquals("PostResponse", reply.xml().getLocalName());
        assertEquals("asked", reply.first("Key"));
        assertEquals(bucket, reply.first("Bucket"));
        reply.first("ETag");
        reply.first("Location");
    }

    @Test
    void theFormMayRedirect() {
        var fields = form(
                "redirected",
                "{\"success_action_redirect\": \"http://example.com/done\"}",
                "{\"key\": \"redirected\"}",
                Map.of("success_action_redirect", "http://example.com/done"));
        var reply = Expect.status(303, post(fields, "x".getBytes()));
        var location = reply.header("Location").orElse("none");
        assertTrue(location.startsWith("http://example.com/done?bucket=" + bucket + "&key=redirected&etag="), location);
    }

    @Test
    void whatThePolicyDoesNotAllowIsRefused() {
        Expect.error(
                403,
                "AccessDenied",
                post(form("elsewhere", "[\"starts-with\", \"$key\", \"uploads/\"]", null, Map.of()), new byte[1]));
        Expect.error(
                403,
                "AccessDenied",
                post(form("k", "{\"key\": \"k\"}", null, Map.of("x-amz-meta-extra", "1")), new byte[1]));
        Expect.error(
                400,
                "EntityTooLarge",
                post(form("k", "{\"key\": \"k\"}", "[\"content-length-range\", 0, 10]", Map.of()), new byte[11]));
        Expect.error(
                400,
                "EntityTooSmall",
                post(form("k", "{\"key\": \"k\"}", "[\"content-length-range\", 5, 10]", Map.of()), new byte[2]));
        Expect.status(404, scene.send(Request.object("HEAD", bucket, "k")));
    }

    @Test
    void anExpiredOrForgedPolicyIsRefused() {
        var expired = fields("k", policy(Instant.now().minusSeconds(60), "{\"key\": \"k\"}"), Map.of());
        Expect.error(403, "AccessDenied", post(expired, new byte[1]));
        var forged = form("k", "{\"key\": \"k\"}", null, Map.of());
        forged.put("x-amz-signature", "0".repeat(64));
        Expect.error(403, "SignatureDoesNotMatch", post(forged, new byte[1]));
        var unknown = form("k", "{\"key\": \"k\"}", null, Map.of());
        unknown.put(
                "x-amz-credential",
                "AKIANOBODYNOBODY0000/" + Signer.s3(scene.cloud().identity()).scope());
        Expect.status(403, post(unknown, new byte[1]));
        var unsigned = new LinkedHashMap<>(Map.of("key", "k"));
        Expect.error(403, "AccessDenied", post(unsigned, new byte[1]));
        Expect.status(404, scene.send(Request.object("HEAD", bucket, "k")));
    }

    @Test
    void aBrokenFormIsMalformed() {
        for (var body : List.of(
                "",
                "hello",
                "--" + BOUNDARY + "\r\n",
                "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + "name=\"key\"\r\n\r\nk\r\n--" + BOUNDARY
                        + "--\r\n")) {
            var reply = scene.cloud()
                    .sendRaw(Request.of("POST", "/" + bucket)
                            .body(body)
                            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY));
            assertTrue(reply.status() == 400 || reply.status() == 403, reply::toString);
        }
        Expect.refused(scene.cloud()
                .sendRaw(Request.of("POST", "/" + bucket)
                        .body("a=b")
                        .header("Content-Type", "application/x-www-form-urlencoded")));
    }

    private static Map<String, String> form(
            String key, String first, String second, Map<String, String> more, String... conditions) {
        var all = new StringBuilder(first).append(second == null ? "" : ", " + second);
        List.of(conditions).forEach(c -> all.append(", ").append(c));
        return fields(key, policy(Instant.now().plusSeconds(600), all.toString()), more);
    }

    private static Map<String, String> fields(String key, String policy, Map<String, String> more) {
        var signer = Signer.s3(scene.cloud().identity());
        var encoded = Base64.getEncoder().encodeToString(policy.getBytes(StandardCharsets.UTF_8));
        var fields = new LinkedHashMap<String, String>();
        fields.put("key", key);
        fields.putAll(more);
        fields.put("policy", encoded);
        fields.put("x-amz-algorithm", "AWS4-HMAC-SHA256");
        fields.put("x-amz-credential", scene.cloud().identity().accessKey() + "/" + signer.scope());
        fields.put("x-amz-date", signer.stamp());
        fields.put("x-amz-signature", signer.signature(encoded));
        return fields;
    }

    private static String policy(Instant expiration, String conditions) {
        var signer = Signer.s3(scene.cloud().identity());
        return "{\"expiration\": \"" + expiration.truncatedTo(ChronoUnit.MILLIS)
                + "\", \"conditions\": [{\"bucket\": \"" + bucket
                + "\"}, {\"x-amz-algorithm\": \"AWS4-HMAC-SHA256\"}, {\"x-amz-credential\": \""
                + scene.cloud().identity().accessKey()
                + "/" + signer.scope() + "\"}, [\"starts-with\", \"$x-amz-date\", \"\"], " + conditions + "]}";
    }

    private static Reply post(Map<String, String> fields, byte[] content) {
        var body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> body.writeBytes(
                ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"sky.png\"\r\n"
                        + "Content-Type: image/png\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return scene.cloud()
                .sendRaw(Request.of("POST", "/" + bucket)
                        .body(body.toByteArray())
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY));
    }
}
