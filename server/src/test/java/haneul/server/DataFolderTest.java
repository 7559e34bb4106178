package haneul.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    private Path scratch;

    private DataFolder folder() {
        var folder = DataFolder.at(scratch.resolve("deep/data"));
        folder.create();
        return folder;
    }

    @Test
    void belongsToItsOwnerAlone() throws IOException {
        var folder = folder();
        folder.write("secret", "x");
        assertEquals("rwx------", permissions(folder.root()));
        assertEquals("rw-------", permissions(folder.root().resolve("secret")));
    }

    @Test
    void takesOthersAccessFromAnExistingFolder() throws IOException {
        var root = Files.createDirectory(
                scratch.resolve("open"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        DataFolder.at(root).create();
        assertEquals("rwx------", permissions(root));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void namesTheProcessWhileItIsLocked() throws IOException {
        var folder = folder();
        var pid = folder.root().resolve("haneul.pid");
        try (var lock = folder.lock()) {
            assertEquals(ProcessHandle.current().pid() + "\n", Files.readString(pid));
        }
        assertFalse(Files.exists(pid));
    }

    @Test
    void refusesASecondProcessAndSaysWhoHasIt() {
        var folder = folder();
        folder.recordEndpoint("http://127.0.0.1:4566");
        try (var lock = folder.lock()) {
            var failure = assertThrows(Failure.class, folder::lock);
            assertTrue(
                    failure.getMessage()
                            .contains("process " + ProcessHandle.current().pid()),
                    failure.getMessage());
            assertTrue(failure.getMessage().contains("http://127.0.0.1:4566"), failure.getMessage());
            assertTrue(failure.getMessage().contains("haneul down"), failure.getMessage());
        }
        folder.lock().close();
    }

    @Test
    void hasNoOwnerWhenAKilledProcessLeftItsPidFile() throws IOException {
        var folder = folder();
        Files.writeString(
                folder.root().resolve("haneul.pid"), ProcessHandle.current().pid() + "\n");
        Files.createFile(folder.root().resolve("lock"));
        assertEquals(Optional.empty(), folder.owner());
    }

    @Test
    void saysWhichFolderItCannotUse() throws IOException {
        var file = Files.createFile(scratch.resolve("file"));
        var failure = assertThrows(Failure.class, DataFolder.at(file.resolve("data"))::create);
        assertTrue(failure.getMessage().contains(file.toString()), failure.getMessage());
    }
}
