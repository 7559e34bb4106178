package haneul.storage;

import haneul.kernel.FolderDisk;
import haneul.kernel.RandomIds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/** Measures the engine alone: {@code StorageBenchmark FOLDER [seconds] [threads]}. */
public final class StorageBenchmark {
    private static final Partition ROWS = new Partition(2, 1);
    private static final int KEYS = 20_000;

    private interface Operation {
        void run(int number);
    }

    private StorageBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var folder = Path.of(arguments[0]);
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4;
        int threads = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 32;
        try (var engine = new StorageEngine(
                new FolderDisk(folder),
                new RandomIds(),
                EngineOptions.defaults(),
                new RocksIndex(folder.resolve("index"), 32 << 20))) {
            var index = engine.index();
            for (int size : List.of(1024, 1024)) {
                measure(
                        "apply " + size,
                        seconds,
                        threads,
                        i -> index.apply(ROWS, new Batch().put(key(i), value(size))));
            }
            fill(index);
            measure(
                    "apply 1024 if present",
                    seconds,
                    threads,
                    i -> index.apply(ROWS, new Batch().requirePresent(key(i)).put(key(i), value(1024))));
            measure("get 1024", seconds, threads, i -> index.get(ROWS, key(i)));
            measure("scan 1000", seconds, 4, i -> index.scan(ROWS, key(i % 1000), null, 1000));
            measure("apply 65536", seconds, threads, i -> index.apply(ROWS, new Batch().put(key(i), value(65_536))));
            measure("extent 1 MiB", seconds, 8, i -> extent(engine, i));
            System.out.println(engine.status());
        }
    }

    private static void fill(Index index) {
        for (int i = 0; i < KEYS; i += 500) {
            var batch = new Batch();
            for (int j = i; j < i + 500; j++) {
                batch.put(key(j), value(1024));
            }
            index.apply(ROWS, batch);
        }
    }

    private static void extent(StorageEngine engine, int number) {
        var extent = engine.extents().append(ByteBuffer.wrap(value(1 << 20)));
        engine.extents().sync(List.of(extent));
        engine.index().apply(ROWS, new Batch().put(key(number), value(100)).adopt(extent));
        engine.index().apply(ROWS, new Batch().delete(key(number)).release(extent));
    }

    private static byte[] key(int number) {
        return ("o/some/folder/object-" + number).getBytes();
    }

    private static byte[] value(int size) {
        return new byte[size];
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private static void measure(String name, int seconds, int threads, Operation operation)
            throws InterruptedException {
        var count = new LongAdder();
        var ended = new CountDownLatch(threads);
        var before = cpu();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        for (int t = 0; t < threads; t++) {
            Thread.ofVirtual().start(() -> {
                try {
                    while (System.nanoTime() < end) {
                        operation.run(ThreadLocalRandom.current().nextInt(KEYS));
                        count.increment();
                    }
                } finally {
                    ended.countDown();
                }
            });
        }
        ended.await();
        double micros = cpu().minus(before).toNanos() / 1e3 / count.sum();
        System.out.printf("%-30s %9d /s %8.1f us CPU%n", name, count.sum() / seconds, micros);
    }
}
