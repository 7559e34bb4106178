package haneul.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens beside the log: prepared segments, checkpoints, compaction, and space that comes back. One round at a
 * time, on a nudge of the log and every ten seconds.
 */
final class Housekeeper implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeper.class);
    private static final int TICK_SECONDS = 10;
    private static final int SURVEYED_PER_ROUND = 8;

    private final EngineOptions options;
    private final Segments segments;
    private final Sequencer sequencer;
    private final IndexBackend index;
    private final VolumeExtents extents;
    private final Leases leases;
    private final Room room;
    private final Consumer<Request> submit;
    private final Compactor compactor;
    private final List<Segment> forgotten = new ArrayList<>();
    private final Queue<Segment> unread = new ConcurrentLinkedQueue<>();
    private final Semaphore nudges = new Semaphore(0);
    private final Thread thread =
            Thread.ofPlatform().name("haneul-housekeeper").daemon().unstarted(this);
    private volatile long durableFrame;
    private volatile boolean closing;

    /** @param durableFrame the last frame the index on disk has */
    Housekeeper(
            EngineOptions options,
            Segments segments,
            Sequencer sequencer,
            IndexBackend index,
            VolumeExtents extents,
            Leases leases,
            Room room,
            Consumer<Request> submit,
            Consumer<String> onDamage,
            long durableFrame) {
        this.options = options;
        this.segments = segments;
        this.sequencer = sequencer;
        this.index = index;
        this.extents = extents;
        this.leases = leases;
        this.room = room;
        this.submit = submit;
        this.durableFrame = durableFrame;
        this.compactor = new Compactor(options, index, sequencer, submit, onDamage, this::closing);
    }

    void start() {
        thread.start();
    }

    void nudge() {
        if (nudges.availablePermits() == 0) {
            nudges.release();
        }
    }

    boolean closing() {
        return closing;
    }

    long durableFrame() {
        return durableFrame;
    }

    @Override
    public void run() {
        while (!closing) {
            try {
                if (nudges.tryAcquire(TICK_SECONDS, TimeUnit.SECONDS)) {
                    nudges.drainPermits();
                } else {
                    cool();
                }
                if (!closing && sequencer.failure() == null) {
                    work();
                }
            } catch (IOException | RuntimeException e) {
                LOG.warn("Housekeeping of the store failed and will be tried again", e);
            } catch (InterruptedException e) {
                LOG.warn("Housekeeping of the store was interrupted and ends", e);
                return;
            }
        }
    }

    /** Mapped pages count as memory of this process until they are let go. */
    void cool() {
        segments.inUse().forEach(segment -> segment.window().cool());
        extents.cool();
    }

    /** Starts no more work and waits for what runs. */
    void close() throws InterruptedException {
        closing = true;
        nudges.release();
        if (thread.isAlive()) {
            thread.join();
        }
        synchronized (this) {
            nudges.drainPermits();
        }
    }

    /** Everything that is due, once. */
    synchronized void work() throws IOException {
        if (closing) {
            return;
        }
        releaseUnread();
        extents.deleteEmpty();
        prepareSpare();
        if (sealed().stream().anyMatch(this::behindCheckpoint)) {
            checkpoint();
        }
        var covered =
                sealed().stream().filter(segment -> !behindCheckpoint(segment)).toList();
        retire(covered.stream()
                .filter(segment -> segment.seal().largeBytes() == 0)
                .toList());
        releaseUnread();
        compact(covered.stream()
                .filter(segment -> segment.seal().largeBytes() > 0)
                .toList());
    }

    /** On a full disk each emptied segment must come back before the next one can be emptied. */
    private void compact(List<Segment> holding) throws IOException {
        boolean full = room.full();
        var emptied = new ArrayList<Segment>();
        for (var segment : compactor.worthEmptying(holding, full ? holding.size() : SURVEYED_PER_ROUND)) {
            if (compactor.empty(segment)) {
                emptied.add(segment);
            }
            if (full) {
                retire(emptied);
                releaseUnread();
                emptied.clear();
            }
        }
        retire(emptied);
        releaseUnread();
        if (full) {
            segments.deleteSpares();
        }
    }

    private List<Segment> sealed() {
        return segments.inUse().stream()
                .filter(segment -> segment.seal() != null && !segment.retired())
                .toList();
    }

    private void prepareSpare() throws IOException {
        if (sequencer.log().wantsSpare()
                && segments.spareCount() == 0
                && room.usable() > options.reserveBytes() + 2L * options.segmentBytes()) {
            segments.prepare();
        }
    }

    private boolean behindCheckpoint(Segment segment) {
        return segment.seal().lastFrame() > durableFrame;
    }

    /** Makes the index durable up to the last frame applied; the log up to there is no longer needed for replay. */
    void checkpoint() {
        long frame = sequencer.appliedFrame();
        index.flush();
        durableFrame = Math.max(durableFrame, frame);
    }

    /** Segments that replay does not need and to which no row points; their files go when the last reader has left. */
    private void retire(List<Segment> emptied) {
        if (!emptied.isEmpty()) {
            var request = Request.of(() -> forget(emptied));
            submit.accept(request);
            request.await();
            forgotten.addAll(emptied);
        }
        if (!forgotten.isEmpty()) {
            checkpoint();
            forgotten.forEach(segment -> leases.retire(() -> {
                unread.add(segment);
                nudge();
            }));
            forgotten.clear();
        }
    }

    private void forget(List<Segment> emptied) {
        var changes = new Changes();
        emptied.forEach(segment -> changes.delete(RowKeys.seal(segment.epoch())));
        index.apply(changes);
        emptied.forEach(Segment::retire);
    }

    private void releaseUnread() throws IOException {
        for (var segment = unread.poll(); segment != null; segment = unread.poll()) {
            segments.release(segment);
        }
    }
}
