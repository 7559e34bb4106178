package haneul.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** One caller's wish for the log thread, and the place where the caller waits for what became of it. */
final class Request {
    /**
     * A row that moves out of a segment, if the index still points there.
     *
     * @param row key in the index
     * @param from where the value was read
     */
    record Move(byte[] row, byte[] value, Cell.Pointer from) {}

    private final Map<Partition, Batch> batches;
    private final Move move;
    private final Runnable task;
    private final byte[] records;
    private final boolean dependsOnRows;
    private final List<Extent> adopted;
    private final Thread waiter = Thread.currentThread();
    private List<Extent> released = List.of();
    private long version;
    private Outcome outcome;
    private RuntimeException failure;
    private volatile boolean done;

    private Request(Map<Partition, Batch> batches, Move move, Runnable task, byte[] records) {
        this.batches = batches;
        this.move = move;
        this.task = task;
        this.records = records;
        this.adopted = adopted(batches);
        this.dependsOnRows = move != null || batches.values().stream().anyMatch(Request::dependsOnRows);
    }

    static Request of(Map<Partition, Batch> batches, int inlineBytes) {
        int size = batches.values().stream()
                .mapToInt(batch -> Records.size(batch, inlineBytes))
                .sum();
        var target = ByteBuffer.allocate(size);
        batches.forEach((partition, batch) -> Records.encode(partition, batch, inlineBytes, target));
        var records = target.position() == size ? target.array() : Arrays.copyOf(target.array(), target.position());
        return new Request(batches, null, null, records);
    }

    static Request of(Move move, int inlineBytes) {
        return new Request(Map.of(), move, null, Records.encodePut(move.row(), move.value(), inlineBytes));
    }

    /** Work for the log thread itself, between two frames. */
    static Request of(Runnable task) {
        return new Request(Map.of(), null, task, new byte[0]);
    }

    private static boolean dependsOnRows(Batch batch) {
        return !batch.conditions().isEmpty()
                || batch.mutations().stream().anyMatch(Batch.Mutation.Release.class::isInstance);
    }

    Map<Partition, Batch> batches() {
        return batches;
    }

    /** Null for a caller's batch. */
    Move move() {
        return move;
    }

    /** Null but for {@link #of(Runnable)}. */
    Runnable task() {
        return task;
    }

    byte[] records() {
        return records;
    }

    /** Whether rows must be looked up before it can be accepted. */
    boolean dependsOnRows() {
        return dependsOnRows;
    }

    /** Extents whose space comes back when the request is durable. */
    List<Extent> released() {
        return released;
    }

    void released(List<Extent> extents) {
        released = extents;
    }

    /** Extents the request adopts. */
    List<Extent> adopted() {
        return adopted;
    }

    private static List<Extent> adopted(Map<Partition, Batch> batches) {
        List<Extent> adopted = List.of();
        for (var batch : batches.values()) {
            for (var mutation : batch.mutations()) {
                if (mutation instanceof Batch.Mutation.Adopt(Extent extent)) {
                    adopted = adopted.isEmpty() ? new ArrayList<>() : adopted;
                    adopted.add(extent);
                }
            }
        }
        return adopted;
    }

    void version(long number) {
        version = number;
    }

    void commit() {
        finish(new Outcome.Committed(version), null);
    }

    void refuse() {
        finish(new Outcome.Refused(), null);
    }

    void fail(RuntimeException cause) {
        finish(null, cause);
    }

    private void finish(Outcome result, RuntimeException cause) {
        outcome = result;
        failure = cause;
        done = true;
        if (Thread.currentThread() != waiter) {
            LockSupport.unpark(waiter);
        }
    }

    boolean done() {
        return done;
    }

    /** Waits for the end; an interrupt does not cut the wait short, because the batch may be on its way to disk. */
    Outcome await() {
        boolean interrupted = false;
        while (!done) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw failure;
        }
        return outcome;
    }
}
