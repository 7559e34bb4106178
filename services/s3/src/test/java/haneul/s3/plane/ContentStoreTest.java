package haneul.s3.plane;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.AwsException;
import haneul.kernel.FolderDisk;
import haneul.s3.ObjectStore;
import haneul.s3.model.Body;
import haneul.s3.model.Catalog.Entry;
import haneul.s3.model.Checksum.Algorithm;
import haneul.s3.model.Versioning;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentStoreTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private ObjectStore store;
    private Entry bucket;

    @BeforeEach
    void open() throws IOException {
        store = new ObjectStore(new FolderDisk(folder), 1);
        bucket = store.bucket("photos", Versioning.OFF);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static byte[] bytes(int size) {
        var bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        return bytes;
    }

    @Test
    void bytesOfEverySizeClassComeBackWholeAndInRanges() throws Exception {
        var random = new SplittableRandom(7);
        for (int size : new int[] {0, 1, 4096, 4097, 128 << 10, (128 << 10) + 1, MIB, MIB + 1, 3 * MIB + 17}) {
            var bytes = bytes(size);
            var version = store.put(bucket, "k" + size, bytes);
            assertEquals(
                    HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes)), version.etag());
            assertArrayEquals(bytes, store.read(bucket, "k" + size, null).orElseThrow(), size + " bytes");
            for (int i = 0; i < 20; i++) {
                int from = random.nextInt(size + 1);
                int length = random.nextInt(size - from + 1);
                var some = store.contents
                        .open(bucket.rows(), version.body(), from, length)
                        .orElseThrow();
                assertEquals(length, some.length());
                assertArrayEquals(
                        Arrays.copyOfRange(bytes, from, from + length),
                        ObjectStore.drain(some),
                        "bytes " + from + " to " + (from + length) + " of " + size);
            }
        }
    }

    @Test
    void smallBytesLiveInTheirRecordMediumOnesInARowLargeOnesInExtents() {
        assertInstanceOf(Body.Empty.class, store.write(bytes(0)).body());
        assertInstanceOf(Body.Inline.class, store.write(bytes(4096)).body());
        assertInstanceOf(Body.Row.class, store.write(bytes(4097)).body());
        assertInstanceOf(Body.Row.class, store.write(bytes(128 << 10)).body());
        var large = store.write(bytes((128 << 10) + 1));
        assertInstanceOf(Body.Spread.class, large.body());
        assertEquals(1, large.extents().size());
        store.contents.discard(large);
    }

    @Test
    void aLengthUnknownInAdvanceMakesNoDifference() throws IOException {
        for (int size : new int[] {0, 10, 5000, 200_000, 2 * MIB}) {
            var bytes = bytes(size);
            var known = store.write(bytes);
            var unknown = store.contents.write(ObjectStore.pieces(bytes, 999), -1, Algorithm.CRC64NVME, Algorithm.SHA1);
            assertEquals(known.etag(), unknown.etag());
            assertEquals(known.checksum(), unknown.checksum());
            assertEquals(known.body().getClass(), unknown.body().getClass(), size + " bytes");
            assertEquals(Algorithm.SHA1, unknown.claimed().algorithm());
        }
    }

    @Test
    void aBodyOfAnotherLengthThanAnnouncedIsRefusedAndLeavesNothing() {
        for (int size : new int[] {0, 10, 5000, 2 * MIB}) {
            for (int announced : new int[] {size + 1, Math.max(0, size - 1), 3 * MIB}) {
                if (announced != size) {
                    var error = assertThrows(
                            AwsException.class,
                            () -> store.contents.write(
                                    ObjectStore.pieces(bytes(size), 1000),
                                    announced,
                                    Algorithm.CRC32,
                                    Algorithm.CRC32));
                    assertEquals("IncompleteBody", error.code());
                }
            }
        }
        assertEquals(4, store.contents.buffers().available());
    }

    @Test
    void moreThanFiveGibibytesAreRefusedBeforeTheyAreRead() {
        var error = assertThrows(
                AwsException.class,
                () -> store.contents.write(
                        () -> {
                            throw new AssertionError("was read");
                        },
                        (5L << 30) + 1,
                        Algorithm.CRC32,
                        Algorithm.CRC32));
        assertEquals("EntityTooLarge", error.code());
        assertEquals("5368709120", error.details().get("MaxSizeAllowed"));
    }

    @Test
    void aSourceThatBreaksGivesItsBufferBack() {
        for (int i = 0; i < 10; i++) {
            var pieces = ObjectStore.pieces(bytes(2 * MIB), 100_000);
            assertThrows(
                    IOException.class,
                    () -> store.contents.write(
                            () -> {
                                var piece = pieces.next();
                                if (piece == null) {
                                    throw new IOException("the client is gone");
                                }
                                return piece;
                            },
                            4 * MIB,
                            Algorithm.CRC32,
                            Algorithm.CRC32));
        }
        assertEquals(4, store.contents.buffers().available());
    }

    @Test
    void whatIsBeingReadIsNotFreedThoughItWasOverwritten() {
        var bytes = bytes(3 * MIB);
        var version = store.put(bucket, "k", bytes);
        var reading = store.contents
                .open(bucket.rows(), version.body(), 0, bytes.length)
                .orElseThrow();
        store.put(bucket, "k", bytes(10));
        store.put(bucket, "other", bytes(2 * MIB));
        store.put(bucket, "other", bytes(10));
        ObjectStore.await(
                "other garbage is freed",
                () -> ObjectStore.all(bucket.rows().garbage()).size() == 1);
        assertFalse(bucket.rows().contents().scan(null, 1).rows().isEmpty());
        assertArrayEquals(bytes, ObjectStore.drain(reading));
        ObjectStore.awaitFreed(bucket.rows());
        assertTrue(bucket.rows().contents().scan(null, 1).rows().isEmpty());
        assertTrue(store.contents.open(bucket.rows(), version.body(), 0, 1).isEmpty(), "freed bytes are not opened");
        assertEquals(0, store.contents.pins().size());
    }

    @Test
    void closingTwiceReleasesOnce() {
        var version = store.put(bucket, "k", bytes(2 * MIB));
        var one = store.contents.open(bucket.rows(), version.body(), 0, 1).orElseThrow();
        var other = store.contents.open(bucket.rows(), version.body(), 0, 1).orElseThrow();
        one.close();
        one.close();
        assertEquals(1, store.contents.pins().size());
        other.close();
        assertEquals(0, store.contents.pins().size());
        assertThrows(IllegalStateException.class, other::next);
    }

    @Test
    void garbageLeftByAStoppedProcessIsFreedByTheNext() throws IOException {
        store.reclaimer().close();
        for (int i = 0; i < 5; i++) {
            store.put(bucket, "k", bytes(2 * MIB + i));
        }
        assertEquals(4, ObjectStore.all(bucket.rows().garbage()).size());
        store.storage().close();
        open();
        ObjectStore.awaitFreed(bucket.rows());
        assertEquals(1, ObjectStore.all(bucket.rows().contents()).size());
        assertArrayEquals(bytes(2 * MIB + 4), store.read(bucket, "k", null).orElseThrow());
    }

    @Test
    void aDeletedBucketsPartsAreFreedWithIt() {
        var upload = store.multipart.create(bucket, "k", made -> made);
        for (int number = 1; number <= 3; number++) {
            store.multipart.put(bucket, "k", upload.id(), number, store.write(bytes(2 * MIB + number)));
        }
        assertTrue(store.catalog.delete("photos", _ -> true));
        ObjectStore.await("the bucket's rows are dropped", () -> ObjectStore.all(store.catalog.orphans())
                .isEmpty());
        assertTrue(bucket.rows()
                .index()
                .scan(bucket.rows().partition(), null, null, 1)
                .rows()
                .isEmpty());
        var again = store.bucket("photos", Versioning.OFF);
        var error = assertThrows(
                AwsException.class, () -> store.multipart.put(again, "k", upload.id(), 4, store.write(bytes(10))));
        assertEquals("NoSuchUpload", error.code());
    }
}
