package haneul.acceptance.clients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.acceptance.Scene;
import java.io.ByteArrayInputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

/** The AWS SDK for Java: blocking, asynchronous, multipart, transfer manager, presigner. */
final class JavaSdkTest {

    private static final int MIB = 1 << 20;

    @RegisterExtension
    static final Scene scene = new Scene();

    @TempDir
    static Path folder;

    private static String bucket;
    private static S3AsyncClient async;
    private static S3AsyncClient parallel;

    @BeforeAll
    static void makeClients() {
        bucket = scene.bucket();
        async = builder().build();
        parallel = builder()
                .multipartEnabled(true)
                .multipartConfiguration(c -> c.minimumPartSizeInBytes(8L * MIB).thresholdInBytes(16L * MIB))
                .build();
    }

    @AfterAll
    static void closeClients() {
        async.close();
        parallel.close();
    }

    @Test
    void aStreamIsPutAndRead() throws Exception {
        var content = Scene.bytes(3 * MIB + 1, 1);
        scene.s3()
                .putObject(
                        b -> b.bucket(bucket).key("stream"),
                        RequestBody.fromInputStream(new ByteArrayInputStream(content), content.length));
        try (var got = scene.s3().getObject(b -> b.bucket(bucket).key("stream"))) {
            assertArrayEquals(content, got.readAllBytes());
        }
        assertThrows(NoSuchKeyException.class, () -> scene.s3()
                .getObject(b -> b.bucket(bucket).key("missing")));
    }

    @Test
    void manyRequestsRunAtOnce() {
        var puts = IntStream.range(0, 200)
                .mapToObj(i -> async.putObject(
                        b -> b.bucket(bucket).key("async/" + i), AsyncRequestBody.fromBytes(Scene.bytes(i * 100, i))))
                .toList();
        CompletableFuture.allOf(puts.toArray(CompletableFuture[]::new)).join();
        var gets = IntStream.range(0, 200)
                .mapToObj(i ->
                        async.getObject(b -> b.bucket(bucket).key("async/" + i), AsyncResponseTransformer.toBytes()))
                .toList();
        for (int i = 0; i < 200; i++) {
            assertArrayEquals(Scene.bytes(i * 100, i), gets.get(i).join().asByteArray());
        }
    }

    @Test
    void theTransferManagerMovesALargeFile() throws Exception {
        var file = folder.resolve("large");
        Files.write(file, Scene.bytes(70 * MIB + 12_345, 2));
        try (var transfers = S3TransferManager.builder().s3Client(parallel).build()) {
            transfers
                    .uploadFile(b -> b.source(file)
                            .putObjectRequest(p -> p.bucket(bucket).key("large")))
                    .completionFuture()
                    .join();
            var etag = scene.s3().headObject(b -> b.bucket(bucket).key("large")).eTag();
            assertTrue(etag.contains("-"), "not multipart: " + etag);
            var back = folder.resolve("back");
            transfers
                    .downloadFile(b -> b.destination(back)
                            .getObjectRequest(g -> g.bucket(bucket).key("large")))
                    .completionFuture()
                    .join();
            assertEquals(-1, Files.mismatch(file, back));
            transfers
                    .copy(b -> b.copyObjectRequest(c -> c.sourceBucket(bucket)
                            .sourceKey("large")
                            .destinationBucket(bucket)
                            .destinationKey("copied")))
                    .completionFuture()
                    .join();
            assertEquals(
                    Files.size(file),
                    scene.s3().headObject(b -> b.bucket(bucket).key("copied")).contentLength());
        }
    }

    @Test
    void theTransferManagerMovesAFolder() throws Exception {
        var tree = Client.tree(folder.resolve("up"));
        Files.delete(tree.resolve("empty")); // this SDK's manager cannot download empty objects, from AWS neither
        var down = folder.resolve("down");
        try (var transfers = S3TransferManager.builder().s3Client(parallel).build()) {
            var up = transfers
                    .uploadDirectory(b -> b.source(tree).bucket(bucket).s3Prefix("folder"))
                    .completionFuture()
                    .join();
            assertEquals(List.of(), up.failedTransfers());
            var got = transfers
                    .downloadDirectory(b -> b.bucket(bucket)
                            .destination(down)
                            .listObjectsV2RequestTransformer(l -> l.prefix("folder/")))
                    .completionFuture()
                    .join();
            assertEquals(List.of(), got.failedTransfers());
        }
        try (var files = Files.walk(tree)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertEquals(
                        -1,
                        Files.mismatch(file, down.resolve(tree.relativize(file).toString())),
                        file.toString());
            }
        }
    }

    @Test
    void aStreamOfUnknownLengthBecomesParts() {
        var body = AsyncRequestBody.forBlockingInputStream(null);
        var put = parallel.putObject(b -> b.bucket(bucket).key("unknown"), body);
        body.writeInputStream(new ByteArrayInputStream(Scene.bytes(20 * MIB, 3)));
        put.join();
        assertArrayEquals(
                Scene.bytes(20 * MIB, 3),
                scene.s3()
                        .getObjectAsBytes(b -> b.bucket(bucket).key("unknown"))
                        .asByteArray());
    }

    @Test
    void aPresignedUrlWorksWithoutTheSdk() throws Exception {
        try (var presigner = S3Presigner.builder()
                .endpointOverride(scene.endpoint())
                .region(Region.of(scene.cloud().identity().region()))
                .credentialsProvider(Scene.credentials(scene.cloud().identity()))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build()) {
            var put = presigner.presignPutObject(p -> p.signatureDuration(Duration.ofMinutes(5))
                    .putObjectRequest(o -> o.bucket(bucket).key("by url").contentType("text/plain")));
            var upload = (HttpURLConnection) put.url().openConnection();
            upload.setRequestMethod("PUT");
            upload.setRequestProperty("Content-Type", "text/plain");
            upload.setDoOutput(true);
            upload.getOutputStream().write("presigned".getBytes());
            assertEquals(200, upload.getResponseCode());
            URL get = presigner
                    .presignGetObject(p -> p.signatureDuration(Duration.ofMinutes(5))
                            .getObjectRequest(o -> o.bucket(bucket).key("by url")))
                    .url();
            try (var in = get.openStream()) {
                assertEquals("presigned", new String(in.readAllBytes()));
            }
        }
    }

    private static S3AsyncClientBuilder builder() {
        return S3AsyncClient.builder()
                .endpointOverride(scene.endpoint())
                .forcePathStyle(true)
                .region(Region.of(scene.cloud().identity().region()))
                .credentialsProvider(Scene.credentials(scene.cloud().identity()))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .maxConcurrency(32)
                        .connectionAcquisitionTimeout(Duration.ofSeconds(60)));
    }
}
