package haneul.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationsTest {
    @Test
    void readsEveryUnit() {
        assertEquals(Duration.ofSeconds(90), Durations.parse("90s"));
        assertEquals(Duration.ofMinutes(15), Durations.parse("15m"));
        assertEquals(Duration.ofHours(36), Durations.parse("36h"));
        assertEquals(Duration.ofDays(31), Durations.parse("31d"));
        assertEquals(Duration.ofDays(14), Durations.parse("2w"));
    }

    @Test
    void addsSeveralParts() {
        assertEquals(Duration.ofHours(36), Durations.parse("1d12h"));
    }

    @Test
    void refusesWhatIsNoDurationAndSaysWhatWouldBe() {
        for (var text : new String[] {"", "d", "1", "-1d", "1.5d", "1y", " 1d", "1d ", "9999999999d", "∞d"}) {
            var failure = assertThrows(Failure.class, () -> Durations.parse(text), text);
            assertTrue(failure.getMessage().contains("31d"), failure.getMessage());
        }
    }

    @Test
    void refusesNothingAndMoreThanACentury() {
        assertThrows(Failure.class, () -> Durations.parse("0s"));
        assertEquals(Durations.MAX, Durations.parse("36500d"));
        assertThrows(Failure.class, () -> Durations.parse("36501d"));
        assertThrows(Failure.class, () -> Durations.parse("999999999w999999999w"));
    }
}
