package haneul.s3.model;

import haneul.kernel.Clock;
import haneul.kernel.Ids;
import java.util.concurrent.atomic.AtomicLong;

/** Numbers that only grow: microseconds of the clock, or the next number when that one was given already. */
public final class Sequence {
    private final Clock clock;
    private final int run;
    private final AtomicLong last = new AtomicLong();

    public Sequence(Clock clock, Ids ids) {
        this.clock = clock;
        this.run = (int) ids.nextLong();
    }

    public long next() {
        var now = clock.now();
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
        while (true) {
            long given = last.get();
            long next = Math.max(micros, given + 1);
            if (last.compareAndSet(given, next)) {
                return next;
            }
        }
    }

    /** A content id never given before. */
    public ContentId contentId() {
        return new ContentId(next(), run);
    }
}
