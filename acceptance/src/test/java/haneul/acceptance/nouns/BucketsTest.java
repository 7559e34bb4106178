package haneul.acceptance.nouns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.acceptance.Expect;
import haneul.acceptance.Request;
import haneul.acceptance.Scene;
import haneul.acceptance.Signer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.Tag;

final class BucketsTest {

    @RegisterExtension
    static final Scene scene = new Scene();

    @Test
    void aBucketLivesInTheRegionItWasMadeFor() {
        var bucket = scene.bucket();
        var region = scene.cloud().identity().region();

        assertEquals(region, scene.s3().getBucketLocation(b -> b.bucket(bucket)).locationConstraintAsString());
        var head = Expect.status(200, scene.send(Request.of("HEAD", "/" + bucket)));
        assertEquals(region, head.header("x-amz-bucket-region").orElse("none"));
        assertTrue(scene.s3().listBuckets().buckets().stream().map(Bucket::name).anyMatch(bucket::equals));
    }

    @Test
    void aDeletedBucketIsGone() {
        var bucket = scene.bucket();
        Expect.status(204, scene.send(Request.of("DELETE", "/" + bucket)));

        var head = Expect.status(404, scene.send(Request.of("HEAD", "/" + bucket)));
        assertEquals(0, head.body().length);
        var get = Expect.error(404, "NoSuchBucket", scene.send(Request.of("GET", "/" + bucket)));
        assertEquals("The specified bucket does not exist", get.first("Message"));
        assertEquals(bucket, get.first("BucketName"));
        Expect.error(404, "NoSuchBucket", scene.send(Request.of("DELETE", "/" + bucket)));
        Expect.error(
                404,
                "NoSuchBucket",
                scene.send(Request.object("PUT", bucket, "k").body("x")));
        Expect.error(404, "NoSuchBucket", scene.send(Request.object("GET", bucket, "k")));
    }

    @Test
    void aBucketIsMadeOnce() {
        var bucket = scene.bucket();
        var again = scene.send(create(bucket, scene.cloud().identity().region()));
        Expect.error(409, "BucketAlreadyOwnedByYou", again);
        assertEquals(bucket, again.first("BucketName"));
    }

    @Test
    void inNorthVirginiaMakingItAgainSucceeds() {
        var bucket = scene.unused();
        var virginia = Signer.s3(scene.cloud().identity().withRegion("us-east-1"));
        for (int time = 0; time < 2; time++) {
            var made = scene.cloud()
                    .sendRaw(virginia.sign(
                            Request.of("PUT", "/" + bucket), scene.cloud().host()));
            Expect.status(200, made);
            assertEquals("/" + bucket, made.header("Location").orElse("none"));
        }
        var location = scene.cloud()
                .sendRaw(virginia.sign(
                        Request.of("GET", "/" + bucket).query("location"),
                        scene.cloud().host()));
        assertEquals("", Expect.status(200, location).xml().getTextContent());
        assertEquals("LocationConstraint", location.xml().getLocalName());
    }

    @Test
    void theRegionMustFitTheEndpoint() {
        var region = scene.cloud().identity().region();
        Expect.error(400, "InvalidLocationConstraint", scene.send(create(scene.unused(), "mars-north-1")));
        if (!region.equals("us-east-1")) {
            Expect.error(
                    400, "IllegalLocationConstraintException", scene.send(Request.of("PUT", "/" + scene.unused())));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ab",
                "Photos",
                "under_score",
                "-dash",
                "dash-",
                "dot.",
                ".dot",
                "two..dots",
                "192.168.5.4",
                "xn--name",
                "name-s3alias",
                "name--ol-s3",
                "sthree-name",
                "a23456789012345678901234567890123456789012345678" + "901234567890123x"
            })
    void aNameAgainstTheRulesIsRefused(String name) {
        var refused = Expect.error(
                400,
                "InvalidBucketName",
                scene.send(create(name, scene.cloud().identity().region())));
        assertEquals("The specified bucket is not valid.", refused.first("Message"));
    }

