package haneul.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.FolderDisk;
import haneul.kernel.SeededIds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many writers and readers on small segments and volumes, with compaction running all the time. */
class ConcurrentUseTest {
    private static final EngineOptions OPTIONS = new EngineOptions(262_144, 1 << 20, 32_768, 200, 0, 1, 1L << 40, true);
    private static final int WRITERS = 16;
    private static final int ROUNDS = 400;
    private static final int KEYS = 12;

    @TempDir
    Path folder;

    private StorageEngine open() throws IOException {
        return new StorageEngine(
                new FolderDisk(folder),
                new SeededIds(System.nanoTime()),
                OPTIONS,
                new RocksIndex(folder.resolve("index"), 4 << 20));
    }

    private static byte[] value(long seed, int length) {
        var bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] key(int number) {
        return new byte[] {(byte) number};
    }

    /** Each writer owns a partition, so it knows what every row of it must hold. */
    private static long[] write(StorageEngine engine, int writer) {
        var random = new SplittableRandom(writer);
        var partition = new Partition(3, writer);
        var seeds = new long[KEYS];
        for (int i = 0; i < ROUNDS; i++) {
            int key = random.nextInt(KEYS);
            long seed = random.nextLong() | 1;
            var batch = new Batch().put(key(key), value(seed, length(seed)));
            if (seeds[key] == 0) {
                batch.requireAbsent(key(key));
            } else {
                batch.requireEquals(key(key), value(seeds[key], length(seeds[key])));
            }
            assertTrue(engine.index().apply(partition, batch).committed());
            seeds[key] = seed;
            if (i % 5 == 0) {
                verify(engine, partition, seeds);
            }
        }
        return seeds;
    }

    private static int length(long seed) {
        return (int) Math.floorMod(seed, 4000L);
    }

    private static void verify(StorageEngine engine, Partition partition, long[] seeds) {
        for (int key = 0; key < KEYS; key++) {
            var found = engine.index().get(partition, key(key)).orElse(null);
            assertArrayEquals(seeds[key] == 0 ? null : value(seeds[key], length(seeds[key])), found);
        }
    }

    /** A reader that opened its lease before it read the row never sees another extent's bytes. */
    private static void readExtents(StorageEngine engine, AtomicBoolean stop) {
        while (!stop.get()) {
            try (var lease = engine.lease()) {
                engine.index().get(new Partition(4, 0), key(0)).ifPresent(row -> {
                    var reader = new RecordReader(row);
                    long seed = reader.readLong();
                    var extent = reader.readExtent();
                    var bytes = new byte[extent.length()];
                    engine.extents().read(extent).get(bytes);
                    assertArrayEquals(value(seed, extent.length()), bytes);
                });
            }
        }
    }

    private static void replaceExtents(StorageEngine engine) {
        Extent previous = null;
        for (long seed = 1; seed < 300; seed++) {
            var extent = engine.extents().append(ByteBuffer.wrap(value(seed, 50_000)));
            engine.extents().sync(List.of(extent));
            var row = new RecordWriter(1).writeLong(seed).writeExtent(extent).toBytes();
            var batch = new Batch().put(key(0), row).adopt(extent);
            if (previous != null) {
                batch.release(previous);
            }
            engine.index().apply(new Partition(4, 0), batch);
            previous = extent;
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyWriterFindsWhatItWroteWhileSegmentsAndVolumesAreReused() throws IOException {
        List<long[]> seeds;
        try (var engine = open();
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var loops = Executors.newFixedThreadPool(2)) {
            var stop = new AtomicBoolean();
            var reader = loops.submit(() -> readExtents(engine, stop));
            var keeper = loops.submit(() -> {
                while (!stop.get()) {
                    engine.housekeep();
                }
            });
            var extents = threads.submit(() -> replaceExtents(engine));
            var writers = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> threads.submit(() -> write(engine, writer)))
                    .toList();
            seeds = writers.stream().map(ConcurrentUseTest::result).toList();
            result(extents);
            stop.set(true);
            result(reader);
            result(keeper);
            engine.housekeep();
            assertTrue(engine.status().segments() < 20, engine.status().toString());
            assertEquals(0, engine.scrub().damaged());
        }
        try (var engine = open()) {
            for (int writer = 0; writer < WRITERS; writer++) {
                verify(engine, new Partition(3, writer), seeds.get(writer));
            }
        }
    }
}
