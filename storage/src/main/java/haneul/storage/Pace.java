package haneul.storage;

import java.util.concurrent.locks.LockSupport;

/** Holds background work down to a number of bytes per second, so that requests come first. */
final class Pace {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final long bytesPerSecond;
    private final boolean waits;

    /** @param waits false in a simulation, where time does not pass */
    Pace(long bytesPerSecond, boolean waits) {
        this.bytesPerSecond = bytesPerSecond;
        this.waits = waits;
    }

    /** Pauses for as long as so many bytes may take. */
    void spent(long bytes) {
        if (waits) {
            LockSupport.parkNanos(this, bytes * NANOS_PER_SECOND / bytesPerSecond);
        }
    }
}
