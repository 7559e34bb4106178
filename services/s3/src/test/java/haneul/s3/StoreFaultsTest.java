package haneul.s3;

import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.SimulatedDisk;
import haneul.storage.EngineOptions;
import haneul.storage.StorageException;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Stores on a disk that fails or loses its power: what was answered stays, what was not is there whole or not at all.
 */
class StoreFaultsTest {
    private static final int RUNS = 150;
    private static final EngineOptions OPTIONS =
            new EngineOptions(1 << 20, 1 << 20, 1 << 18, 4096, 0, 1, 64 << 20, false);

    @Test
    void afterAFailingCallOrAPowerCutEveryKeyIsAsAnsweredOrAsAskedLast() throws IOException {
        long base = new SplittableRandom().nextLong();
        int failures = 0;
        for (int i = 0; i < RUNS; i++) {
            failures += run(base + i);
        }
        assertTrue(failures > RUNS / 2, "The disk failed only " + failures + " times from seed " + base);
    }

    /** Answers how often the store failed. */
    private static int run(long seed) throws IOException {
        var about = "seed " + seed;
        var random = new SplittableRandom(seed);
        var disk = new SimulatedDisk(seed);
        var store = new ObjectStore(disk, seed, OPTIONS);
        var script = new StoreScript(seed, "t", 200_000, StoreScript.buckets(store));
        int failures = 0;
        for (int session = 1; session <= 3; session++) {
            if (random.nextBoolean()) {
                disk.failFrom(random.nextInt(1, 120));
            } else {
                disk.failCall(random.nextInt(1, 120));
            }
            boolean failed = work(script, store, random.nextInt(5, 40));
            if (random.nextBoolean()) {
                disk.powerCut();
            } else {
                disk.restart();
            }
            failures += failed ? 1 : 0;
            store = new ObjectStore(disk, seed + session, OPTIONS);
            if (failed && script.doubtfulKey != null) {
                settle(script, store, about);
            }
            script.check(store, about);
            clean(store, about);
            script.check(store, about);
        }
        return failures;
    }

    /** Answers whether the store failed. */
    private static boolean work(StoreScript script, ObjectStore store, int steps) {
        try {
            for (int step = 0; step < steps; step++) {
                script.step(store);
            }
            return false;
        } catch (StorageException failure) {
            return true;
        }
    }

    /** The change that was under way when the store failed has happened or it has not. */
    private static void settle(StoreScript script, ObjectStore store, String about) {
        var bucket = store.catalog.require(script.doubtfulBucket);
        var key = script.doubtfulKey;
        var keys = script.expected.get(script.doubtfulBucket);
        if (keys.get(key).matches(store, bucket, key)) {
            return;
        }
        var versions = store.versions.find(bucket.rows(), key, null);
        var settled = script.wanted.named(
                versions.map(found -> found.listed().versionId()).orElse(null));
        assertTrue(
                settled.matches(store, bucket, key),
                about + ": neither old nor new in " + bucket.bucket().name() + "/" + key);
        keys.put(key, settled);
    }

    /** Uploads that were cut off are aborted; then every content row is named by something. */
    private static void clean(ObjectStore store, String about) {
        for (var name : StoreScript.buckets(store)) {
            var bucket = store.catalog.require(name);
            for (var row : ObjectStore.all(bucket.rows().uploads())) {
                var key = haneul.s3.model.BucketPartition.key(haneul.s3.model.BucketPartition.keyOf(row.name()));
                store.multipart.abort(bucket, key, row.record().id(), _ -> {});
            }
        }
        store.reclaimer().sweep(store.contents);
        for (var name : StoreScript.buckets(store)) {
            var rows = store.catalog.require(name).rows();
            assertTrue(ObjectStore.all(rows.garbage()).isEmpty(), about);
            assertTrue(ObjectStore.all(rows.parts()).isEmpty(), about);
            assertTrue(ObjectStore.stray(rows).isEmpty(), about + ": " + ObjectStore.stray(rows));
        }
    }
}
