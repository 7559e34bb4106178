package haneul.s3.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.s3.Limits;
import haneul.s3.S3Server;
import haneul.s3.SignedHttp;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.MFADelete;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.Payer;
import software.amazon.awssdk.services.s3.model.Permission;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

class BucketsTest {
    @TempDir
    static Path folder;

    private static S3Server server;
    private static S3Client seoul;
    private static S3Client virginia;

    @BeforeAll
    static void start() {
        server = S3Server.start(folder, new Limits(20));
        seoul = server.client();
        virginia = server.client(S3Server.KEY, "us-east-1");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static void create(String name) {
        seoul.createBucket(request -> request.bucket(name)
                .createBucketConfiguration(configuration -> configuration.locationConstraint(S3Server.REGION)));
    }

    private static void delete(String... names) {
        for (var name : names) {
            seoul.deleteBucket(request -> request.bucket(name));
        }
    }

    private static S3Exception error(String code, int status, Executable executable) {
        var error = assertThrows(S3Exception.class, executable);
        assertEquals(code, error.awsErrorDetails().errorCode(), error.getMessage());
        assertEquals(status, error.statusCode());
        return error;
    }

    @Test
    void aBucketIsCreatedFoundAndDeleted() {
        create("first-bucket");
        var head = seoul.headBucket(request -> request.bucket("first-bucket"));
        assertEquals(S3Server.REGION, head.bucketRegion());
        assertFalse(head.accessPointAlias());
        assertEquals(
                S3Server.REGION,
                seoul.getBucketLocation(request -> request.bucket("first-bucket"))
                        .locationConstraintAsString());
        delete("first-bucket");
        error("NoSuchBucket", 404, () -> delete("first-bucket"));
        assertEquals(
                404,
                assertThrows(S3Exception.class, () -> seoul.headBucket(request -> request.bucket("first-bucket")))
                        .statusCode());
    }

    @Test
    void aNameIsTakenOnce() {
        create("taken");
        error("BucketAlreadyOwnedByYou", 409, () -> create("taken"));
        error("BucketAlreadyOwnedByYou", 409, () -> virginia.createBucket(request -> request.bucket("taken")));
        var other = server.client(S3Server.OTHER_KEY, "us-east-1");
        error("BucketAlreadyExists", 409, () -> other.createBucket(request -> request.bucket("taken")));
        delete("taken");
    }

    @Test
    void theClassicRegionForgivesCreatingTwice() {
        virginia.createBucket(request -> request.bucket("classic"));
        var again = virginia.createBucket(request -> request.bucket("classic"));
        assertEquals("/classic", again.location());
        assertEquals(
                "",
                virginia.getBucketLocation(request -> request.bucket("classic")).locationConstraintAsString());
        virginia.deleteBucket(request -> request.bucket("classic"));
    }

    @Test
    void theLocationFollowsTheEndpoint() throws Exception {
        var unspecified = new SignedHttp(server).send("PUT", "/nowhere", Map.of(), new byte[0]);
        assertTrue(unspecified
                .text()
                .contains("<Code>IllegalLocationConstraintException</Code><Message>The "
                        + "unspecified location constraint is incompatible for the region specific "
                        + "endpoint this request was sent to."));
        error(
                "IllegalLocationConstraintException",
                400,
                () -> seoul.createBucket(request -> request.bucket("nowhere")
                        .createBucketConfiguration(configuration -> configuration.locationConstraint("eu-west-1"))));
        error(
                "InvalidLocationConstraint",
                400,
                () -> virginia.createBucket(request -> request.bucket("nowhere")
                        .createBucketConfiguration(configuration -> configuration.locationConstraint("atlantis-1"))));
        error(
                "InvalidLocationConstraint",
                400,
                () -> virginia.createBucket(request -> request.bucket("nowhere")
                        .createBucketConfiguration(configuration -> configuration.locationConstraint("us-east-1"))));
        virginia.createBucket(request -> request.bucket("irish")
                .createBucketConfiguration(configuration -> configuration.locationConstraint("EU")));
        var ireland = server.client(S3Server.KEY, "eu-west-1");
        assertEquals(
                "eu-west-1",
                ireland.getBucketLocation(request -> request.bucket("irish")).locationConstraintAsString());
        var wrong = error(
                "AuthorizationHeaderMalformed",
                400,
                () -> virginia.getBucketLocation(request -> request.bucket("irish")));
        assertEquals(
                "eu-west-1",
                wrong.awsErrorDetails()
                        .sdkHttpResponse()
                        .firstMatchingHeader("x-amz-bucket-region")
                        .orElse(""));
        ireland.deleteBucket(request -> request.bucket("irish"));
    }

    @Test
    void theQuotaHolds() {
        var names = IntStream.range(0, 25).mapToObj("quota-%02d"::formatted).toList();
        int owned = seoul.listBuckets().buckets().size();
        int free = 20 - owned;
        names.subList(0, free).forEach(BucketsTest::create);
        error("TooManyBuckets", 400, () -> create(names.get(free)));
        delete(names.getFirst());
        create(names.get(free));
        delete(names.subList(1, free + 1).toArray(String[]::new));
    }

    @Test
    void bucketsAreListedByPage() {
        for (var name : List.of("list-a", "list-b", "list-c", "other")) {
            create(name);
        }
        var page = seoul.listBuckets(request -> request.prefix("list-").maxBuckets(2));
        assertEquals(
                List.of("list-a", "list-b"),
                page.buckets().stream().map(Bucket::name).toList());
        assertEquals(S3Server.REGION, page.buckets().getFirst().bucketRegion());
        assertEquals("list-", page.prefix());
        assertEquals(64, page.owner().id().length());
        var token = page.continuationToken();
        var rest = seoul.listBuckets(
                request -> request.prefix("list-").maxBuckets(2).continuationToken(token));
        assertEquals(
                List.of("list-c"), rest.buckets().stream().map(Bucket::name).toList());
        assertNull(rest.continuationToken());
        assertTrue(seoul.listBuckets(request -> request.bucketRegion("us-east-1"))
                .buckets()
                .isEmpty());
        var forged = (token.charAt(0) == 'A' ? "B" : "A") + token.substring(1);
        error("InvalidArgument", 400, () -> seoul.listBuckets(request -> request.continuationToken(forged)));
        error("InvalidArgument", 400, () -> seoul.listBuckets(request -> request.maxBuckets(0)));
        delete("list-a", "list-b", "list-c", "other");
    }

    @Test
    void anotherOwnerThanExpectedIsDenied() {
        create("owned");
        seoul.getBucketVersioning(request -> request.bucket("owned").expectedBucketOwner(S3Server.ACCOUNT));
        error(
                "AccessDenied",
                403,
                () -> seoul.getBucketVersioning(
                        request -> request.bucket("owned").expectedBucketOwner(S3Server.OTHER_ACCOUNT)));
        error(
                "InvalidBucketOwnerAWSAccountID",
                400,
                () -> seoul.getBucketVersioning(
                        request -> request.bucket("owned").expectedBucketOwner("me")));
        delete("owned");
    }

    @Test
    void versioningIsEnabledAndSuspendedButNeverTurnedOff() {
        create("versioned");
        assertNull(seoul.getBucketVersioning(request -> request.bucket("versioned"))
                .status());
        for (var status : List.of(BucketVersioningStatus.ENABLED, BucketVersioningStatus.SUSPENDED)) {
            seoul.putBucketVersioning(request ->
                    request.bucket("versioned").versioningConfiguration(configuration -> configuration.status(status)));
            assertEquals(
                    status,
                    seoul.getBucketVersioning(request -> request.bucket("versioned"))
                            .status());
        }
        error(
                "IllegalVersioningConfigurationException",
                400,
                () -> seoul.putBucketVersioning(
                        request -> request.bucket("versioned").versioningConfiguration(configuration -> {})));
        error(
                "NotImplemented",
                501,
                () -> seoul.putBucketVersioning(
                        request -> request.bucket("versioned").versioningConfiguration(configuration -> configuration
                                .status(BucketVersioningStatus.ENABLED)
                                .mfaDelete(MFADelete.ENABLED))));
        delete("versioned");
    }

    @Test
    void tagsAreKeptAndChecked() {
        create("tagged");
        error("NoSuchTagSet", 404, () -> seoul.getBucketTagging(request -> request.bucket("tagged")));
        var tags = List.of(tag("team", "storage"), tag("stage", ""));
        seoul.putBucketTagging(request -> request.bucket("tagged").tagging(tagging -> tagging.tagSet(tags)));
        assertEquals(
                tags,
                seoul.getBucketTagging(request -> request.bucket("tagged")).tagSet());
        refused("InvalidTag", tag("a", "1"), tag("a", "2"));
        refused("InvalidTag", tag("aws:name", "1"));
        refused("InvalidTag", tag("", "1"));
        refused("InvalidTag", tag("k".repeat(129), "1"));
        refused("InvalidTag", tag("k", "v".repeat(257)));
        refused("InvalidTag", tag("k", "<"));
        refused(
                "BadRequest",
                IntStream.range(0, 51).mapToObj(i -> tag("k" + i, "")).toArray(Tag[]::new));
        seoul.deleteBucketTagging(request -> request.bucket("tagged"));
        error("NoSuchTagSet", 404, () -> seoul.getBucketTagging(request -> request.bucket("tagged")));
        delete("tagged");
    }

    private static void refused(String code, Tag... tags) {
        error(
                code,
                400,
                () -> seoul.putBucketTagging(
                        request -> request.bucket("tagged").tagging(tagging -> tagging.tagSet(tags))));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @Test
    void theOwnerOwnsEverything() {
        create("enforced");
        var controls = seoul.getBucketOwnershipControls(request -> request.bucket("enforced"))
                .ownershipControls();
        assertEquals(
                ObjectOwnership.BUCKET_OWNER_ENFORCED,
                controls.rules().getFirst().objectOwnership());
        var acl = seoul.getBucketAcl(request -> request.bucket("enforced"));
        assertEquals(Permission.FULL_CONTROL, acl.grants().getFirst().permission());
        assertEquals(acl.owner().id(), acl.grants().getFirst().grantee().id());
        error(
                "AccessControlListNotSupported",
                400,
                () -> seoul.putBucketAcl(request -> request.bucket("enforced").acl(BucketCannedACL.PRIVATE)));
        var writer = OwnershipControlsRule.builder()
                .objectOwnership(ObjectOwnership.OBJECT_WRITER)
                .build();
        error(
                "NotImplemented",
                501,
                () -> seoul.putBucketOwnershipControls(
                        request -> request.bucket("enforced").ownershipControls(wanted -> wanted.rules(writer))));
        error(
                "InvalidBucketAclWithObjectOwnership",
                400,
                () -> virginia.createBucket(request -> request.bucket("public").acl(BucketCannedACL.PUBLIC_READ)));
        error(
                "NotImplemented",
                501,
                () -> virginia.createBucket(request -> request.bucket("locked").objectLockEnabledForBucket(true)));
        assertTrue(seoul.getPublicAccessBlock(request -> request.bucket("enforced"))
                .publicAccessBlockConfiguration()
                .restrictPublicBuckets());
        delete("enforced");
    }

    @Test
    void whatIsNotThereIsSaidNotToBe() {
        create("plain");
        error("NoSuchBucketPolicy", 404, () -> seoul.getBucketPolicy(request -> request.bucket("plain")));
        error(
                "NoSuchLifecycleConfiguration",
                404,
                () -> seoul.getBucketLifecycleConfiguration(request -> request.bucket("plain")));
        error("NoSuchWebsiteConfiguration", 404, () -> seoul.getBucketWebsite(request -> request.bucket("plain")));
        error("NoSuchCORSConfiguration", 404, () -> seoul.getBucketCors(request -> request.bucket("plain")));
        assertNull(seoul.getBucketLogging(request -> request.bucket("plain")).loggingEnabled());
        error("NoSuchBucket", 404, () -> seoul.getBucketLogging(request -> request.bucket("absent")));
        error(
                "NotImplemented",
                501,
                () -> seoul.putBucketPolicy(request -> request.bucket("plain").policy("{}")));
        delete("plain");
    }

    @Test
    void strangersPayOrGo() {
        create("paid");
        var stranger = server.client(S3Server.OTHER_KEY, S3Server.REGION);
        assertEquals(
                Payer.BUCKET_OWNER,
                seoul.getBucketRequestPayment(request -> request.bucket("paid")).payer());
        stranger.headBucket(request -> request.bucket("paid"));
        seoul.putBucketRequestPayment(request -> request.bucket("paid")
                .requestPaymentConfiguration(configuration -> configuration.payer(Payer.REQUESTER)));
        assertEquals(
                403,
                assertThrows(S3Exception.class, () -> stranger.headBucket(request -> request.bucket("paid")))
                        .statusCode());
        seoul.headBucket(request -> request.bucket("paid"));
        delete("paid");
    }
}
