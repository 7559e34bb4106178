package haneul.s3.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import haneul.s3.model.Checksum.Algorithm;
import haneul.s3.model.ChecksumValue.Type;
import haneul.storage.CorruptException;
import haneul.storage.Extent;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordsTest {
    private static final Instant TIME = Instant.parse("2026-11-23T10:20:30.123456Z");
    private static final ChecksumValue CHECKSUM =
            new ChecksumValue(Algorithm.CRC64NVME, Type.FULL_OBJECT, "rosUhgp5mIg=");

    @Test
    void aVersionComesBackAsItWasStored() {
        var stored = version(new Body.Spread(new ContentId(77, -5)));
        assertEquals(stored, ObjectVersion.decode(stored.encode()));
        assertEquals(stored.listed(), ListedVersion.decode(stored.encode()));
    }

    @Test
    void inlinedBytesComeBack() {
        var decoded = ObjectVersion.decode(
                version(new Body.Inline(new byte[] {1, 2, 3})).encode());
        assertArrayEquals(new byte[] {1, 2, 3}, ((Body.Inline) decoded.body()).bytes());
    }

    @Test
    void aDeleteMarkerHasNeitherTagNorChecksum() {
        var listed = new ListedVersion(9, "id", true, TIME, 0, null, "STANDARD", null, "000000000000");
        var marker = new ObjectVersion(listed, Headers.NONE, Map.of(), Body.EMPTY, 0, null, 4);
        assertEquals(marker, ObjectVersion.decode(marker.encode()));
    }

    @Test
    void aBucketComesBackAsItWasStored() {
        var rule = new CorsRule("r", List.of("*"), List.of("GET"), List.of(), List.of("ETag"), 30);
        var open = new CorsRule(null, List.of("https://a.example"), List.of("PUT"), List.of("x-*"), List.of(), null);
        var bucket = new Bucket(
                -3,
                "photos",
                "000000000000",
                "ap-northeast-2",
                TIME,
                Versioning.SUSPENDED,
                "BucketOwnerEnforced",
                "BucketOwner",
                Map.of("k", "v"),
                List.of(rule, open));
        assertEquals(bucket, Bucket.decode(bucket.encode()));
    }

    @Test
    void uploadsAndPartsComeBack() {
        var upload = new Upload(
                "2f",
                TIME,
                "000000000000",
                "arn:aws:iam::000000000000:root",
                "STANDARD",
                Algorithm.SHA256,
                Type.COMPOSITE,
                Headers.NONE,
                Map.of("a", ""));
        assertEquals(upload, Upload.decode(upload.encode()));
        var part = new Part(5, "5d41402abc4b2a76b9719d911017c592", TIME, CHECKSUM, Body.EMPTY);
        assertEquals(part, Part.decode(part.encode()));
    }

    @Test
    void contentRowsComeBack() {
        var extents = new ContentRow.Extents(
                List.of(new Extent((short) 1, 2, 3, 1 << 20, -1), new Extent((short) 1, 2, 4, 7, Integer.MIN_VALUE)));
        assertEquals(extents, ContentRow.decode(ContentRow.encode(extents)));
        var parts = new ContentRow.Parts(List.of(
                new ContentRow.Parts.Part(1, 5 << 20, new ContentId(1, 1), "AAAAAA=="),
                new ContentRow.Parts.Part(10_000, 0, null, null)));
        assertEquals(parts, ContentRow.decode(ContentRow.encode(parts)));
        var bytes = ContentRow.decode(new byte[] {ContentRow.BYTES, 9, 8, 7});
        assertEquals(new ContentRow.Bytes(ByteBuffer.wrap(new byte[] {9, 8, 7})), bytes);
    }

    @Test
    void garbageComesBack() {
        for (var garbage : List.of(new Garbage.Content(new ContentId(1, 2)), new Garbage.Parts("2f"))) {
            assertEquals(garbage, Garbage.decode(garbage.encode()));
        }
    }

    @Test
    void aRecordCutAnywhereIsCorrupt() {
        var whole = version(new Body.Inline(new byte[40])).encode();
        for (int length = 0; length < whole.length; length++) {
            var cut = Arrays.copyOf(whole, length);
            assertThrows(CorruptException.class, () -> ObjectVersion.decode(cut), "cut to " + length + " bytes");
        }
    }

    @Test
    void aLayoutOfTheFutureIsRefused() {
        var record = version(Body.EMPTY).encode();
        record[0] = 99;
        assertThrows(CorruptException.class, () -> ObjectVersion.decode(record));
    }

    private static ObjectVersion version(Body body) {
        var listed = new ListedVersion(
                1_700_000_000_000_000L,
                "v".repeat(32),
                false,
                TIME,
                1L << 40,
                "5d41402abc4b2a76b9719d911017c592-3",
                "REDUCED_REDUNDANCY",
                CHECKSUM,
                "000000000000");
        var headers = new Headers("text/plain", null, "ko", null, "no-cache", "never", null, Map.of("a", "b"));
        return new ObjectVersion(listed, headers, Map.of("t", "1"), body, 3, "2f", 0);
    }
}
