package haneul.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderDiskTest {
    @TempDir
    Path folder;

    private FolderDisk disk;

    @BeforeEach
    void open() {
        disk = new FolderDisk(folder);
    }

    private static byte[] read(DiskFile file, int length) throws IOException {
        var bytes = new byte[length];
        assertEquals(length, file.read(ByteBuffer.wrap(bytes), 0));
        return bytes;
    }

    @Test
    void whatIsWrittenIsReadUnderANewNameToo() throws IOException {
        disk.createFolders("a/b");
        try (var file = disk.open("a/b/one")) {
            file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 2);
            file.sync();
            disk.rename("a/b/one", "a/two");
            disk.syncFolder("a");
            file.write(ByteBuffer.wrap(new byte[] {9}), 0);
            assertArrayEquals(new byte[] {9, 0, 1, 2, 3}, read(file, 5));
        }
        assertEquals(List.of("b", "two"), disk.list("a"));
        assertEquals(List.of(), disk.list("nowhere"));
        assertTrue(disk.exists("a/two"));
        disk.delete("a/two");
        disk.delete("a/two");
        assertFalse(disk.exists("a/two"));
    }

    @Test
    void aReadBehindTheEndAnswersWhatThereIs() throws IOException {
        try (var file = disk.open("f")) {
            file.write(ByteBuffer.wrap(new byte[10]), 0);
            var target = ByteBuffer.allocate(8);
            assertEquals(3, file.read(target, 7));
            assertEquals(3, target.position());
            assertEquals(0, file.read(target, 100));
        }
    }

    @Test
    void aLongerFileReadsAsZerosAndKeepsItsBytes() throws IOException {
        try (var file = disk.open("f")) {
            file.write(ByteBuffer.wrap(new byte[] {7}), 0);
            file.truncate(5);
            assertArrayEquals(new byte[] {7, 0, 0, 0, 0}, read(file, 5));
            file.truncate(5);
            file.truncate(1);
            assertEquals(1, file.size());
        }
    }

    @Test
    void aMappingShowsLaterWritesAndOutlivesTheFile() throws IOException {
        ByteBuffer view;
        try (var file = disk.open("f")) {
            file.truncate(8192);
            view = file.map(4096, 4096);
            file.write(ByteBuffer.wrap(new byte[] {5}), 4096);
            assertThrows(EOFException.class, () -> file.map(4096, 4097));
        }
        disk.delete("f");
        assertEquals(5, view.get(0));
        assertTrue(view.isReadOnly());
    }

    @Test
    void noPathLeavesTheFolder() {
        assertThrows(IllegalArgumentException.class, () -> disk.open("../x"));
        assertThrows(IllegalArgumentException.class, () -> disk.open("a/../../x"));
        assertThrows(IllegalArgumentException.class, () -> disk.open("/etc/passwd"));
    }

    @Test
    void anInterruptedThreadTakesTheFileFromNobody() throws Exception {
        try (var file = disk.open("f")) {
            disk.rename("f", "g");
            var failure = new AtomicReference<Exception>();
            var stop = new AtomicBoolean();
            var writer = Thread.ofPlatform().start(() -> {
                try {
                    for (int i = 0; !stop.get(); i++) {
                        file.write(ByteBuffer.allocate(4096), (i % 16) * 4096L);
                        file.sync();
                    }
                } catch (IOException e) {
                    failure.set(e);
                }
            });
            for (int i = 0; i < 300; i++) {
                writer.interrupt();
                file.write(ByteBuffer.wrap(new byte[] {1}), 100_000);
                Thread.onSpinWait();
            }
            stop.set(true);
            writer.join();
            assertEquals(null, failure.get());
        }
    }

    @Test
    void aClosedFileStaysClosed() throws IOException {
        var file = disk.open("f");
        file.close();
        assertThrows(IOException.class, () -> file.write(ByteBuffer.allocate(1), 0));
    }
}
