package haneul.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.SeededIds;
import haneul.kernel.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** One fixed workload, and every single call to the disk failing once. */
class FailingDiskTest {
    private static final Partition ROWS = new Partition(1, 1);
    private static final EngineOptions OPTIONS = new EngineOptions(32_768, 65_536, 8192, 100, 0, 1, 1 << 20, false);

    /** What a run has been promised. */
    private static final class Promised {
        private final TreeMap<String, byte[]> rows = new TreeMap<>();
        private final List<Extent> extents = new ArrayList<>();
        private final TreeMap<String, byte[]> unknown = new TreeMap<>();
    }

    private static StorageEngine open(SimulatedDisk disk) throws IOException {
        return new StorageEngine(disk, new SeededIds(disk.calls()), OPTIONS, new SortedMapIndex(disk));
    }

    private static byte[] bytes(int length, long seed) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static void work(StorageEngine engine, Promised promised) {
        for (int i = 0; i < 24; i++) {
            var key = "k" + i % 9;
            try {
                if (i % 6 == 5) {
                    engine.housekeep();
                } else if (i % 4 == 3) {
                    writeExtent(engine, promised, i);
                } else {
                    put(engine, promised, key, bytes(i * 97 % 3000, i));
                }
            } catch (StorageException e) {
                assertTrue(!(e instanceof CorruptException), e.getMessage());
            }
        }
    }

    private static void put(StorageEngine engine, Promised promised, String key, byte[] value) {
        try {
            engine.index().apply(ROWS, new Batch().put(key.getBytes(), value));
            promised.rows.put(key, value);
            promised.unknown.remove(key);
        } catch (NotAppliedException e) {
            assertArrayEquals(
                    promised.rows.get(key),
                    engine.index().get(ROWS, key.getBytes()).orElse(null));
        } catch (StorageException e) {
            promised.unknown.putIfAbsent(key, value);
        }
    }

    private static void writeExtent(StorageEngine engine, Promised promised, int seed) {
        var extent = engine.extents().append(ByteBuffer.wrap(bytes(6000, seed)));
        engine.extents().sync(List.of(extent));
        engine.index()
                .apply(
                        ROWS,
                        new Batch()
                                .put(("x" + seed).getBytes(), bytes(10, seed))
                                .adopt(extent));
        promised.extents.add(extent);
    }

    private static void verify(StorageEngine engine, Promised promised, String run) {
        promised.rows.forEach((key, value) -> {
            var found = engine.index().get(ROWS, key.getBytes()).orElse(null);
            var other = promised.unknown.get(key);
            assertTrue(Arrays.equals(value, found) || other != null && Arrays.equals(other, found), key + " in " + run);
        });
        for (var extent : promised.extents) {
            engine.extents().read(extent);
        }
    }

    private static long callsOfOneRun() throws IOException {
        var disk = new SimulatedDisk(1);
        work(open(disk), new Promised());
        return disk.calls();
    }

    @Test
    void noSingleFailureLosesWhatWasAcknowledged() throws IOException {
        long calls = callsOfOneRun();
        assertTrue(calls > 100, "the workload makes only " + calls + " calls");
        for (long n = 1; n <= calls; n++) {
            for (boolean forGood : List.of(false, true)) {
                for (boolean power : List.of(false, true)) {
                    failingRun(n, forGood, power);
                }
            }
        }
    }

    private static void failingRun(long n, boolean forGood, boolean power) throws IOException {
        var run = "call " + n + (forGood ? " and all behind it fail" : " fails") + (power ? ", power cut" : ", killed");
        var disk = new SimulatedDisk(n);
        if (forGood) {
            disk.failFrom(n);
        } else {
            disk.failCall(n);
        }
        var promised = new Promised();
        try {
            var engine = open(disk);
            work(engine, promised);
            if (!forGood) {
                assertEquals(null, engine.failure(), "one failure stops the store: " + run);
                verify(engine, promised, run + ", before the restart");
            }
        } catch (IOException | StorageException e) {
            assertTrue(!(e instanceof CorruptException), run);
        }
        if (power) {
            disk.powerCut();
        } else {
            disk.restart();
        }
        var engine = open(disk);
        verify(engine, promised, run);
        put(engine, promised, "again", bytes(2000, n));
        disk.powerCut();
        verify(open(disk), promised, run + ", and after another one");
    }

    @Test
    void aStoreWhoseLogCannotGoOnReadsAndRefusesWrites() throws IOException {
        var disk = new SimulatedDisk(3);
        var engine = open(disk);
        engine.index().apply(ROWS, new Batch().put(new byte[] {1}, bytes(50, 1)));
        disk.failFrom(1);
        var first = assertThrows(
                StorageException.class, () -> engine.index().apply(ROWS, new Batch().delete(new byte[] {1})));
        assertTrue(first.getMessage().contains("may or may not"), first.getMessage());
        disk.heal();
        var second = assertThrows(
                StorageException.class, () -> engine.index().apply(ROWS, new Batch().delete(new byte[] {1})));
        assertTrue(second.getMessage().contains("read-only"), second.getMessage());
        assertThrows(StorageException.class, () -> engine.extents().append(ByteBuffer.allocate(10)));
        assertArrayEquals(bytes(50, 1), engine.index().get(ROWS, new byte[] {1}).orElseThrow());
        assertTrue(engine.status().failure().contains("read-only"));
    }

    @Test
    void aVolumeWhoseSyncFailsIsNotWrittenAgainAndAnotherOneIs() throws IOException {
        var disk = new SimulatedDisk(3);
        var engine = open(disk);
        var good = engine.extents().append(ByteBuffer.wrap(bytes(5000, 1)));
        engine.extents().sync(List.of(good));
        var lost = engine.extents().append(ByteBuffer.wrap(bytes(5000, 2)));
        disk.failCall(1);
        assertThrows(StorageException.class, () -> engine.extents().sync(List.of(lost)));
        assertThrows(
                StorageException.class, () -> engine.extents().sync(List.of(lost)), "a second sync proves nothing");
        assertThrows(IllegalStateException.class, () -> engine.index().apply(ROWS, new Batch().adopt(lost)));
        var next = engine.extents().append(ByteBuffer.wrap(bytes(5000, 3)));
        assertTrue(next.high() != good.high());
        engine.extents().sync(List.of(next));
        engine.index().apply(ROWS, new Batch().adopt(next).adopt(good));
        disk.powerCut();
        var again = open(disk);
        again.extents().read(good);
        again.extents().read(next);
    }
}
