package haneul.acceptance.nouns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import haneul.acceptance.Expect;
import haneul.acceptance.Reply;
import haneul.acceptance.Request;
import haneul.acceptance.Scene;
import haneul.acceptance.Signer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bucket may stand in the path or in the host. AWS: "Virtual hosting of buckets", S3 User Guide. */
final class AddressingTest {

    @RegisterExtension
    static final Scene scene = new Scene();

    private static String bucket;

    @BeforeAll
    static void makeBucket() {
        bucket = scene.bucket();
        Expect.status(200, scene.send(Request.object("PUT", bucket, "dir/k").body("content")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s.localhost:%d",
                "%s.s3.localhost:%d",
                "%s.s3.REGION.localhost:%d",
                "%s.s3.amazonaws.com",
                "%s.s3.REGION.amazonaws.com",
                "%s.s3.REGION.localhost"
            })
    void theBucketMayBeInTheHost(String pattern) {
        var host = host(pattern, bucket);
        assertEquals(
                "content",
                Expect.status(200, at(host, Request.of("GET", "/dir/k"))).text());
        assertEquals(
                "dir/k",
                Expect.status(
                                200,
                                at(
                                        host,
                                        Request.of("GET", "/")
                                                .query("list-type", "2")
                                                .query("prefix", "dir/")))
                        .first("Key"));
        Expect.status(200, at(host, Request.of("PUT", "/" + bucket + "/k").body("inner")));
        assertEquals(
                "inner",
                scene.send(Request.object("GET", bucket, bucket + "/k")).text());
        Expect.error(404, "NoSuchBucket", at(host(pattern, scene.unused()), Request.of("GET", "/k")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:%d", "s3.REGION.localhost:%d", "s3.REGION.amazonaws.com", "127.0.0.1:%d"})
    void orInThePath(String pattern) {
        var host = pattern.replace("REGION", scene.cloud().identity().region())
                .formatted(scene.endpoint().getPort());
        assertEquals(
                "content",
                Expect.status(200, at(host, Request.object("GET", bucket, "dir/k")))
                        .text());
    }

    @Test
    void namesWithDotsWorkInBoth() {
        var dotted = scene.unused() + ".two.three";
        Expect.status(
                200,
                scene.send(Request.of("PUT", "/" + dotted)
                        .body("<CreateBucketConfiguration><LocationConstraint>"
                                + scene.cloud().identity().region()
                                + "</LocationConstraint></CreateBucketConfiguration>")));
        Expect.status(
                200,
                at(host("%s.s3.localhost:%d", dotted), Request.of("PUT", "/k").body("x")));
        assertEquals("x", scene.send(Request.object("GET", dotted, "k")).text());
        scene.send(Request.object("DELETE", dotted, "k"));
        Expect.status(204, at(host("%s.s3.localhost:%d", dotted), Request.of("DELETE", "/")));
    }

    private static String host(String pattern, String bucket) {
        return pattern.replace("REGION", scene.cloud().identity().region())
                .formatted(bucket, scene.endpoint().getPort());
    }

    private static Reply at(String host, Request request) {
        return scene.cloud().sendRaw(Signer.s3(scene.cloud().identity()).sign(request, host));
    }
}
