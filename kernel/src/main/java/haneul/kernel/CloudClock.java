package haneul.kernel;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Real time plus an offset its owner moves forward. The offset is loaded and saved through callbacks, so that a
 * restart keeps it. Two readings never run backwards, even where the machine's clock is set back. Resolution: 1 us.
 */
public final class CloudClock implements Clock {
    /** Keeps the offset where it survives a restart. */
    public interface Offset {
        /** The offset saved last; {@link Duration#ZERO} when none was. */
        Duration load();

        /** Returns when the offset is durable. */
        void save(Duration offset);
    }

    private final java.time.Clock real;
    private final Offset saved;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong latestMicros = new AtomicLong(Long.MIN_VALUE);
    private volatile Duration offset;

    public CloudClock(Offset saved) {
        this(saved, java.time.Clock.systemUTC());
    }

    CloudClock(Offset saved, java.time.Clock real) {
        this.real = real;
        this.saved = saved;
        this.offset = saved.load();
        if (offset.isNegative()) {
            throw new IllegalArgumentException("The saved clock offset " + offset + " is negative");
        }
    }

    @Override
    public Instant now() {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, real.instant().plus(offset));
        return Instant.EPOCH.plus(latestMicros.accumulateAndGet(micros, Math::max), ChronoUnit.MICROS);
    }

    @Override
    public long monotonicNanos() {
        return System.nanoTime();
    }

    /** How far this clock is ahead of real time. */
    public Duration offset() {
        return offset;
    }

    /**
     * Moves the clock forward and then runs every listener, in the order they were added; returns when all have.
     *
     * @throws IllegalArgumentException when the duration is negative: the clock never runs backwards
     */
    public synchronized Instant advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("The clock cannot be moved by " + by + ": only forward");
        }
        var next = offset.plus(by);
        saved.save(next);
        offset = next;
        listeners.forEach(Runnable::run);
        return now();
    }

    /** Runs {@code due} after each advance: it does what has become due and returns when that is done. */
    public void onAdvance(Runnable due) {
        listeners.add(due);
    }
}
