package haneul.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.FolderDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WindowTest {
    private static final int SIZE = 64 << 20;
    private static final long MOST = SIZE * 3L / 4;

    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void pagesAreLetGoOnceNobodyReadsThemAndCanBeReadAgain() throws IOException {
        var disk = new FolderDisk(folder);
        try (var file = disk.open("volume")) {
            file.write(ByteBuffer.allocate(SIZE).putLong(8, 42), 0);
            file.sync();
            var window = new Window(file, "volume", SIZE);
            long before = mappedFileBytes();
            long checksum = checksum(window.bytes());
            assertTrue(mappedFileBytes() - before > MOST, "a view that was read counts as memory");

            window.cool();
            assertTrue(mappedFileBytes() - before > MOST, "a view that was just read keeps its pages");
            window.cool();
            assertTrue(mappedFileBytes() - before < MOST, "a view that nobody reads gives its pages back");

            assertEquals(checksum, checksum(window.bytes()));
        }
    }

    private static long checksum(ByteBuffer bytes) {
        var crc = new CRC32C();
        crc.update(bytes.duplicate());
        return crc.getValue();
    }

    private static long mappedFileBytes() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            var line = lines.filter(candidate -> candidate.startsWith("RssFile:")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) << 10;
        }
    }
}
