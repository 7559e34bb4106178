package haneul.s3.plane;

import haneul.s3.model.ContentId;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which contents are being read, so that the reclaimer leaves them alone, and which are being reclaimed, so that nobody
 * begins to read them.
 */
final class Pins {
    private static final int RECLAIMING = -1;

    private final ConcurrentHashMap<ContentId, Integer> counts = new ConcurrentHashMap<>();
    private final Runnable released;

    /** @param released told when the last reader of some content has gone */
    Pins(Runnable released) {
        this.released = released;
    }

    /** Answers false when the content is being reclaimed. */
    boolean pin(ContentId id) {
        return counts.merge(id, 1, (count, one) -> count == RECLAIMING ? RECLAIMING : count + one) != RECLAIMING;
    }

    void unpin(ContentId id) {
        if (counts.computeIfPresent(id, (_, count) -> count == 1 ? null : count - 1) == null) {
            released.run();
        }
    }

    /** Answers false when somebody reads the content; true keeps readers away until {@link #reclaimed}. */
    boolean reclaim(ContentId id) {
        return counts.merge(id, RECLAIMING, (count, _) -> count) == RECLAIMING;
    }

    void reclaimed(ContentId id) {
        counts.remove(id, RECLAIMING);
    }

    /** How many contents are pinned or being reclaimed. */
    int size() {
        return counts.size();
    }
}
