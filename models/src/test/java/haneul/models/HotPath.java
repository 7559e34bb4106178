package haneul.models;

import haneul.wire.Exchange;
import haneul.wire.codec.Codec;
import haneul.wire.codec.Query;
import haneul.wire.codec.RequestParts;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Prints what S3's hottest operations cost in the codec, in processor time; run by hand:
 * {@code java ... haneul.models.HotPath}.
 */
final class HotPath {
    private static final List<Exchange.Header> HEADERS = List.of(
            new Exchange.Header("Host", "bucket.s3.localhost:9000"),
            new Exchange.Header("User-Agent", "Boto3/1.43.11 md/Botocore#1.43.11 ua/2.1 os/linux"),
            new Exchange.Header("Content-Type", "binary/octet-stream"),
            new Exchange.Header("X-Amz-Date", "20261123T190000Z"),
            new Exchange.Header("X-Amz-Content-SHA256", "UNSIGNED-PAYLOAD"),
            new Exchange.Header(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=AKID/20261123/us-east-1/s3/aws4_request, Signature=0"),
            new Exchange.Header("amz-sdk-invocation-id", "0c6b0a1e-0000-0000-0000-000000000000"),
            new Exchange.Header("amz-sdk-request", "attempt=1"),
            new Exchange.Header("x-amz-checksum-crc32", "AAAAAA=="),
            new Exchange.Header("x-amz-sdk-checksum-algorithm", "CRC32"),
            new Exchange.Header("x-amz-meta-owner", "me"),
            new Exchange.Header("Content-Length", "1024"));

    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

    private HotPath() {}

    public static void main(String[] arguments) {
        var s3 = Models.service("s3");
        var put = s3.operation("PutObject").orElseThrow();
        var get = s3.operation("GetObject").orElseThrow();
        var list = s3.operation("ListObjectsV2").orElseThrow();
        var upload = new RequestParts(
                "PUT", "/bucket/folder/object-0001.bin", Query.parse("x-id=PutObject"), HEADERS, new byte[0]);
        var download = new RequestParts(
                "GET", "/bucket/folder/object-0001.bin", Query.EMPTY, HEADERS.subList(0, 8), new byte[0]);
        var stored = PutObjectResponse.builder()
                .eTag("\"d41d8cd98f00b204e9800998ecf8427e\"")
                .checksumCRC32("AAAAAA==")
                .versionId("v")
                .build();
        var read = GetObjectResponse.builder()
                .eTag("\"d41d8cd98f00b204e9800998ecf8427e\"")
                .contentLength(1024L)
                .contentType("binary/octet-stream")
                .acceptRanges("bytes")
                .lastModified(Instant.ofEpochSecond(1_790_000_000))
                .checksumCRC32("AAAAAA==")
                .build();
        var page = ListObjectsV2Response.builder()
                .name("bucket")
                .keyCount(1000)
                .isTruncated(true)
                .contents(java.util.stream.IntStream.range(0, 1000)
                        .mapToObj(i -> software.amazon.awssdk.services.s3.model.S3Object.builder()
                                .key("folder/object-" + i)
                                .size(1024L)
                                .eTag("\"d41d8cd98f00b204e9800998ecf8427e\"")
                                .storageClass("STANDARD")
                                .lastModified(Instant.ofEpochSecond(1_790_000_000))
                                .build())
                        .toList())
                .build();
        for (int round = 0; round < 3; round++) {
            time("route PutObject", 300_000, () -> s3.route("PUT", upload.rawPath(), upload.query(), HotPath::header));
            time("decode PutObject", 300_000, () -> Codec.decode(s3, put, upload));
            time("encode PutObject", 300_000, () -> Codec.encode(s3, put, stored, "ID"));
            time(
                    "route GetObject",
                    300_000,
                    () -> s3.route("GET", download.rawPath(), download.query(), HotPath::header));
            time("decode GetObject", 300_000, () -> Codec.decode(s3, get, download));
            time("encode GetObject", 300_000, () -> Codec.encode(s3, get, read, "ID"));
            time("encode ListObjectsV2 of 1000", 1_000, () -> Codec.encode(s3, list, page, "ID"));
        }
    }

    private static Optional<String> header(String name) {
        for (var header : HEADERS) {
            if (header.name().equalsIgnoreCase(name)) {
                return Optional.of(header.value());
            }
        }
        return Optional.empty();
    }

    private static void time(String what, int times, Supplier<Object> work) {
        int sink = 0;
        long start = THREAD.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            sink += System.identityHashCode(work.get()) & 1;
        }
        System.out.printf(
                "%-30s %8.2f us %s%n",
                what, (THREAD.getCurrentThreadCpuTime() - start) / 1e3 / times, sink < 0 ? "!" : "");
    }
}
