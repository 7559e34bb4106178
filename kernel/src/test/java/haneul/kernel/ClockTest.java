package haneul.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class ClockTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    /** A machine's clock that can also go wrong. */
    private static final class MachineClock extends java.time.Clock {
        private Instant now = START;

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public java.time.Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static final class KeptOffset implements CloudClock.Offset {
        private Duration offset = Duration.ZERO;

        @Override
        public Duration load() {
            return offset;
        }

        @Override
        public void save(Duration moved) {
            offset = moved;
        }
    }

    @Test
    void theCloudsClockGoesForwardByWhatItsOwnerSaysAndKeepsItOverARestart() {
        var machine = new MachineClock();
        var kept = new KeptOffset();
        var clock = new CloudClock(kept, machine);
        clock.advance(Duration.ofDays(31));
        assertEquals(START.plus(Duration.ofDays(31)), clock.now());
        clock.advance(Duration.ofSeconds(1));
        assertEquals(START.plus(Duration.ofDays(31)).plusSeconds(1), new CloudClock(kept, machine).now());
    }

    @Test
    void itNeverRunsBackwards() {
        var machine = new MachineClock();
        var clock = new CloudClock(new KeptOffset(), machine);
        assertThrows(IllegalArgumentException.class, () -> clock.advance(Duration.ofNanos(-1)));
        assertEquals(START, clock.now());
        machine.now = START.minusSeconds(3600);
        assertEquals(START, clock.now());
        machine.now = START.plusSeconds(1);
        assertFalse(clock.now().isBefore(START.plusSeconds(1)));
    }

    @Test
    void whatBecomesDueHappensBeforeAnAdvanceReturns() {
        var clock = new CloudClock(new KeptOffset(), new MachineClock());
        var seen = new ArrayList<Instant>();
        clock.onAdvance(() -> seen.add(clock.now()));
        clock.advance(Duration.ofHours(2));
        assertEquals(START.plus(Duration.ofHours(2)), seen.getFirst());
    }

    @Test
    void anAdvanceThatCannotBeSavedDoesNotHappen() {
        var clock = new CloudClock(
                new CloudClock.Offset() {
                    @Override
                    public Duration load() {
                        return Duration.ZERO;
                    }

                    @Override
                    public void save(Duration offset) {
                        throw new IllegalStateException("disk full");
                    }
                },
                new MachineClock());
        assertThrows(IllegalStateException.class, () -> clock.advance(Duration.ofDays(1)));
        assertEquals(START, clock.now());
    }

    @Test
    void aManualClockMovesOnlyByHand() {
        var clock = new ManualClock(START);
        clock.advance(Duration.ofMillis(5));
        assertEquals(START.plusMillis(5), clock.now());
        assertEquals(5_000_000, clock.monotonicNanos());
        assertThrows(IllegalArgumentException.class, () -> clock.advance(Duration.ofNanos(-1)));
    }
}
