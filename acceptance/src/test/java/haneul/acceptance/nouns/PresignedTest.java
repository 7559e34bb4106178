package haneul.acceptance.nouns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.acceptance.Expect;
import haneul.acceptance.Identity;
import haneul.acceptance.Reply;
import haneul.acceptance.Request;
import haneul.acceptance.Scene;
import haneul.acceptance.Signer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row STO-01. AWS: "Authenticating Requests: Using Query Parameters", S3 API Reference. */
final class PresignedTest {

    @RegisterExtension
    static final Scene scene = new Scene();

    private static String bucket;

    @BeforeAll
    static void put() {
        bucket = scene.bucket();
        Expect.status(200, scene.send(Request.object("PUT", bucket, "k").body("content")));
    }

    @Test
    void aUrlAloneOpensOneObject() {
        var url = presign(Request.object("GET", bucket, "k"), Instant.now(), 60);
        assertEquals("content", Expect.status(200, scene.cloud().sendRaw(url)).text());
        Expect.error(403, "SignatureDoesNotMatch", scene.cloud().sendRaw(url.path("/" + bucket + "/other")));
        Expect.error(
                403,
                "SignatureDoesNotMatch",
                scene.cloud().sendRaw(url.method("PUT").body("x")));
        Expect.error(403, "SignatureDoesNotMatch", scene.cloud().sendRaw(url.query("versionId", "null")));
        Expect.error(403, "SignatureDoesNotMatch", scene.cloud().sendRaw(changed(url, "X-Amz-Expires", "61")));
        Expect.error(
                403, "SignatureDoesNotMatch", scene.cloud().sendRaw(changed(url, "X-Amz-Signature", "0".repeat(64))));
    }

    @Test
    void aUrlMayUploadAndDelete() {
        var put = presign(Request.object("PUT", bucket, "by-url"), Instant.now(), 60);
        Expect.status(200, scene.cloud().sendRaw(put.body("uploaded")));
        assertEquals(
                "uploaded", scene.send(Request.object("GET", bucket, "by-url")).text());
        Expect.status(
                204, scene.cloud().sendRaw(presign(Request.object("DELETE", bucket, "by-url"), Instant.now(), 60)));
        Expect.status(404, scene.cloud().sendRaw(presign(Request.object("HEAD", bucket, "by-url"), Instant.now(), 60)));
    }

    @Test
    void anExpiredUrlIsClosed() {
        var expired = Expect.error(
                403,
                "AccessDenied",
                scene.cloud()
                        .sendRaw(presign(
                                Request.object("GET", bucket, "k"),
                                Instant.now().minusSeconds(120),
                                60)));
        assertEquals("Request has expired", expired.first("Message"));
        assertEquals("60", expired.first("X-Amz-Expires"));
        assertTrue(expired.first("Expires").endsWith("Z"));
        assertTrue(expired.first("ServerTime").endsWith("Z"));
    }

    @Test
    void aUrlOfTheFutureIsNotYetOpen() {
        Expect.error(
                403,
                "AccessDenied",
                scene.cloud()
                        .sendRaw(presign(
                                Request.object("GET", bucket, "k"),
                                Instant.now().plusSeconds(3600),
                                60)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"604801", "-1", "soon", ""})
    void aValidityOutsideAWeekIsRefused(String expires) {
        var url = presign(Request.object("GET", bucket, "k"), Instant.now(), 60);
        Expect.error(
                400,
                "AuthorizationQueryParametersError",
                scene.cloud().sendRaw(changed(url, "X-Amz-Expires", expires)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature"})
    void aMissingParameterIsNamed(String name) {
        var url = presign(Request.object("GET", bucket, "k"), Instant.now(), 60);
        var query = new ArrayList<>(url.query());
        query.removeIf(p -> p.name().equals(name));
        Expect.error(
                400,
                "AuthorizationQueryParametersError",
                scene.cloud().sendRaw(new Request("GET", url.path(), query, url.headers(), url.body())));
    }

    @Test
    void signedHeadersMustBeSent() {
        var put = presign(Request.object("PUT", bucket, "typed").header("x-amz-meta-a", "1"), Instant.now(), 60);
        Expect.error(
                403,
                "SignatureDoesNotMatch",
                scene.cloud().sendRaw(put.replace("x-amz-meta-a", "2").body("x")));
        Expect.status(403, scene.cloud().sendRaw(put.without("x-amz-meta-a").body("x")));
        Expect.status(200, scene.cloud().sendRaw(put.body("x")));
    }

    @Test
    void anUnsignedAmzHeaderIsRefused() {
        var put = presign(Request.object("PUT", bucket, "typed"), Instant.now(), 60);
        Expect.error(
                403,
                "AccessDenied",
                scene.cloud().sendRaw(put.header("x-amz-meta-extra", "1").body("x")));
    }

    @Test
    void unknownKeysAndWrongSecretsAreTold() {
        var root = scene.cloud().identity();
        Expect.error(403, "InvalidAccessKeyId", as(root.withAccessKey("AKIAUNKNOWNUNKNOWN00")));
        Expect.error(403, "SignatureDoesNotMatch", as(root.withSecret("wrong")));
    }

    private static Reply as(Identity identity) {
        return scene.cloud()
                .sendRaw(Signer.s3(identity)
                        .presign(
                                Request.object("GET", bucket, "k"),
                                scene.cloud().host(),
                                Duration.ofMinutes(1)));
    }

    private static Request presign(Request request, Instant at, int seconds) {
        return new Signer(scene.cloud().identity(), "s3", at)
                .presign(request, scene.cloud().host(), Duration.ofSeconds(seconds));
    }

    private static Request changed(Request url, String name, String value) {
        var query = url.query().stream()
                .map(p -> p.name().equals(name) ? new Request.Pair(name, value) : p)
                .toList();
        return new Request(url.method(), url.path(), query, url.headers(), url.body());
    }
}
