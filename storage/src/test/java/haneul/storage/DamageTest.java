package haneul.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.SeededIds;
import haneul.kernel.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bits that change on the disk are noticed, and never returned as data. */
class DamageTest {
    private static final Partition ROWS = new Partition(1, 1);
    private static final EngineOptions OPTIONS = new EngineOptions(65_536, 65_536, 8192, 100, 0, 1, 1 << 20, false);

    private final SimulatedDisk disk = new SimulatedDisk(7);
    private final List<String> damage = new ArrayList<>();
    private StorageEngine engine;

    @BeforeEach
    void open() throws IOException {
        engine = new StorageEngine(disk, new SeededIds(disk.calls()), OPTIONS, new SortedMapIndex(disk), damage::add);
    }

    private void put(int key, int length) {
        var value = new byte[length];
        java.util.Arrays.fill(value, (byte) key);
        engine.index().apply(ROWS, new Batch().put(new byte[] {(byte) key}, value));
    }

    private byte[] get(int key) {
        return engine.index().get(ROWS, new byte[] {(byte) key}).orElseThrow();
    }

    private String onlySegment() throws IOException {
        return "log/" + disk.list("log").getFirst();
    }

    @Test
    void aDamagedValueInTheLogIsAnErrorForItAlone() throws IOException {
        put(1, 1000);
        put(2, 1000);
        disk.decay(onlySegment(), 500);
        assertThrows(CorruptException.class, () -> get(1));
        assertEquals(2, get(2)[999]);
        assertThrows(
                CorruptException.class, () -> engine.index().scan(ROWS, null, null, 10), "a page never skips a row");
    }

    @Test
    void aDamagedExtentIsAnErrorAndTheScrubFindsIt() throws IOException {
        var data = new byte[5000];
        var extent = engine.extents().append(ByteBuffer.wrap(data));
        engine.extents().sync(List.of(extent));
        engine.index().apply(ROWS, new Batch().adopt(extent));
        assertEquals(new EngineStatus.Scrubbed(5000, 0, true), engine.scrub());
        disk.decay("volumes/" + disk.list("volumes").getFirst(), 4999);
        assertThrows(CorruptException.class, () -> engine.extents().read(extent));
        assertEquals(1, engine.scrub().damaged());
        assertEquals(1, damage.size());
        assertTrue(damage.getFirst().contains("volumes/"), damage.getFirst());
        assertNotNull(engine.status().lastScrub());
    }

    @Test
    void aStoreThatLostAnAcknowledgedFrameDoesNotOpen() throws IOException {
        put(1, 50);
        put(2, 50);
        put(3, 50);
        disk.decay(onlySegment(), 4096 + 40);
        disk.restart();
        var refused = assertThrows(CorruptException.class, this::open);
        assertTrue(refused.getMessage().contains("Frame 2"), refused.getMessage());
    }

    @Test
    void aDamagedLastFrameCannotBeToldFromATornOneAndIsCut() throws IOException {
        put(1, 50);
        put(2, 50);
        disk.decay(onlySegment(), 4096 + 40);
        disk.restart();
        open();
        assertEquals(1, get(1)[49]);
        assertTrue(engine.index().get(ROWS, new byte[] {2}).isEmpty());
    }

    @Test
    void aSegmentWithADamagedFrameIsReportedAndKept() throws IOException {
        for (int i = 0; i < 40; i++) {
            put(i % 20, 3000);
        }
        var segment = onlySegment();
        disk.decay(segment, 8192 + 20);
        assertEquals(1, engine.scrub().damaged());
        damage.clear();
        for (int i = 0; i < 3; i++) {
            engine.housekeep();
        }
        assertEquals(1, damage.size(), damage.toString());
        assertTrue(disk.exists(segment));
    }

    @Test
    void aMissingSegmentOrVolumeIsNoticedAtStart() throws IOException {
        for (int i = 0; i < 40; i++) {
            put(i, 3000);
        }
        disk.delete(onlySegment());
        disk.restart();
        assertThrows(CorruptException.class, this::open);
    }

    @Test
    void emptiedSegmentsAreUsedAgainAndReadersKeepWhatTheyRead() {
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 10; i++) {
                put(i, 3000);
            }
            engine.housekeep();
        }
        assertTrue(engine.status().segments() < 6, engine.status().toString());
        var expected = new byte[3000];
        java.util.Arrays.fill(expected, (byte) 9);
        assertArrayEquals(expected, get(9));
        try (var lease = engine.lease()) {
            for (int i = 0; i < 100; i++) {
                put(i % 10, 3000);
            }
            engine.housekeep();
            assertTrue(engine.status().waitingForReaders() > 0);
        }
        engine.housekeep();
        assertEquals(0, engine.status().waitingForReaders());
    }
}
