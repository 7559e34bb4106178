package haneul.acceptance.nouns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import haneul.acceptance.Expect;
import haneul.acceptance.Reply;
import haneul.acceptance.Request;
import haneul.acceptance.Scene;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.s3.model.CORSRule;

/** AWS: "Using cross-origin resource sharing (CORS)", S3 User Guide. */
final class CorsTest {

    @RegisterExtension
    static final Scene scene = new Scene();

    private static String bucket;

    @BeforeAll
    static void configure() {
        bucket = scene.bucket();
        scene.s3().putBucketCors(b -> b.bucket(bucket)
                .corsConfiguration(c -> c.corsRules(
                        CORSRule.builder()
                                .allowedOrigins("https://app.example.com")
                                .allowedMethods("GET", "PUT")
                                .allowedHeaders("x-amz-*", "Content-Type")
                                .exposeHeaders("ETag")
                                .maxAgeSeconds(300)
                                .build(),
                        CORSRule.builder()
                                .allowedOrigins("https://*.sky.example", "*")
                                .allowedMethods("GET")
                                .build())));
        scene.send(Request.object("PUT", bucket, "k").body("x"));
    }

    @Test
    void aPreflightIsAnsweredWithoutASignature() {
        var reply = Expect.status(200, preflight("https://app.example.com", "PUT", "x-amz-date, content-type"));
        assertEquals(
                "https://app.example.com",
                reply.header("Access-Control-Allow-Origin").orElse("none"));
        assertEquals("GET, PUT", reply.header("Access-Control-Allow-Methods").orElse("none"));
        assertEquals(
                "x-amz-date, content-type",
                reply.header("Access-Control-Allow-Headers").orElse("none").toLowerCase());
        assertEquals("300", reply.header("Access-Control-Max-Age").orElse("none"));
        assertEquals("ETag", reply.header("Access-Control-Expose-Headers").orElse("none"));
        assertEquals("true", reply.header("Access-Control-Allow-Credentials").orElse("none"));
    }

    @Test
    void whatNoRuleAllowsIsForbidden() {
        var refused = Expect.error(403, "AccessForbidden", preflight("https://evil.example.com", "PUT", null));
        assertEquals(
                "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, "
                        + "request method / Access-Control-Request-Method or Access-Control-Request-Headers are not "
                        + "whitelisted "
                        + "by the resource's CORS spec.",
                refused.first("Message"));
        Expect.error(403, "AccessForbidden", preflight("https://app.example.com", "DELETE", null));
        Expect.error(403, "AccessForbidden", preflight("https://app.example.com", "PUT", "authorization"));
        Expect.error(400, "BadRequest", preflight(null, "PUT", null));
        Expect.error(
                403,
                "AccessForbidden",
                scene.cloud()
                        .sendRaw(Request.object("OPTIONS", scene.bucket(), "k")
                                .header("Origin", "https://app.example.com")
                                .header("Access-Control-Request-Method", "GET")));
    }

    @Test
    void answersCarryTheRulesOfTheirOrigin() {
        var exact = scene.send(Request.object("GET", bucket, "k").header("Origin", "https://app.example.com"));
        assertEquals(
                "https://app.example.com",
                exact.header("Access-Control-Allow-Origin").orElse("none"));
        assertEquals("ETag", exact.header("Access-Control-Expose-Headers").orElse("none"));
        var any = scene.send(Request.object("GET", bucket, "k").header("Origin", "https://other.example.org"));
        assertEquals("*", any.header("Access-Control-Allow-Origin").orElse("none"));
        assertEquals(
                "none",
                scene.send(Request.object("PUT", bucket, "l").body("x").header("Origin", "https://other.example.org"))
                        .header("Access-Control-Allow-Origin")
                        .orElse("none"));
        assertEquals(
                "none",
                scene.send(Request.object("GET", bucket, "k"))
                        .header("Access-Control-Allow-Origin")
                        .orElse("none"));
    }

    @Test
    void theConfigurationIsCheckedAndRemovable() {
        var own = scene.bucket();
        Expect.error(404, "NoSuchCORSConfiguration", () -> scene.s3().getBucketCors(b -> b.bucket(own)));
        for (var rule : List.of(
                "<AllowedOrigin>*</AllowedOrigin>",
                "<AllowedMethod>GET</AllowedMethod>",
                "<AllowedOrigin>*</AllowedOrigin><AllowedMethod>PATCH</AllowedMethod>",
                "<AllowedOrigin>http://*.*</AllowedOrigin><AllowedMethod>GET</AllowedMethod>")) {
            var reply = scene.send(Request.of("PUT", "/" + own)
                    .query("cors")
                    .body("<CORSConfiguration><CORSRule>" + rule + "</CORSRule></CORSConfiguration>")
                    .header(
                            "Content-MD5",
                            haneul.acceptance.Checksum.base64(
                                    "MD5",
                                    ("<CORSConfiguration><CORSRule>" + rule + "</CORSRule></CORSConfiguration>")
                                            .getBytes())));
            Expect.status(400, reply);
        }
        var stored = scene.s3().getBucketCors(b -> b.bucket(bucket)).corsRules();
        assertEquals(List.of("x-amz-*", "Content-Type"), stored.getFirst().allowedHeaders());
        assertEquals(2, stored.size());
    }

    private static Reply preflight(String origin, String method, String headers) {
        var request = Request.object("OPTIONS", bucket, "k").header("Access-Control-Request-Method", method);
        request = origin == null ? request : request.header("Origin", origin);
        return scene.cloud()
                .sendRaw(headers == null ? request : request.header("Access-Control-Request-Headers", headers));
    }
}
