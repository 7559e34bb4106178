package haneul.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.RandomIds;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootKeyTest {
    @TempDir
    private Path scratch;

    private DataFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = DataFolder.at(scratch.resolve("data"));
        folder.create();
    }

    private RootKey establish(Map<String, String> environment) {
        return RootKey.establish(folder, environment, new RandomIds());
    }

    @Test
    void isRandomAtTheFirstStartAndTheSameAtTheNext() {
        var first = establish(Map.of());
        assertTrue(first.accessKeyId().matches("AKIA[A-Z0-9]{16}"), first.accessKeyId());
        assertTrue(first.secretAccessKey().matches("[A-Za-z0-9+/]{40}"));
        assertEquals(first, establish(Map.of()));
        assertEquals(Optional.of(first), RootKey.stored(folder));
        assertNotEquals(first, RootKey.random(new RandomIds()));
    }

    @Test
    void isWhatTheEnvironmentSaysAndStaysSo() {
        establish(Map.of());
        var wanted = establish(Map.of("HANEUL_ROOT_ACCESS_KEY", "admin", "HANEUL_ROOT_SECRET_KEY", "correct-horse"));
        assertEquals(new RootKey("admin", "correct-horse"), wanted);
        assertEquals(wanted, establish(Map.of()));
    }

    @Test
    void refusesHalfAKeyAndKeysNobodyCanSignWith() {
        assertThrows(Failure.class, () -> establish(Map.of("HANEUL_ROOT_ACCESS_KEY", "admin")));
        assertThrows(Failure.class, () -> establish(Map.of("HANEUL_ROOT_SECRET_KEY", "correct-horse")));
        assertThrows(Failure.class, () -> new RootKey("a/b", "correct-horse"));
        assertThrows(Failure.class, () -> new RootKey("admin", "short"));
        assertThrows(Failure.class, () -> new RootKey("admin", "with space inside"));
    }

    @Test
    void saysWhatIsWrongWithADamagedFile() {
        folder.write("root-key", "one line\n");
        assertThrows(Failure.class, () -> RootKey.stored(folder));
    }

    @Test
    void neverPrintsItsSecret() {
        assertFalse(new RootKey("admin", "correct-horse").toString().contains("correct-horse"));
    }
}
