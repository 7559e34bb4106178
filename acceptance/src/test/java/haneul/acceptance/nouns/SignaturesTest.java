package haneul.acceptance.nouns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import haneul.acceptance.ChunkedBody;
import haneul.acceptance.Expect;
import haneul.acceptance.Reply;
import haneul.acceptance.Request;
import haneul.acceptance.Scene;
import haneul.acceptance.Signer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Row SUP-01: who calls is always proven, and a wrong proof is told exactly. */
final class SignaturesTest {

    @RegisterExtension
    static final Scene scene = new Scene();

    private static String bucket;

    @BeforeAll
    static void makeBucket() {
        bucket = scene.bucket();
        Expect.status(200, scene.send(Request.object("PUT", bucket, "k").body("content")));
    }

    @Test
    void anythingChangedBreaksTheSignature() {
        var signed = sign(Request.object("GET", bucket, "k").header("x-amz-meta-a", "1"));
        Expect.status(200, scene.cloud().sendRaw(signed));
        var told = Expect.error(403, "SignatureDoesNotMatch", scene.cloud().sendRaw(signed.path("/" + bucket + "/l")));
        assertEquals(
                "The request signature we calculated does not match the signature you provided. Check your key "
                        + "and signing method.",
                told.first("Message"));
        assertEquals(scene.cloud().identity().accessKey(), told.first("AWSAccessKeyId"));
        told.first("StringToSign");
        told.first("CanonicalRequest");
        told.first("SignatureProvided");
        for (var other : List.of(
                signed.method("HEAD"),
                signed.query("acl"),
                signed.replace("x-amz-meta-a", "2"),
                signed.replace("Host", "localhost:" + scene.endpoint().getPort()),
                signed.query("a", "b"))) {
            Expect.status(403, scene.cloud().sendRaw(other));
        }
    }

    @Test
    void keysAndSecretsAreChecked() {
        var root = scene.cloud().identity();
        var unknown = Expect.error(
                403,
                "InvalidAccessKeyId",
                as(new Signer(root.withAccessKey("AKIANOBODYNOBODY0000"), "s3", Instant.now())));
        assertEquals("The AWS Access Key Id you provided does not exist in our records.", unknown.first("Message"));
        assertEquals("AKIANOBODYNOBODY0000", unknown.first("AWSAccessKeyId"));
        Expect.error(403, "SignatureDoesNotMatch", as(new Signer(root.withSecret("guess"), "s3", Instant.now())));
    }

    @Test
    void clocksMayDifferByFifteenMinutes() {
        var root = scene.cloud().identity();
        Expect.status(200, as(new Signer(root, "s3", Instant.now().minusSeconds(14 * 60))));
        for (int minutes : new int[] {-16, 16, -60 * 24 * 8}) {
            var skewed = Expect.error(
                    403,
                    "RequestTimeTooSkewed",
                    as(new Signer(root, "s3", Instant.now().plusSeconds(minutes * 60L))));
            assertEquals(
                    "The difference between the request time and the current time is too large.",
                    skewed.first("Message"));
            assertEquals("900000", skewed.first("MaxAllowedSkewMilliseconds"));
        }
    }

    @Test
    void anAuthorizationThatCannotBeReadIsMalformed() {
        var signed = sign(Request.object("GET", bucket, "k"));
        var good = signed.first("Authorization").orElseThrow();
        for (var bad : List.of(
                "AWS4-HMAC-SHA256 nonsense",
                good.replace("/s3/", "/"),
                good.replace("aws4_request", "aws5"),
                "AWS4-HMAC-SHA256 Credential=, SignedHeaders=, Signature=",
                good.replaceAll(", Signature=.*", ""),
                good.replaceAll("SignedHeaders=[^,]*, ", ""),
                good.replace(scene.cloud().identity().accessKey() + "/", "/"))) {
            var told = scene.cloud().sendRaw(signed.replace("Authorization", bad));
            Expect.error(400, "AuthorizationHeaderMalformed", told);
        }
        for (var bad : List.of("Bearer token", "hello", "AWS4-HMAC-SHA512 x")) {
            Expect.refused(scene.cloud().sendRaw(signed.replace("Authorization", bad)));
        }
    }

    @Test
    void withoutASignatureNothingIsOpen() {
        var denied = Expect.error(403, "AccessDenied", scene.cloud().sendRaw(Request.object("GET", bucket, "k")));
        assertEquals("Access Denied", denied.first("Message"));
        Expect.error(
                403,
                "AccessDenied",
                scene.cloud().sendRaw(Request.object("PUT", bucket, "k").body("x")));
        Expect.error(403, "AccessDenied", scene.cloud().sendRaw(Request.of("GET", "/" + bucket)));
        Expect.status(403, scene.cloud().sendRaw(Request.of("DELETE", "/" + bucket)));
        assertEquals("content", scene.send(Request.object("GET", bucket, "k")).text());
    }

    @Test
    void theServiceInTheScopeMustBeTheOneCalled() {
        var signer = new Signer(scene.cloud().identity(), "ec2", Instant.now());
        Expect.refused(scene.cloud()
                .sendRaw(signer.sign(
                        Request.object("GET", bucket, "k"), scene.cloud().host())));
    }

    @Test
    void everyChunkIsVerified() {
        var content = Scene.bytes(50_000, 3);
        var signer = Signer.s3(scene.cloud().identity());
        var put = Request.object("PUT", bucket, "chunked");
        var good = ChunkedBody.signed(signer, put, scene.cloud().host(), content, 8192);
        for (int at : new int[] {20_000, 100, good.body().length - 20, 8192 + 200}) {
            var bad = good.body().clone();
            bad[at] ^= 1;
            Expect.refused(scene.cloud().sendRaw(good.body(bad)));
        }
        Expect.error(404, "NoSuchKey", scene.send(Request.object("GET", bucket, "chunked")));
        Expect.status(200, scene.cloud().sendRaw(good));
        assertArrayEquals(
                content, scene.send(Request.object("GET", bucket, "chunked")).body());
    }

    @Test
    void pathsAndQueriesAreTakenAsTheyAre() {
        for (var key : List.of("a//b", "./c", "a/../d", "~e", "f g", "%2F", "h+i", "=&?#", "'()*!")) {
            Expect.status(200, scene.send(Request.object("PUT", bucket, key).body(key)));
            assertEquals(key, scene.send(Request.object("GET", bucket, key)).text());
        }
    }

    private static Reply as(Signer signer) {
        return scene.cloud()
                .sendRaw(signer.sign(
                        Request.object("GET", bucket, "k"), scene.cloud().host()));
    }

    private static Request sign(Request request) {
        return Signer.s3(scene.cloud().identity()).sign(request, scene.cloud().host());
    }
}
