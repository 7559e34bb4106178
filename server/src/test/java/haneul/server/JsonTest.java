package haneul.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void readsWhatItWrites() throws IOException {
        var document = Map.of("text", "a\"b\n한", "number", 42L, "truth", true, "list", List.of("x", Map.of("y", 1L)));
        assertEquals(document, Json.read(Json.write(document)));
    }

    @Test
    void refusesWhatItDoesNotExpect() {
        for (var text :
                new String[] {"", "[]", "1", "{", "{\"a\":1.5}", "{\"a\":null}", "{} {}", "{\"a\"}", "{\"a\":[}"}) {
            assertThrows(IOException.class, () -> Json.read(text.getBytes(UTF_8)), text);
        }
    }

    @Test
    void refusesDeepNesting() {
        for (var pair : new String[][] {{"{\"a\":", "}"}, {"[", "]"}}) {
            var text = "{\"a\":" + pair[0].repeat(10_000) + "1" + pair[1].repeat(10_000) + "}";
            assertThrows(IOException.class, () -> Json.read(text.getBytes(UTF_8)));
        }
    }
}
