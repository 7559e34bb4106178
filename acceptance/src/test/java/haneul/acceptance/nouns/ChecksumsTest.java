package haneul.acceptance.nouns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import haneul.acceptance.Checksum;
import haneul.acceptance.ChunkedBody;
import haneul.acceptance.Expect;
import haneul.acceptance.Request;
import haneul.acceptance.Scene;
import haneul.acceptance.Signer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;

/** AWS: "Checking object integrity in Amazon S3", S3 User Guide. */
final class ChecksumsTest {

    private static final byte[] CONTENT = Scene.bytes(200_000, 11);

    @RegisterExtension
    static final Scene scene = new Scene();

    private static String bucket;

    @BeforeAll
    static void makeBucket() {
        bucket = scene.bucket();
    }

    @Test
    void ourOwnArithmeticIsRight() {
        assertEquals("rosUhgp5mIg=", Checksum.CRC64NVME.of("123456789".getBytes()));
        assertEquals("4waSgw==", Checksum.CRC32C.of("123456789".getBytes()));
    }

    @ParameterizedTest
    @EnumSource
    void aHeaderIsVerifiedStoredAndTold(Checksum checksum) {
        var key = "header-" + checksum;
        var right = checksum.of(CONTENT);
        var put = Request.object("PUT", bucket, key).body(CONTENT);
        Expect.error(400, "BadDigest", scene.send(put.header(checksum.header(), checksum.of(new byte[1]))));
        Expect.error(400, "InvalidRequest", scene.send(put.header(checksum.header(), "AAAA")));
        Expect.error(404, "NoSuchKey", scene.send(Request.object("GET", bucket, key)));

        var stored = Expect.status(200, scene.send(put.header(checksum.header(), right)));
        assertEquals(right, stored.header(checksum.header()).orElse("none"));
        assertEquals("FULL_OBJECT", stored.header("x-amz-checksum-type").orElse("none"));
        var got = scene.send(Request.object("GET", bucket, key).header("x-amz-checksum-mode", "ENABLED"));
        assertEquals(right, got.header(checksum.header()).orElse("none"));
        var head = scene.send(Request.object("HEAD", bucket, key).header("x-amz-checksum-mode", "ENABLED"));
        assertEquals(right, head.header(checksum.header()).orElse("none"));
        assertEquals(
                "none",
                scene.send(Request.object("GET", bucket, key))
                        .header(checksum.header())
                        .orElse("none"));
    }

    @ParameterizedTest
    @EnumSource
    void aTrailerIsVerifiedStoredAndTold(Checksum checksum) {
        var key = "trailer-" + checksum;
        var signer = Signer.s3(scene.cloud().identity());
        var host = scene.cloud().host();
        var put = Request.object("PUT", bucket, key);
        var right = checksum.of(CONTENT);
        var wrong = checksum.of(new byte[1]);
        Expect.error(
                400,
                "BadDigest",
                scene.cloud()
                        .sendRaw(ChunkedBody.unsigned(signer, put, host, CONTENT, 65_536, checksum.header(), wrong)));
        Expect.error(
                400,
                "BadDigest",
                scene.cloud()
                        .sendRaw(ChunkedBody.signed(signer, put, host, CONTENT, 65_536, checksum.header(), wrong)));
        Expect.status(404, scene.send(Request.object("HEAD", bucket, key)));

        for (var request : new Request[] {
            ChunkedBody.unsigned(signer, put, host, CONTENT, 65_536, checksum.header(), right),
            ChunkedBody.signed(signer, put, host, CONTENT, 65_536, checksum.header(), right)
        }) {
            assertEquals(
                    right,
                    Expect.status(200, scene.cloud().sendRaw(request))
                            .header(checksum.header())
                            .orElse("none"));
            var got = scene.send(Request.object("GET", bucket, key).header("x-amz-checksum-mode", "ENABLED"));
            assertArrayEquals(CONTENT, got.body());
            assertEquals(right, got.header(checksum.header()).orElse("none"));
            assertEquals("none", got.header("Content-Encoding").orElse("none"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ChecksumAlgorithm.class,
            names = {"CRC32", "CRC32_C", "SHA1", "SHA256"})
    void theJavaSdkVerifiesOurAnswers(ChecksumAlgorithm algorithm) {
        var key = "sdk-" + algorithm;
        scene.s3()
                .putObject(b -> b.bucket(bucket).key(key).checksumAlgorithm(algorithm), RequestBody.fromBytes(CONTENT));
        var got = scene.s3().getObjectAsBytes(b -> b.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED));
        assertArrayEquals(CONTENT, got.asByteArray());
    }

    @Test
    void withoutAChecksumTheServerComputesOne() {
        var stored = Expect.status(
                200, scene.send(Request.object("PUT", bucket, "none").body(CONTENT)));
        assertEquals(
                Checksum.CRC64NVME.of(CONTENT),
                stored.header("x-amz-checksum-crc64nvme").orElse("none"));
        var head = scene.send(Request.object("HEAD", bucket, "none").header("x-amz-checksum-mode", "ENABLED"));
        assertEquals(
                Checksum.CRC64NVME.of(CONTENT),
                head.header("x-amz-checksum-crc64nvme").orElse("none"));
    }

    @Test
    void oneChecksumIsEnough() {
        Expect.error(
                400,
                "InvalidRequest",
                scene.send(Request.object("PUT", bucket, "two")
                        .body(CONTENT)
                        .header(Checksum.CRC32.header(), Checksum.CRC32.of(CONTENT))
                        .header(Checksum.SHA1.header(), Checksum.SHA1.of(CONTENT))));
        Expect.error(
                400,
                "InvalidRequest",
                scene.send(Request.object("PUT", bucket, "two")
                        .body(CONTENT)
                        .header("x-amz-sdk-checksum-algorithm", "CRC31")));
    }

    @Test
    void aCopyMayBeGivenAnotherChecksum() {
        Expect.status(
                200,
                scene.send(Request.object("PUT", bucket, "original")
                        .body(CONTENT)
                        .header(Checksum.CRC32.header(), Checksum.CRC32.of(CONTENT))));
        var copied = Expect.status(
                200,
                scene.send(Request.object("PUT", bucket, "copy")
                        .header("x-amz-copy-source", bucket + "/original")
                        .header("x-amz-checksum-algorithm", "SHA256")));
        assertEquals(Checksum.SHA256.of(CONTENT), copied.first("ChecksumSHA256"));
    }

    @Test
    void chunksWithoutATrailerAreReadToo() {
        var signer = Signer.s3(scene.cloud().identity());
        for (int size : new int[] {0, 1, 8192, 200_000}) {
            var content = Scene.bytes(size, size);
            var put = ChunkedBody.signed(
                    signer,
                    Request.object("PUT", bucket, "chunks").header("Content-Encoding", "gzip"),
                    scene.cloud().host(),
                    content,
                    8192);
            Expect.status(200, scene.cloud().sendRaw(put));
            assertArrayEquals(
                    content, scene.send(Request.object("GET", bucket, "chunks")).body());
        }
    }
}
