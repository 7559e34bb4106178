package haneul.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
    void keepsDataWhereItIsToldElseWhereTheEnvironmentSaysElseAtHome() {
        var environment = Map.of("HANEUL_DATA", "/srv/cloud");
        assertEquals(
                Path.of("/tmp/x"),
                Target.of(Optional.of("/tmp/x"), environment).folder().root());
        assertEquals(
                Path.of("/srv/cloud"),
                Target.of(Optional.empty(), environment).folder().root());
        var home = Path.of(System.getProperty("user.home"), ".haneul");
        assertEquals(home, Target.of(Optional.empty(), Map.of()).folder().root());
        assertEquals(
                home,
                Target.of(Optional.empty(), Map.of("HANEUL_DATA", "")).folder().root());
    }
}
