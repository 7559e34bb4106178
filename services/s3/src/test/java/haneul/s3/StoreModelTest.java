package haneul.s3;

import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.FolderDisk;
import haneul.s3.model.Versioning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores under random changes by several threads, with restarts, against a small model. */
class StoreModelTest {
    private static final int THREADS = 4;
    private static final int STEPS = 60;

    @TempDir
    Path folder;

    @Test
    void whatSeveralThreadsChangeIsThereAfterRestartsAndNothingElseIs() throws Exception {
        long seed = new SplittableRandom().nextLong();
        var about = "seed " + seed;
        var scripts = new ArrayList<StoreScript>();
        for (int phase = 0; phase < 3; phase++) {
            try (var store = new ObjectStore(new FolderDisk(folder), seed + phase)) {
                var buckets = StoreScript.buckets(store);
                for (int i = scripts.size(); i < THREADS; i++) {
                    scripts.add(new StoreScript(seed + i, "t" + i, 1_500_000, buckets));
                }
                scripts.forEach(script -> script.check(store, about));
                run(store, scripts);
                scripts.forEach(script -> script.check(store, about));
                for (var bucket : buckets) {
                    var rows = store.catalog.require(bucket).rows();
                    ObjectStore.awaitFreed(rows);
                    assertTrue(ObjectStore.all(rows.uploads()).isEmpty(), about);
                    assertTrue(ObjectStore.all(rows.parts()).isEmpty(), about);
                    assertTrue(ObjectStore.stray(rows).isEmpty(), about + ": " + ObjectStore.stray(rows));
                }
            }
        }
    }

    private static void run(ObjectStore store, List<StoreScript> scripts) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Callable<Void>>();
            for (var script : scripts) {
                work.add(() -> {
                    for (int step = 0; step < STEPS; step++) {
                        script.step(store);
                    }
                    return null;
                });
            }
            for (var each : threads.invokeAll(work)) {
                each.get();
            }
        }
    }

    @Test
    void versioningThatIsSwitchedOnAndOffKeepsWhatItShould() throws IOException {
        long seed = new SplittableRandom().nextLong();
        var random = new SplittableRandom(seed);
        try (var store = new ObjectStore(new FolderDisk(folder), seed)) {
            store.bucket("b", Versioning.OFF);
            var script = new StoreScript(seed, "t", 20_000, List.of("b"));
            for (int round = 0; round < 20; round++) {
                for (int step = 0; step < 15; step++) {
                    script.step(store);
                }
                script.check(store, "seed " + seed);
                store.set("b", random.nextBoolean() ? Versioning.ENABLED : Versioning.SUSPENDED);
            }
            var rows = store.catalog.require("b").rows();
            ObjectStore.awaitFreed(rows);
            assertTrue(ObjectStore.stray(rows).equals(Set.of()), "seed " + seed + ": " + ObjectStore.stray(rows));
        }
    }

    @Test
    void readersSeeWholeObjectsWhileTheyAreOverwritten() throws Exception {
        try (var store = new ObjectStore(new FolderDisk(folder), 1)) {
            var bucket = store.bucket("b", Versioning.OFF);
            store.put(bucket, "k", filled(0));
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var work = new ArrayList<Callable<Void>>();
                for (int i = 0; i < 2; i++) {
                    int first = i;
                    work.add(() -> {
                        for (int n = first; n < 60; n += 2) {
                            store.put(bucket, "k", filled(n));
                        }
                        return null;
                    });
                    work.add(() -> {
                        for (int n = 0; n < 100; n++) {
                            assertWhole(store.read(bucket, "k", null).orElseThrow());
                        }
                        return null;
                    });
                }
                for (var each : threads.invokeAll(work)) {
                    each.get();
                }
            }
            ObjectStore.awaitFreed(bucket.rows());
            assertTrue(ObjectStore.stray(bucket.rows()).isEmpty());
        }
    }

    /** Bytes that all say which write they are of, in a size that goes with it. */
    private static byte[] filled(int n) {
        var bytes = new byte[new int[] {100, 5000, 200_000, 1_300_000}[n % 4]];
        java.util.Arrays.fill(bytes, (byte) n);
        return bytes;
    }

    private static void assertWhole(byte[] bytes) {
        assertTrue(java.util.Arrays.equals(filled(bytes[0]), bytes), "torn or mixed: begins with " + bytes[0]);
    }
}
