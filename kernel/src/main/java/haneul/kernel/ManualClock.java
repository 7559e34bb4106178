package haneul.kernel;

import java.time.Duration;
import java.time.Instant;

/** A clock for tests: it stands still until it is moved. */
public final class ManualClock implements Clock {
    private Instant now;
    private long nanos;

    public ManualClock(Instant start) {
        this.now = start;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized long monotonicNanos() {
        return nanos;
    }

    /** @throws IllegalArgumentException when the duration is negative */
    public synchronized void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("The clock cannot be moved by " + by + ": only forward");
        }
        now = now.plus(by);
        nanos += by.toNanos();
    }
}
