package haneul.wire.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-02T03:04:05Z | 2026-11-02T03:04:05Z",
                "2026-11-02T03:04:05.678Z | 2026-11-02T03:04:05.678Z",
                "2026-11-02T03:04:05.123456789Z | 2026-11-02T03:04:05.123456789Z",
                "2026-11-02T03:04:05 | 2026-11-02T03:04:05Z",
                "2026-11-02T03:04Z | 2026-11-02T03:04:00Z",
                "2026-11-02 | 2026-11-02T00:00:00Z",
                "2026-11-02T03:04:05+09:00 | 2026-11-01T18:04:05Z",
                "2026-11-02T03:04:05-0130 | 2026-11-02T04:34:05Z",
                "Mon, 02 Nov 2026 03:04:05 GMT | 2026-11-02T03:04:05Z",
                "Mon, 2 Nov 2026 03:04:05 +0000 | 2026-11-02T03:04:05Z",
                "Monday, 02-Nov-26 03:04:05 GMT | 2026-11-02T03:04:05Z",
                "Sunday, 06-Nov-94 08:49:37 GMT | 1994-11-06T08:49:37Z",
                "Mon Nov  2 03:04:05 2026 | 2026-11-02T03:04:05Z",
                "1793588645 | 2026-11-02T03:04:05Z",
                "1793588645.5 | 2026-11-02T03:04:05.500Z",
                "1.793588645E9 | 2026-11-02T03:04:05Z",
            })
    void readsWhatClientsSend(String text, String instant) {
        assertEquals(Instant.parse(instant), Timestamps.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "today", "2026-13-01", "2026-02-30T00:00:00Z", "2026-11-02T25:00:00Z", "2026-11-02T03:04:05Zx",
                        "2026-11-02T",
                "Mon, 02 Foo 2026 03:04:05 GMT", "Mon, 02 Nov 2026 03:04:05 PST", "Mon", "1e400", "99999999999999",
                        "-99999999999999", "--", "٣٣٣",
                "2026-1١-02", "Mon, 02 Nov 2026",
                        "99999999999999999999999999999999999999999999999999999999999999999999999",
            })
    void refusesWhatIsNoTimestamp(String text) {
        assertThrows(Malformed.class, () -> Timestamps.parse(text));
    }

    @Property
    void readsBackWhatItWrites(@ForAll @LongRange(min = -62_135_596_800_000L, max = 253_402_300_799_999L) long millis) {
        var instant = Instant.ofEpochMilli(millis);
        assertEquals(instant, Timestamps.parse(Timestamps.iso(instant, true)));
        assertEquals(instant, Timestamps.parse(Timestamps.iso(instant, false)));
        assertEquals(instant, Timestamps.parse(Timestamps.unix(instant)));
        assertEquals(
                instant.truncatedTo(java.time.temporal.ChronoUnit.SECONDS), Timestamps.parse(Timestamps.http(instant)));
    }
}
