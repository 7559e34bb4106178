package haneul.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.FolderDisk;
import haneul.kernel.RandomIds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, killed with -9 while it writes: what it reported as written is there afterwards. */
class KilledProcessTest {
    private static final Partition ROWS = new Partition(1, 1);
    private static final int KILLS = 4;
    private static final int WRITERS = 8;
    private static final int REPORTS_BEFORE_KILL = 600;

    private static StorageEngine open(Path folder) throws IOException {
        return new StorageEngine(
                new FolderDisk(folder),
                new RandomIds(),
                EngineOptions.small(),
                new RocksIndex(folder.resolve("index"), 4 << 20));
    }

    private static byte[] value(long seed) {
        var random = new SplittableRandom(seed);
        var bytes = new byte[random.nextInt(20) == 0 ? random.nextInt(100_000) : random.nextInt(6000)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] key(int number) {
        return ("k" + number).getBytes(StandardCharsets.UTF_8);
    }

    /** The child: writes for ever, and reports each row when it is acknowledged. */
    static final class Writer {
        public static void main(String[] arguments) throws IOException, InterruptedException {
            var engine = open(Path.of(arguments[0]));
            long base = Long.parseLong(arguments[1]);
            var threads = new Thread[WRITERS];
            for (int t = 0; t < WRITERS; t++) {
                int writer = t;
                threads[t] = Thread.startVirtualThread(() -> write(engine, writer, base));
            }
            for (var thread : threads) {
                thread.join();
            }
        }

        private static void write(StorageEngine engine, int writer, long base) {
            for (int i = 0; ; i++) {
                int key = writer * 50 + i % 50;
                long seed = base + writer * 1_000_000L + i;
                if (i % 10 == 9) {
                    var data = value(seed);
                    var extent = engine.extents().append(ByteBuffer.wrap(data.length == 0 ? new byte[1] : data));
                    engine.extents().sync(List.of(extent));
                    engine.index()
                            .apply(ROWS, new Batch().put(key(key), value(seed)).adopt(extent));
                } else {
                    engine.index().apply(ROWS, new Batch().put(key(key), value(seed)));
                }
                synchronized (Writer.class) {
                    System.out.println(key + " " + seed + " .");
                }
            }
        }
    }

    private static Process start(Path folder, int round) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString(),
                        Long.toString(round * 100_000_000L))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void whatAKilledProcessReportedIsThere(@TempDir Path folder) throws IOException, InterruptedException {
        var reported = new HashMap<Integer, Long>();
        for (int round = 0; round < KILLS; round++) {
            var process = start(folder, round);
            try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
                for (int i = 0; i < REPORTS_BEFORE_KILL * (round + 1) / 2; i++) {
                    report(lines.readLine(), reported);
                }
                process.toHandle().destroyForcibly();
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    report(line, reported);
                }
            } finally {
                process.destroyForcibly().waitFor();
            }
            verify(folder, reported, round);
        }
    }

    private static void report(String line, HashMap<Integer, Long> reported) {
        assertTrue(line != null, "the child ended by itself");
        var parts = line.split(" ");
        if (parts.length == 3) {
            reported.put(Integer.valueOf(parts[0]), Long.valueOf(parts[1]));
        }
    }

    /** A writer has at most one row on its way: a row is as reported, or the next one its writer would write there. */
    private static void verify(Path folder, HashMap<Integer, Long> reported, int round) throws IOException {
        try (var engine = open(folder)) {
            for (var entry : reported.entrySet()) {
                var found = engine.index().get(ROWS, key(entry.getKey())).orElseThrow();
                long seed = entry.getValue();
                if (!java.util.Arrays.equals(value(seed), found)) {
                    long next = seed / 100_000_000L == round ? seed + 50 : firstOf(entry.getKey(), round);
                    assertArrayEquals(value(next), found, "row " + entry.getKey() + " in round " + round);
                    entry.setValue(next);
                }
            }
            assertEquals(0, engine.scrub().damaged());
        }
    }

    private static long firstOf(int key, int round) {
        return round * 100_000_000L + key / 50 * 1_000_000L + key % 50;
    }
}
