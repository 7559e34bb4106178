package haneul.storage;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens beside the log: prepared segments, checkpoints, and space that comes back. */
final class Housekeeper implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeper.class);

    private final EngineOptions options;
    private final Segments segments;
    private final Sequencer sequencer;
    private final IndexBackend index;
    private final VolumeExtents extents;
    private final Leases leases;
    private final Room room;
    private final Consumer<Request> submit;
    private final Queue<Segment> unread = new ConcurrentLinkedQueue<>();
    private final Semaphore nudges = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().name("haneul-housekeeper").daemon().unstarted(this);
    private volatile long durableFrame;
    private volatile boolean closing;

    Housekeeper(
            EngineOptions options, Segments segments, Sequencer sequencer, IndexBackend index, VolumeExtents extents,
            Leases leases, Room room, Consumer<Request> submit, long durableFrame) {
        this.options = options;
        this.segments = segments;
        this.sequencer = sequencer;
        this.index = index;
        this.extents = extents;
        this.leases = leases;
        this.room = room;
        this.submit = submit;
        this.durableFrame = durableFrame;
    }

    void start() {
        thread.start();
    }

    void nudge() {
        if (nudges.availablePermits() == 0) {
            nudges.release();
        }
    }

    @Override
    public void run() {
        while (!closing) {
            nudges.acquireUninterruptibly();
            nudges.drainPermits();
            if (!closing && sequencer.failure() == null) {
                try {
                    work();
                } catch (IOException | RuntimeException e) {
                    LOG.warn("Housekeeping of the store failed and will be tried again", e);
                }
            }
        }
    }

    void close() throws InterruptedException {
        closing = true;
        nudges.release();
        if (thread.isAlive()) {
            thread.join();
        }
    }

    /** Everything that is due, once. */
    void work() throws IOException {
        prepareSpare();
        if (sealedBehindCheckpoint()) {
            checkpoint();
        }
        retireEmptied();
        releaseUnread();
        extents.deleteEmpty();
    }

    private void prepareSpare() throws IOException {
        if (sequencer.log().wantsSpare()
                && segments.spareCount() == 0
                && room.usable() > options.reserveBytes() + 2L * options.segmentBytes()) {
            segments.prepare();
        }
    }

    private boolean sealedBehindCheckpoint() {
        return segments.inUse().stream().anyMatch(this::behindCheckpoint);
    }

    private boolean behindCheckpoint(Segment segment) {
        var seal = segment.seal();
        return seal != null && seal.lastFrame() > durableFrame;
    }

    /** Makes the index durable up to the last frame applied; the log up to there is no longer needed for replay. */
    void checkpoint() {
        long frame = sequencer.appliedFrame();
        index.flush();
        durableFrame = Math.max(durableFrame, frame);
    }

    /** Segments that replay does not need and that hold no value outside the index. */
    private void retireEmptied() {
        var emptied = segments.inUse().stream()
                .filter(segment -> segment.seal() != null && !segment.retired() && !behindCheckpoint(segment))
                .filter(segment -> segment.seal().largeBytes() == 0)
                .toList();
        if (!emptied.isEmpty()) {
            var request = Request.of(() -> forget(emptied));
            submit.accept(request);
            request.await();
            checkpoint();
            emptied.forEach(segment -> leases.retire(() -> {
                unread.add(segment);
                nudge();
            }));
        }
    }

    private void forget(Iterable<Segment> emptied) {
        var changes = new Changes();
        for (var segment : emptied) {
            segment.retire();
            changes.delete(RowKeys.seal(segment.epoch()));
        }
        index.apply(changes);
    }

    private void releaseUnread() throws IOException {
        for (var segment = unread.poll(); segment != null; segment = unread.poll()) {
            segments.release(segment);
        }
    }
}
