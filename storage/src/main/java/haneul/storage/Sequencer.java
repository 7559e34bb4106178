package haneul.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Puts requests in order: takes what waits, checks conditions against the index and the frame being built, makes the
 * frame durable, applies it to the index and answers. Used by one thread at a time.
 */
final class Sequencer {
    private static final int VERSION_BITS = 20;
    private static final int MAX_BATCHES = 1 << VERSION_BITS;

    private final EngineOptions options;
    private final Rows rows;
    private final IndexBackend index;
    private final Log log;
    private final VolumeExtents extents;
    private final Room room;
    private final Frame frame = new Frame();
    private final Changes changes = new Changes();
    private final Overlay overlay = new Overlay();
    private final List<Request> accepted = new ArrayList<>();
    private final List<Request> refused = new ArrayList<>();
    private volatile StorageException failure;
    private volatile long appliedFrame;
    private boolean overlaid;

    Sequencer(EngineOptions options, Rows rows, IndexBackend index, Log log, VolumeExtents extents, Room room) {
        this.options = options;
        this.rows = rows;
        this.index = index;
        this.log = log;
        this.extents = extents;
        this.room = room;
        this.appliedFrame = log.nextFrame() - 1;
    }

    /** Why nothing can be written any more; null while all is well. */
    StorageException failure() {
        return failure;
    }

    /** The last frame the index has. */
    long appliedFrame() {
        return appliedFrame;
    }

    /** Stops writing for good; requests in the frame being built and all later ones fail. */
    void fail(StorageException cause) {
        failure = cause;
        failAll(() -> new StorageException(cause.getMessage(), cause));
    }

    Log log() {
        return log;
    }

    /** Answers every waiting request, frame by frame. */
    void commit(Queue<Request> waiting) {
        while (!waiting.isEmpty()) {
            if (failure != null) {
                waiting.poll().fail(new StorageException(failure.getMessage(), failure));
            } else if (waiting.element().task() != null) {
                runTask(waiting.poll());
            } else {
                commitFrame(waiting);
            }
        }
    }

    private static void runTask(Request request) {
        try {
            request.task().run();
            request.commit();
        } catch (RuntimeException e) {
            request.fail(e);
        }
    }

    private void commitFrame(Queue<Request> waiting) {
        begin();
        if (!roomForFirst(waiting)) {
            return;
        }
        int limit = log.room();
        for (var next = waiting.peek(); next != null && next.task() == null; next = waiting.peek()) {
            int bytes = frame.recordBytes() + next.records().length;
            if (Frame.padded(bytes) > limit
                    || frame.recordBytes() > 0 && bytes > options.frameBytes()
                    || accepted.size() == MAX_BATCHES) {
                break;
            }
            consider(waiting.poll());
        }
        if (accepted.isEmpty()) {
            refused.forEach(Request::refuse);
        } else {
            write();
        }
    }

    private void begin() {
        frame.start();
        accepted.clear();
        refused.clear();
        overlay.clear();
        overlaid = false;
    }

    /** Opens another segment when the first request does not fit; nothing is lost when there is no room for one. */
    private boolean roomForFirst(Queue<Request> waiting) {
        if (Frame.padded(waiting.element().records().length) <= log.room()) {
            return true;
        }
        try {
            if (!room.forSegment(options.segmentBytes())) {
                waiting.poll().fail(new DiskFullException("The disk has no room for another log segment"));
                return false;
            }
            log.roll();
            return true;
        } catch (StorageException e) {
            waiting.poll().fail(new NotAppliedException("No further log segment can be made", e));
            return false;
        } catch (IOException e) {
            waiting.poll()
                    .fail(
                            NoSpace.in(e)
                                    ? new DiskFullException("The disk has no room for another log segment", e)
                                    : new NotAppliedException("No further log segment can be made", e));
            return false;
        }
    }

