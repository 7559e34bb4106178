package haneul.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvTest {
    @Test
    void quotesWhatAShellWouldRead() {
        assertEquals("http://127.0.0.1:4566", Env.quoted("http://127.0.0.1:4566"));
        assertEquals("'a b$(c)'", Env.quoted("a b$(c)"));
        assertEquals("'it'\\''s'", Env.quoted("it's"));
        assertEquals("''", Env.quoted(""));
    }

    @Test
    void keepsDataWhereTheEnvironmentSaysElseAtHome() {
        assertEquals(Path.of("/srv/cloud"), DataOption.defaultFolder(Map.of("HANEUL_DATA", "/srv/cloud")));
        assertEquals(Path.of(System.getProperty("user.home"), ".haneul"), DataOption.defaultFolder(Map.of()));
        assertEquals(
                Path.of(System.getProperty("user.home"), ".haneul"),
                DataOption.defaultFolder(Map.of("HANEUL_DATA", "")));
    }
}
