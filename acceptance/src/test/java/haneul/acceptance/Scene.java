package haneul.acceptance;

import java.net.URI;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** What a test class needs of the shared cloud: buckets of its own, an SDK client, signed requests. */
public final class Scene implements AfterAllCallback {

    private final List<String> buckets = new ArrayList<>();
    private final Map<String, String> options;
    private Cloud own;
    private S3Client client;

    /** On the cloud that most classes share. */
    public Scene() {
        this(null);
    }

    private Scene(Map<String, String> options) {
        this.options = options;
    }

    /** On a cloud of this class alone, started with such variables, for tests that measure or kill it. */
    public static Scene alone(Map<String, String> options) {
        return new Scene(options);
    }

    public synchronized Cloud cloud() {
        if (options == null) {
            return Cloud.shared();
        }
        if (own == null) {
            Assumptions.assumeTrue(Cloud.launcherAvailable(), "needs the launcher: -Dhaneul.launcher=/path/to/haneul");
            own = Cloud.start(options);
        }
        return own;
    }

    /** A new bucket with a name of its own. */
    public String bucket() {
        var name = unused();
        s3().createBucket(b -> b.bucket(name)
                .createBucketConfiguration(
                        c -> c.locationConstraint(cloud().identity().region())));
        return name;
    }

    /** A new bucket with versioning on. */
    public String versionedBucket() {
        var name = bucket();
        versioning(name, BucketVersioningStatus.ENABLED);
        return name;
    }

    public void versioning(String bucket, BucketVersioningStatus status) {
        s3().putBucketVersioning(b -> b.bucket(bucket).versioningConfiguration(v -> v.status(status)));
    }

    /** A bucket name nobody uses; the bucket is removed at the end if the test made it. */
    public synchronized String unused() {
        var name = "acceptance-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        buckets.add(name);
        return name;
    }

    /** The blocking SDK client, path style. */
    public synchronized S3Client s3() {
        if (client == null) {
            client = sdk(cloud().identity());
        }
        return client;
    }

    /** A blocking SDK client under another identity. */
    public S3Client sdk(Identity identity) {
        return S3Client.builder()
                .endpointOverride(cloud().endpoint())
                .region(Region.of(identity.region()))
                .credentialsProvider(credentials(identity))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    public static StaticCredentialsProvider credentials(Identity identity) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(identity.accessKey(), identity.secretKey()));
    }

    /** Sends a request signed with the root key. */
    public Reply send(Request request) {
        return cloud().send(request);
    }

    public URI endpoint() {
        return cloud().endpoint();
    }

    /** Bytes that depend only on the seed. */
    public static byte[] bytes(int length, long seed) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (options == null && !cloud().own()) {
            buckets.forEach(this::remove);
        }
        if (client != null) {
            client.close();
        }
        if (own != null) {
            own.close();
        }
    }

    private void remove(String bucket) {
        if (cloud().send(Request.of("HEAD", "/" + bucket)).status() == 404) {
            return;
        }
        for (var page : s3().listObjectVersionsPaginator(b -> b.bucket(bucket))) {
            page.versions().forEach(v -> s3().deleteObject(
                            b -> b.bucket(bucket).key(v.key()).versionId(v.versionId())));
            page.deleteMarkers().forEach(m -> s3().deleteObject(
                            b -> b.bucket(bucket).key(m.key()).versionId(m.versionId())));
        }
        for (var page : s3().listMultipartUploadsPaginator(b -> b.bucket(bucket))) {
            page.uploads().forEach(u -> s3().abortMultipartUpload(
                            b -> b.bucket(bucket).key(u.key()).uploadId(u.uploadId())));
        }
        s3().deleteBucket(b -> b.bucket(bucket));
    }
}
