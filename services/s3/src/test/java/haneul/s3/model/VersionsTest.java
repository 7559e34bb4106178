package haneul.s3.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.AwsException;
import haneul.kernel.FolderDisk;
import haneul.s3.ObjectStore;
import haneul.s3.model.Catalog.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionsTest {
    @TempDir
    Path folder;

    private ObjectStore store;

    @BeforeEach
    void open() throws IOException {
        store = new ObjectStore(new FolderDisk(folder), 1);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private void has(Entry bucket, String versionId, String text) {
        assertArrayEquals(bytes(text), store.read(bucket, "k", versionId).orElseThrow());
    }

    private void lacks(Entry bucket, String versionId) {
        assertTrue(store.read(bucket, "k", versionId).isEmpty());
    }

    @Test
    void withoutVersioningAPutReplacesAndADeleteRemoves() {
        var bucket = store.bucket("b", Versioning.OFF);
        assertNull(store.put(bucket, "k", bytes("one")).listed().versionId());
        store.put(bucket, "k", bytes("two"));
        has(bucket, null, "two");
        has(bucket, "null", "two");
        assertTrue(ObjectStore.all(bucket.rows().noncurrent()).isEmpty());
        assertEquals(new Versions.Deletion(false, null), store.delete(bucket, "k", null));
        lacks(bucket, null);
        assertEquals(new Versions.Deletion(false, null), store.delete(bucket, "k", null));
    }

    @Test
    void withVersioningEveryPutKeepsWhatWasThere() {
        var bucket = store.bucket("b", Versioning.ENABLED);
        var one = store.put(bucket, "k", bytes("one")).listed().versionId();
        var two = store.put(bucket, "k", bytes("two")).listed().versionId();
        has(bucket, null, "two");
        has(bucket, one, "one");
        has(bucket, two, "two");
        assertEquals(32, one.length());
        lacks(bucket, "null");
    }

    @Test
    void aDeleteMarkerHidesAndItsDeletionBringsBack() {
        var bucket = store.bucket("b", Versioning.ENABLED);
        var one = store.put(bucket, "k", bytes("one")).listed().versionId();
        var marker = store.delete(bucket, "k", null);
        assertTrue(marker.deleteMarker());
        lacks(bucket, null);
        has(bucket, one, "one");
        assertEquals(marker, store.delete(bucket, "k", marker.versionId()));
        has(bucket, null, "one");
    }

    @Test
    void deletingTheCurrentVersionPromotesTheNewestOther() {
        var bucket = store.bucket("b", Versioning.ENABLED);
        var ids = new ArrayList<String>();
        for (var text : List.of("one", "two", "three")) {
            ids.add(store.put(bucket, "k", bytes(text)).listed().versionId());
        }
        store.put(bucket, "k\0", bytes("a neighbour"));
        store.put(bucket, "k!", bytes("another"));
        store.delete(bucket, "k", ids.get(1));
        has(bucket, null, "three");
        assertEquals(new Versions.Deletion(false, ids.get(2)), store.delete(bucket, "k", ids.get(2)));
        has(bucket, null, "one");
        store.delete(bucket, "k", ids.get(0));
        lacks(bucket, null);
        assertEquals(2, ObjectStore.all(bucket.rows().current()).size());
    }

    @Test
    void whatWasPutBeforeVersioningIsTheNullVersion() {
        var bucket = store.bucket("b", Versioning.OFF);
        store.put(bucket, "k", bytes("plain"));
        bucket = store.set("b", Versioning.ENABLED);
        store.put(bucket, "k", bytes("named"));
        has(bucket, "null", "plain");
        has(bucket, null, "named");
        assertEquals(new Versions.Deletion(false, "null"), store.delete(bucket, "k", "null"));
        lacks(bucket, "null");
        has(bucket, null, "named");
    }

    @Test
    void whileSuspendedOnlyTheNullVersionIsReplaced() {
        var bucket = store.bucket("b", Versioning.ENABLED);
        var named = store.put(bucket, "k", bytes("named")).listed().versionId();
        bucket = store.set("b", Versioning.SUSPENDED);
        store.put(bucket, "k", bytes("null one"));
        store.put(bucket, "k", bytes("null two"));
        has(bucket, null, "null two");
        has(bucket, named, "named");
        assertEquals(1, ObjectStore.all(bucket.rows().noncurrent()).size());
        bucket = store.set("b", Versioning.ENABLED);
        var later = store.put(bucket, "k", bytes("later")).listed().versionId();
        bucket = store.set("b", Versioning.SUSPENDED);
        assertEquals(new Versions.Deletion(true, "null"), store.delete(bucket, "k", null));
        lacks(bucket, null);
        has(bucket, named, "named");
        has(bucket, later, "later");
        assertEquals(2, ObjectStore.all(bucket.rows().noncurrent()).size());
        assertEquals(new Versions.Deletion(true, "null"), store.delete(bucket, "k", "null"));
        has(bucket, null, "later");
    }

    @Test
    void anUnknownVersionIsNoVersionAndAMalformedOneAnError() {
        var bucket = store.bucket("b", Versioning.ENABLED);
        store.put(bucket, "k", bytes("one"));
        lacks(bucket, "A".repeat(32));
        assertEquals(new Versions.Deletion(false, "A".repeat(32)), store.delete(bucket, "k", "A".repeat(32)));
        for (var malformed : List.of("", "x", "A".repeat(33), "A".repeat(31) + "/", "NULL")) {
            var error = assertThrows(AwsException.class, () -> store.read(bucket, "k", malformed));
            assertEquals("InvalidArgument", error.code());
        }
    }

    @Test
    void versionsAreInTheOrderOfTheirWritesThoughTheClockStands() {
        var bucket = store.bucket("b", Versioning.ENABLED);
        long last = 0;
        for (int i = 0; i < 100; i++) {
            long sequence = store.put(bucket, "k", bytes("v" + i)).sequence();
            assertTrue(sequence > last);
            last = sequence;
        }
    }

    @Test
    void ofManyWhoWantToBeTheFirstExactlyOneIs() throws Exception {
        for (var versioning : Versioning.values()) {
            var bucket = store.bucket("b-" + versioning.name().toLowerCase(java.util.Locale.ROOT), versioning);
            var first = Precondition.of(null, "*");
            var outcomes = together(16, i -> attempt(bucket, bytes("from " + i), first));
            assertEquals(1, outcomes.stream().filter("stored"::equals).count(), outcomes.toString());
            assertEquals(
                    15, outcomes.stream().filter("PreconditionFailed"::equals).count());
        }
    }

    @Test
    void ofManyWhoSawTheSameVersionExactlyOneReplacesIt() throws Exception {
        var bucket = store.bucket("b", Versioning.OFF);
        var seen = store.put(bucket, "k", bytes("seen")).etag();
        var outcomes = together(16, i -> attempt(bucket, bytes("from " + i), Precondition.of('"' + seen + '"', null)));
        assertEquals(1, outcomes.stream().filter("stored"::equals).count(), outcomes.toString());
    }

    private String attempt(Entry bucket, byte[] bytes, Precondition precondition) {
        try {
            store.put(bucket, "k", bytes, precondition);
            return "stored";
        } catch (AwsException refused) {
            return refused.code();
        }
    }

    private interface Attempt {
        String run(int i);
    }

    private static List<String> together(int count, Attempt attempt) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Callable<String>>();
            for (int i = 0; i < count; i++) {
                int number = i;
                work.add(() -> attempt.run(number));
            }
            var outcomes = new ArrayList<String>();
            for (var each : threads.invokeAll(work)) {
                outcomes.add(each.get());
            }
            return outcomes;
        }
    }

    @Test
    void aWriteToABucketThatIsGoneIsRefused() {
        var bucket = store.bucket("b", Versioning.OFF);
        store.catalog.delete("b", _ -> true);
        var error = assertThrows(AwsException.class, () -> store.put(bucket, "k", bytes("late")));
        assertEquals("NoSuchBucket", error.code());
        assertTrue(store.read(bucket, "k", null).isEmpty());
    }

    @Test
    void replacedBytesOfEverySizeAreFreed() {
        for (var versioning : Set.of(Versioning.OFF, Versioning.SUSPENDED)) {
            var bucket = store.bucket("freed-" + versioning.ordinal(), versioning);
            for (int size : new int[] {10, 5000, 3 << 20, 5000, 10}) {
                store.put(bucket, "k", new byte[size]);
            }
            store.put(bucket, "k", new byte[2 << 20]);
            store.delete(bucket, "k", null);
            ObjectStore.awaitFreed(bucket.rows());
            assertTrue(ObjectStore.all(bucket.rows().contents()).isEmpty());
        }
    }
}
