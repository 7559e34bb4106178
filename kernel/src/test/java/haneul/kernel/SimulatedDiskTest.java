package haneul.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulatedDiskTest {
    private static final int SECTORS = 16;
    private static final int BYTES = SECTORS * 4096;

    private static byte[] filled(int value, int length) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static void write(DiskFile file, int value) throws IOException {
        file.write(ByteBuffer.wrap(filled(value, BYTES)), 0);
    }

    private static byte[] read(SimulatedDisk disk, String path) throws IOException {
        try (var file = disk.open(path)) {
            var bytes = new byte[(int) file.size()];
            file.read(ByteBuffer.wrap(bytes), 0);
            return bytes;
        }
    }

    private static SimulatedDisk withFile(long seed) throws IOException {
        var disk = new SimulatedDisk(seed);
        var file = disk.open("f");
        write(file, 1);
        file.sync();
        disk.syncFolder("");
        return disk;
    }

    @Test
    void whatWasSyncedSurvivesEveryPowerCut() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            var disk = withFile(seed);
            disk.powerCut();
            assertArrayEquals(filled(1, BYTES), read(disk, "f"), "seed " + seed);
        }
    }

    @Test
    void unsyncedSectorsAreDroppedKeptOrTornAsTheSeedDecides() throws IOException {
        int dropped = 0;
        int kept = 0;
        int torn = 0;
        for (int seed = 0; seed < 200; seed++) {
            var disk = withFile(seed);
            write(disk.open("f"), 2);
            disk.powerCut();
            var bytes = read(disk, "f");
            long fresh = 0;
            for (byte value : bytes) {
                assertTrue(value == 1 || value == 2, "seed " + seed);
                fresh += value == 2 ? 1 : 0;
            }
            assertEquals(0, fresh % 512);
            dropped += fresh == 0 ? 1 : 0;
            kept += fresh == BYTES ? 1 : 0;
            torn += fresh > 0 && fresh < BYTES ? 1 : 0;
        }
        assertTrue(dropped > 20 && kept > 20 && torn > 20, dropped + " " + kept + " " + torn);
    }

    @Test
    void aKilledProcessLosesItsOpenFilesAndNoBytes() throws IOException {
        var disk = withFile(1);
        var file = disk.open("f");
        write(file, 2);
        disk.restart();
        assertThrows(IOException.class, file::sync);
        assertArrayEquals(filled(2, BYTES), read(disk, "f"));
    }

    @Test
    void namesThatWereNotSyncedMayBeMissing() throws IOException {
        var outcomes = new HashSet<List<String>>();
        for (int seed = 0; seed < 100; seed++) {
            var disk = new SimulatedDisk(seed);
            disk.createFolders("a");
            disk.syncFolder("");
            disk.open("a/sure").sync();
            disk.syncFolder("a");
            disk.open("a/unsure").sync();
            disk.rename("a/sure", "a/renamed");
            disk.powerCut();
            outcomes.add(disk.list("a"));
        }
        assertEquals(
                Set.of(List.of("sure"), List.of("renamed"), List.of("sure", "unsure"), List.of("renamed", "unsure")),
                outcomes);
    }

    @Test
    void aFileInAFolderThatWasNotSyncedGoesWithIt() throws IOException {
        int missing = 0;
        for (int seed = 0; seed < 50; seed++) {
            var disk = new SimulatedDisk(seed);
            disk.createFolders("a/b");
            disk.open("a/b/f").sync();
            disk.syncFolder("a/b");
            disk.powerCut();
            missing += disk.exists("a/b/f") ? 0 : 1;
        }
        assertTrue(missing > 10, "missing " + missing);
    }

    @Test
    void aFailedSyncLosesSectorsForGood() throws IOException {
        int lost = 0;
        for (int seed = 0; seed < 50; seed++) {
            var disk = withFile(seed);
            var file = disk.open("f");
            write(file, 2);
            disk.failCall(1);
            assertThrows(IOException.class, file::sync);
            file.sync();
            assertArrayEquals(filled(2, BYTES), read(disk, "f"), "memory still shows them");
            disk.powerCut();
            lost += Arrays.equals(filled(2, BYTES), read(disk, "f")) ? 0 : 1;
        }
        assertTrue(lost > 40, "lost " + lost);
    }

    @Test
    void theChosenCallFails() throws IOException {
        var disk = withFile(1);
        disk.failCall(2);
        assertTrue(disk.exists("f"));
        assertThrows(IOException.class, () -> disk.exists("f"));
        assertTrue(disk.exists("f"));
        disk.failFrom(1);
        assertThrows(IOException.class, () -> disk.list(""));
        assertThrows(IOException.class, () -> disk.open("f"));
        disk.heal();
        assertEquals(List.of("f"), disk.list(""));
    }

    @Test
    void aFullDiskSaysSoAndTakesWritesAgainAfterADelete() throws IOException {
        var disk = withFile(1);
        disk.capacity(BYTES + 100);
        var other = disk.open("g");
        var full = assertThrows(IOException.class, () -> write(other, 3));
        assertEquals("No space left on device", full.getMessage());
        write(disk.open("f"), 4);
        disk.delete("f");
        assertEquals(BYTES + 100, disk.usableBytes());
        write(other, 3);
        assertFalse(disk.usableBytes() > 4096);
    }

    @Test
    void anUnwrittenPartOfAFileUsesNoSpace() throws IOException {
        var disk = new SimulatedDisk(3);
        disk.capacity(100_000);
        disk.open("f").truncate(1 << 20);
        assertEquals(100_000, disk.usableBytes());
    }

    @Test
    void theSameSeedRepeatsTheSameDisaster() throws IOException {
        var outcomes = new ArrayList<byte[]>();
        for (int round = 0; round < 2; round++) {
            var disk = withFile(42);
            write(disk.open("f"), 2);
            disk.powerCut();
            outcomes.add(read(disk, "f"));
        }
        assertArrayEquals(outcomes.get(0), outcomes.get(1));
    }

    @Test
    void aMappingShowsLaterWrites() throws IOException {
        var disk = withFile(1);
        var file = disk.open("f");
        var view = file.map(512, 100);
        write(file, 9);
        assertEquals(9, view.get(0));
        assertThrows(IOException.class, () -> file.map(BYTES - 10, 11));
    }
}
