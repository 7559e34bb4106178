package haneul.kernel;

import java.time.Instant;

/**
 * The cloud's own time: real time plus whatever its owner has moved it forward. Everything that is
 * due (a lease, a retention, a lifecycle rule) is due on this clock. It never runs backwards.
 */
public interface Clock {
    /** The current moment of the cloud. */
    Instant now();

    /** A monotonic reading in nanoseconds, for measuring how long something took; its origin means nothing. */
    long monotonicNanos();
}
