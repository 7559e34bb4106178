package haneul.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.SeededIds;
import haneul.kernel.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiskFullTest {
    private static final Partition ROWS = new Partition(1, 1);
    private static final int RESERVE = 300_000;
    private static final int CAPACITY = 2_000_000;
    private static final EngineOptions OPTIONS =
            new EngineOptions(65_536, 262_144, 8192, 100, RESERVE, 1, 1 << 20, false);

    private final SimulatedDisk disk = new SimulatedDisk(11);
    private StorageEngine engine;

    @BeforeEach
    void open() throws IOException {
        disk.capacity(CAPACITY);
        engine = new StorageEngine(disk, new SeededIds(1), OPTIONS, new SortedMapIndex(disk));
    }

    private static byte[] key(int number) {
        return ("key" + number).getBytes();
    }

    private int fillWithRows() {
        for (int i = 0; ; i++) {
            try {
                engine.index().apply(ROWS, new Batch().put(key(i), new byte[5000]));
            } catch (DiskFullException full) {
                return i;
            }
        }
    }

    @Test
    void aFullLogRefusesWritesReadsOnAndTakesDeletesUntilThereIsRoomAgain() throws IOException {
        int rows = fillWithRows();
        assertTrue(rows > 200, "only " + rows + " rows fit");
        assertTrue(engine.status().full());
        assertTrue(disk.usableBytes() > RESERVE / 2, "the reserve is still there");
        for (int i = 0; i < rows; i++) {
            assertEquals(5000, engine.index().get(ROWS, key(i)).orElseThrow().length);
        }
        for (int i = 0; i < rows; i++) {
            assertTrue(engine.index()
                    .apply(ROWS, new Batch().delete(key(i)).put(key(-1), new byte[40]))
                    .committed());
            if (i % 20 == 19) {
                engine.housekeep();
            }
        }
        engine.housekeep();
        engine.housekeep();
        assertFalse(engine.status().full());
        assertEquals(null, engine.status().failure());
        assertTrue(fillWithRows() > rows / 2, "space came back");
    }

    @Test
    void halfOfTheRowsDeletedLetsCompactionFinishWithinTheReserve() throws IOException {
        int rows = fillWithRows();
        for (int i = 0; i < rows; i++) {
            if (i % 3 != 0) {
                engine.index().apply(ROWS, new Batch().delete(key(i)));
            }
            if (i % 20 == 19) {
                engine.housekeep();
            }
        }
        for (int i = 0; i < 10; i++) {
            engine.housekeep();
        }
        assertFalse(engine.status().full(), engine.status().toString());
        for (int i = 0; i < rows; i += 3) {
            assertEquals(5000, engine.index().get(ROWS, key(i)).orElseThrow().length);
        }
        assertTrue(fillWithRows() > rows / 3, "space came back");
    }

    @Test
    void deletesThatOutrunHousekeepingAreRefusedBeforeTheLogFails() throws IOException {
        int rows = fillWithRows();
        assertThrows(DiskFullException.class, () -> {
            for (int i = 0; i < rows; i++) {
                engine.index().apply(ROWS, new Batch().delete(key(i)));
            }
        });
        assertEquals(null, engine.status().failure());
        for (int i = 0; i < 10; i++) {
            engine.housekeep();
        }
        assertTrue(engine.index().apply(ROWS, new Batch().delete(key(rows - 1))).committed());
    }

    @Test
    void fullVolumesRefuseExtentsAndReuseWhatWasReleasedWithoutGrowing() {
        var stored = new ArrayDeque<Extent>();
        assertThrows(DiskFullException.class, () -> {
            while (true) {
                store(stored);
            }
        });
        int fitted = stored.size();
        assertTrue(fitted > 50, "only " + fitted + " extents fit");
        for (int i = 0; i < 20; i++) {
            engine.index().apply(ROWS, new Batch().release(stored.poll()));
        }
        for (int i = 0; i < 20; i++) {
            var extent = engine.extents().append(ByteBuffer.wrap(new byte[20_000]));
            engine.extents().discard(List.of(extent));
        }
        while (!stored.isEmpty()) {
            engine.index().apply(ROWS, new Batch().release(stored.poll()));
            engine.housekeep();
        }
        assertEquals(1, engine.status().volumes(), "all but the one being filled are deleted");
        for (int i = 0; i < fitted - 20; i++) {
            store(stored);
        }
    }

    private void store(ArrayDeque<Extent> stored) {
        var extent = engine.extents().append(ByteBuffer.wrap(new byte[20_000]));
        engine.extents().sync(List.of(extent));
        engine.index()
                .apply(ROWS, new Batch().put(key(stored.size()), new byte[10]).adopt(extent));
        stored.add(extent);
    }

    @Test
    void aDiskFilledByOthersIsNoticed() {
        engine.index().apply(ROWS, new Batch().put(key(1), new byte[10]));
        disk.capacity(100_000);
        assertThrows(DiskFullException.class, () -> {
            for (int i = 0; i < 100; i++) {
                engine.index().apply(ROWS, new Batch().put(key(i), new byte[5000]));
            }
        });
        assertTrue(engine.index().apply(ROWS, new Batch().delete(key(1))).committed());
        disk.capacity(CAPACITY);
        assertTrue(engine.index()
                .apply(ROWS, new Batch().put(key(1), new byte[5000]))
                .committed());
    }
}
