package haneul.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static Arguments parse(String... given) {
        return Arguments.parse(List.of(given), Set.of("--port", "--domain"), Set.of("--detach"));
    }

    @Test
    void readsOptionsFlagsAndWordsInAnyOrder() {
        var arguments = parse("advance", "--port", "80", "31d", "--detach", "--data=/x=y");
        assertEquals(List.of("advance", "31d"), arguments.words(0, 2, ""));
        assertEquals(Optional.of("80"), arguments.value("--port"));
        assertEquals("/x=y", arguments.target().folder().root().toString());
        assertTrue(arguments.flag("--detach"));
    }

    @Test
    void keepsEveryValueOfARepeatedOptionAndTheLastCounts() {
        var arguments = parse("--domain", "a", "--domain=b");
        assertEquals(List.of("a", "b"), arguments.all("--domain"));
        assertEquals(Optional.of("b"), arguments.value("--domain"));
    }

    @Test
    void refusesWhatTheVerbDoesNotKnow() {
        for (var wrong : new String[] {"--prot", "--detach=yes", "--", "--port"}) {
            var failure = assertThrows(Failure.class, () -> parse(wrong), wrong);
            assertTrue(failure.getMessage().contains(wrong.replaceFirst("=.*", "")), failure.getMessage());
        }
        assertThrows(Failure.class, () -> parse("a", "b").words(0, 1, "verb"));
        assertThrows(Failure.class, () -> parse().words(1, 1, "verb"));
    }

    @Test
    void boundsNumbers() {
        assertEquals(7, parse().number("--port", 7, 0, 9));
        assertEquals(9, parse("--port", "9").number("--port", 7, 0, 9));
        for (var wrong : new String[] {"10", "-1", "x", "", "1.0", "99999999999"}) {
            assertThrows(Failure.class, () -> parse("--port", wrong).number("--port", 7, 0, 9), wrong);
        }
    }

    @Test
    void mistakesOnTheCommandLineAreFailuresAndSayWhatToDo() {
        for (var wrong : List.of(
                List.of("bogus"),
                List.of("up", "--port", "x"),
                List.of("up", "extra"),
                List.of("up", "--profile", "old"),
                List.of("up", "--host", "mars"),
                List.of("clock", "advance"),
                List.of("clock", "back", "1d"),
                List.of("clock", "advance", "soon"),
                List.of("key"),
                List.of("key", "delete"),
                List.of("key", "make"),
                List.of("status", "--verbose"),
                List.of("down", "now"))) {
            assertEquals(Verb.FAILED, Main.run(wrong), wrong.toString());
        }
        assertEquals(Verb.DONE, Main.run(List.of()));
    }
}
