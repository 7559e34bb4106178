package haneul.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine's parts, one by one. */
class PartsTest {
    @Property(tries = 200)
    void freeSpaceNeverGivesTheSameByteTwice(@ForAll long seed) {
        int size = 64;
        var random = new Random(seed);
        var space = new FreeSpace(size);
        var used = new BitSet(size);
        var taken = new ArrayList<int[]>();
        for (int i = 0; i < 200; i++) {
            if (random.nextBoolean()) {
                int length = 1 + random.nextInt(9);
                int at = space.take(length, true);
                if (at >= 0) {
                    assertEquals(0, used.get(at, at + length).cardinality(), "seed " + seed);
                    used.set(at, at + length);
                    taken.add(new int[] {at, length});
                } else {
                    assertTrue(longestFree(used, size) < length, "seed " + seed);
                }
            } else if (!taken.isEmpty()) {
                var given = taken.remove(random.nextInt(taken.size()));
                space.give(given[0], given[1]);
                used.clear(given[0], given[0] + given[1]);
            }
            assertEquals(used.cardinality(), space.used(), "seed " + seed);
        }
    }

    private static int longestFree(BitSet used, int size) {
        int longest = 0;
        for (int at = used.nextClearBit(0); at < size; at = used.nextClearBit(at)) {
            int end = used.nextSetBit(at);
            end = end < 0 ? size : end;
            longest = Math.max(longest, end - at);
            at = end;
        }
        return longest;
    }

    @Test
    void spaceIsNeitherClaimedNorFreedTwice() {
        var space = new FreeSpace(100);
        space.claim(10, 20);
        assertThrows(IllegalStateException.class, () -> space.claim(25, 10));
        assertThrows(IllegalStateException.class, () -> space.claim(95, 10));
        space.give(10, 10);
        assertThrows(IllegalStateException.class, () -> space.give(15, 10));
        assertThrows(IllegalStateException.class, () -> space.give(5, 10));
        space.give(20, 10);
        assertEquals(100, space.free());
        assertEquals(0, space.take(100, true));
        assertEquals(-1, space.take(1, true));
    }

    @Test
    void withoutGrowthOnlyTouchedSpaceIsTaken() {
        var space = new FreeSpace(100);
        assertEquals(-1, space.take(10, false));
        assertEquals(0, space.take(10, true));
        space.give(0, 10);
        assertEquals(0, space.take(10, false));
        assertEquals(10, space.touched());
    }

    @Property(tries = 2000)
    void recordsOfRandomBytesAreReadOrRefusedAsCorrupt(@ForAll @Size(max = 200) byte[] bytes) {
        try {
            Records.walk(ByteBuffer.wrap(bytes), 0, bytes.length, new IndexWriter(1, 0, new Changes()));
        } catch (CorruptException refused) {
            assertTrue(refused.getMessage() != null);
        }
    }

    @Property(tries = 500)
    void aFrameWithAnyByteChangedIsNoFrame(@ForAll long seed) {
        var random = new Random(seed);
        var frame = new Frame();
        frame.start();
        var records = new byte[random.nextInt(5000)];
        random.nextBytes(records);
        frame.add(records, 1);
        var bytes = frame.finish(7, 99);
        assertEquals(new Frame.Header(records.length, 1, 7), Frame.read(bytes, 0, 99));
        assertEquals(null, Frame.read(bytes, 0, 98));
        int at = random.nextInt(Frame.HEADER + records.length);
        bytes.put(at, (byte) (bytes.get(at) ^ 1 << random.nextInt(8)));
        assertEquals(null, Frame.read(bytes, 0, 99), "seed " + seed);
    }

    @Test
    void retiredThingsWaitForEarlierReadersAlone() {
        var leases = new Leases();
        var events = new ArrayList<String>();
        var first = leases.open();
        leases.retire(() -> events.add("a"));
        var second = leases.open();
        leases.retire(() -> events.add("b"));
        assertEquals(2, leases.waiting());
        second.close();
        second.close();
        assertEquals(0, events.size());
        first.close();
        assertEquals(java.util.List.of("a", "b"), events);
        leases.retire(() -> events.add("c"));
        assertEquals(3, events.size());
        var third = leases.open();
        var fourth = leases.open();
        leases.retire(() -> events.add("d"));
        third.close();
        assertEquals(3, events.size());
        fourth.close();
        assertEquals(4, events.size());
    }

    @Test
    void bothIndexesFollowTheSameChanges(@TempDir Path folder) throws IOException {
        var random = new Random(5);
        try (var rocks = new RocksIndex(folder, 1 << 20);
                var map = new SortedMapIndex(new SimulatedDisk(1))) {
            for (int round = 0; round < 200; round++) {
                var changes = new Changes();
                changes.clear();
                for (int i = random.nextInt(5); i >= 0; i--) {
                    change(changes, random);
                }
                rocks.apply(changes);
                map.apply(changes);
                if (round % 50 == 0) {
                    rocks.flush();
                }
                var from = key(random);
                var to = new byte[] {127, 127};
                var expected = map.scan(from, to, 50);
                var found = rocks.scan(from, to, 50);
                assertEquals(expected.size(), found.size());
                for (int i = 0; i < found.size(); i++) {
                    assertArrayEquals(expected.get(i).key(), found.get(i).key());
                    assertArrayEquals(expected.get(i).value(), found.get(i).value());
                }
                assertArrayEquals(map.get(from), rocks.get(from));
            }
        }
    }

    private static byte[] key(Random random) {
        return new byte[] {(byte) random.nextInt(20), (byte) random.nextInt(3)};
    }

    private static void change(Changes changes, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> changes.delete(key(random));
            case 1 -> {
                var from = key(random);
                changes.deleteRange(from, new byte[] {(byte) (from[0] + random.nextInt(3)), 5});
            }
            default -> changes.put(key(random), new byte[random.nextInt(300)]);
        }
    }

    @Test
    void keysArithmeticFindsTheNextKey() {
        assertArrayEquals(new byte[] {1, 0}, Keys.after(new byte[] {1}));
        assertArrayEquals(new byte[] {2}, Keys.afterPrefix(new byte[] {1, -1, -1}));
        assertEquals(null, Keys.afterPrefix(new byte[] {-1}));
    }

    @Test
    void limitsAreNamed(@TempDir Path folder) throws IOException {
        var disk = new SimulatedDisk(1);
        var options = new EngineOptions(65_536, 65_536, 4096, 100, 0, 1, 1, false);
        try (var engine = new StorageEngine(disk, new haneul.kernel.SeededIds(1), options, new SortedMapIndex(disk))) {
            var rows = new Partition(1, 1);
            var tooLong = new Batch().put(new byte[Index.MAX_KEY_BYTES + 1], new byte[0]);
            assertThrows(IllegalArgumentException.class, () -> engine.index().apply(rows, tooLong));
            var tooLarge = new Batch().put(new byte[1], new byte[Index.MAX_VALUE_BYTES + 1]);
            assertThrows(IllegalArgumentException.class, () -> engine.index().apply(rows, tooLarge));
            assertThrows(IllegalArgumentException.class, () -> engine.index().scan(rows, null, null, 1001));
            assertThrows(IllegalArgumentException.class, () -> engine.index().scan(rows, null, null, 0));
            assertThrows(IllegalArgumentException.class, () -> engine.extents().append(ByteBuffer.allocate(0)));
            var key = new byte[Index.MAX_KEY_BYTES];
            engine.index().apply(rows, new Batch().put(key, new byte[0]));
            assertEquals(0, engine.index().get(rows, key).orElseThrow().length);
        }
    }
}