    @Test
    void aBucketWithObjectsStays() {
        var bucket = scene.bucket();
        scene.s3().putObject(b -> b.bucket(bucket).key("k"), RequestBody.fromString("x"));
        var refused = Expect.error(409, "BucketNotEmpty", scene.send(Request.of("DELETE", "/" + bucket)));
        assertEquals("The bucket you tried to delete is not empty", refused.first("Message"));
        scene.s3().deleteObject(b -> b.bucket(bucket).key("k"));
        Expect.status(204, scene.send(Request.of("DELETE", "/" + bucket)));
    }

    @Test
    void bucketsAreListedInPages() {
        var base = scene.unused();
        var names = IntStream.range(0, 5).mapToObj(i -> base + "-" + i).toList();
        names.forEach(n ->
                Expect.status(200, scene.send(create(n, scene.cloud().identity().region()))));
        try {
            var listed = scene
                    .s3()
                    .listBucketsPaginator(b -> b.prefix(base + "-").maxBuckets(2))
                    .buckets()
                    .stream()
                    .map(Bucket::name)
                    .toList();
            assertEquals(names, listed);
            var page = scene.s3().listBuckets(b -> b.prefix(base + "-").maxBuckets(2));
            assertEquals(2, page.buckets().size());
            assertFalse(page.continuationToken().isEmpty());
            assertEquals(base + "-", page.prefix());
        } finally {
            names.forEach(n -> scene.s3().deleteBucket(b -> b.bucket(n)));
        }
    }

    @Test
    void bucketTagsAreReplacedAsAWhole() {
        var bucket = scene.bucket();
        Expect.error(404, "NoSuchTagSet", () -> scene.s3().getBucketTagging(b -> b.bucket(bucket)));
        for (var tag : List.of(tag("team", "sky"), tag("cost", "42"))) {
            scene.s3().putBucketTagging(b -> b.bucket(bucket).tagging(t -> t.tagSet(tag)));
            assertEquals(
                    List.of(tag),
                    scene.s3().getBucketTagging(b -> b.bucket(bucket)).tagSet());
        }
        Expect.error(400, "InvalidTag", () -> scene.s3()
                .putBucketTagging(b -> b.bucket(bucket).tagging(t -> t.tagSet(tag("a", "1"), tag("a", "2")))));
        Expect.status(204, scene.send(Request.of("DELETE", "/" + bucket).query("tagging")));
        Expect.error(404, "NoSuchTagSet", () -> scene.s3().getBucketTagging(b -> b.bucket(bucket)));
    }

    @Test
    void newBucketsBelongToTheirOwnerAlone() {
        var bucket = scene.bucket();
        var rules = scene.s3()
                .getBucketOwnershipControls(b -> b.bucket(bucket))
                .ownershipControls()
                .rules();
        assertEquals(ObjectOwnership.BUCKET_OWNER_ENFORCED, rules.getFirst().objectOwnership());
        assertEquals(
                "BucketOwner",
                scene.s3().getBucketRequestPayment(b -> b.bucket(bucket)).payerAsString());
    }

    @Test
    void theExpectedOwnerIsChecked() {
        var bucket = scene.bucket();
        Expect.status(
                200, scene.send(Request.of("GET", "/" + bucket).header("x-amz-expected-bucket-owner", "000000000000")));
        Expect.error(
                403,
                "AccessDenied",
                scene.send(Request.of("GET", "/" + bucket).header("x-amz-expected-bucket-owner", "111111111111")));
        Expect.error(
                403,
                "AccessDenied",
                scene.send(Request.object("PUT", bucket, "k")
                        .body("x")
                        .header("x-amz-expected-bucket-owner", "111111111111")));
        Expect.error(404, "NoSuchKey", scene.send(Request.object("GET", bucket, "k")));
    }

    @Test
    void xmlThatIsNoBucketConfigurationIsMalformed() {
        for (var body : List.of(
                "<CreateBucketConfiguration",
                "hello",
                "<Other/>",
                "<CreateBucketConfiguration><LocationConstraint>x</CreateBucketConfiguration>")) {
            Expect.error(
                    400,
                    "MalformedXML",
                    scene.send(Request.of("PUT", "/" + scene.unused()).body(body)));
        }
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static Request create(String bucket, String region) {
        var body = region.equals("us-east-1")
                ? ""
                : "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/"
                        + "2006-03-01/\"><LocationConstraint>" + region
                        + "</LocationConstraint></CreateBucketConfiguration>";
        return Request.of("PUT", "/" + bucket).body(body);
    }
}