    private void consider(Request request) {
        try {
            if (request.dependsOnRows() && !overlaid) {
                accepted.forEach(this::remember);
                overlaid = true;
            }
            if (!holds(request)) {
                refused.add(request);
                return;
            }
            if (overlaid) {
                request.released(reallyReleased(request));
                remember(request);
            }
        } catch (CorruptException e) {
            request.fail(e);
            return;
        } catch (RuntimeException e) {
            request.fail(new NotAppliedException("The rows of a condition cannot be read", e));
            return;
        }
        request.version(log.nextFrame() << VERSION_BITS | accepted.size());
        frame.add(request.records(), 1);
        accepted.add(request);
    }

    private boolean holds(Request request) {
        if (request.move() != null) {
            return stillThere(request.move());
        }
        for (var entry : request.batches().entrySet()) {
            for (var condition : entry.getValue().conditions()) {
                if (!holds(entry.getKey(), condition)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean stillThere(Request.Move move) {
        if (!(overlay.of(move.row()) instanceof Overlay.Pending.Unchanged)) {
            return false;
        }
        var stored = index.get(move.row());
        return stored != null && Cell.of(stored).equals(move.from());
    }

    private boolean holds(Partition partition, Batch.Condition condition) {
        return switch (condition) {
            case Batch.Condition.Absent(byte[] key) -> !exists(RowKeys.row(partition, key));
            case Batch.Condition.Present(byte[] key) -> exists(RowKeys.row(partition, key));
            case Batch.Condition.Equals(byte[] key, byte[] value) -> equal(RowKeys.row(partition, key), value);
        };
    }

    private boolean exists(byte[] row) {
        return switch (overlay.of(row)) {
            case Overlay.Pending.Value value -> true;
            case Overlay.Pending.Deleted deleted -> false;
            case Overlay.Pending.Unchanged unchanged -> index.get(row) != null;
        };
    }

    private boolean equal(byte[] row, byte[] expected) {
        return switch (overlay.of(row)) {
            case Overlay.Pending.Value(byte[] value) -> Arrays.equals(value, expected);
            case Overlay.Pending.Deleted deleted -> false;
            case Overlay.Pending.Unchanged unchanged -> rows.equal(row, expected);
        };
    }

    /** Releasing an extent twice must not free what has taken its place: only adopted ones count. */
    private List<Extent> reallyReleased(Request request) {
        List<Extent> released = List.of();
        for (var batch : request.batches().values()) {
            for (var mutation : batch.mutations()) {
                if (mutation instanceof Batch.Mutation.Release(Extent extent)
                        && exists(RowKeys.extent(extent.high(), extent.low()))) {
                    released = released.isEmpty() ? new ArrayList<>() : released;
                    released.add(extent);
                }
            }
        }
        return released;
    }

    private void remember(Request request) {
        if (request.move() != null) {
            overlay.put(request.move().row(), request.move().value());
        }
        request.batches().forEach(overlay::add);
    }

    private void write() {
        try {
            log.append(frame, changes);
        } catch (IOException e) {
            abandon(e);
            return;
        }
        try {
            index.apply(changes);
            applied();
        } catch (RuntimeException e) {
            failure = new StorageException("The index has failed; the log keeps what was acknowledged", e);
            failAll(() -> new StorageException(failure.getMessage(), failure));
            return;
        }
        for (var request : accepted) {
            extents.committed(request.adopted(), request.released());
            request.commit();
        }
        refused.forEach(Request::refuse);
    }

    private void applied() {
        log.applied();
        appliedFrame = log.nextFrame() - 1;
    }

    private void abandon(IOException cause) {
        try {
            log.fence(frame, changes);
            index.apply(changes);
            applied();
            failAll(() -> new NotAppliedException("The log could not be written; it goes on elsewhere", cause));
        } catch (IOException | RuntimeException e) {
            e.addSuppressed(cause);
            failure = new StorageException(
                    "The log cannot be written any more: the store is read-only until it is opened again", e);
            failAll(() -> new StorageException("The log has failed; the batch may or may not be durable", e));
        }
    }

    private void failAll(Supplier<StorageException> cause) {
        Stream.concat(accepted.stream(), refused.stream())
                .filter(request -> !request.done())
                .forEach(request -> request.fail(cause.get()));
    }
}
