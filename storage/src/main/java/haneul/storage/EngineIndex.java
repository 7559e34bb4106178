package haneul.storage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The engine's rows as its callers see them. */
final class EngineIndex implements Index {
    private static final int MAX_PAGE_ROWS = 1000;
    /** A batch that takes something away may add this much even when the disk is full. */
    private static final int FREEING_BATCH_BYTES = 4096;

    private final EngineOptions options;
    private final Rows rows;
    private final VolumeExtents extents;
    private final Room room;
    private final Consumer<Request> submit;

    EngineIndex(EngineOptions options, Rows rows, VolumeExtents extents, Room room, Consumer<Request> submit) {
        this.options = options;
        this.rows = rows;
        this.extents = extents;
        this.room = room;
        this.submit = submit;
    }

    @Override
    public Outcome apply(Partition partition, Batch batch) {
        return applyAll(Map.of(partition, batch));
    }

    @Override
    public Outcome applyAll(Map<Partition, Batch> batches) {
        var request = request(batches);
        submit.accept(request);
        return request.await();
    }

    /** A checked request, for a caller that submits it itself. */
    Request request(Map<Partition, Batch> batches) {
        batches.values().forEach(this::check);
        requireRoom(batches);
        var request = Request.of(batches, options.inlineBytes());
        if (request.records().length > options.batchBytes()) {
            throw new IllegalArgumentException("A batch of " + request.records().length + " bytes: at most "
                    + options.batchBytes() + " are possible");
        }
        return request;
    }

    private void check(Batch batch) {
        long bytes = 0;
        for (var mutation : batch.mutations()) {
            switch (mutation) {
                case Batch.Mutation.Put(byte[] key, byte[] value) -> {
                    checkKey(key);
                    checkValue(value);
                    bytes += key.length + value.length;
                }
                case Batch.Mutation.Delete(byte[] key) -> checkKey(key);
                case Batch.Mutation.DeleteRange(byte[] from, byte[] to) -> {
                    checkBound(from);
                    checkBound(to);
                }
                case Batch.Mutation.Adopt(Extent extent) -> extents.requireDurable(extent);
                case Batch.Mutation.Release release -> {}
            }
        }
        if (bytes > MAX_BATCH_BYTES) {
            throw new IllegalArgumentException(
                    "A batch of " + bytes + " bytes: at most " + MAX_BATCH_BYTES + " are possible");
        }
    }

    private static void checkBound(byte[] bound) {
        if (bound != null && bound.length > MAX_KEY_BYTES + 1) {
            throw new IllegalArgumentException("A key of " + bound.length + " bytes: at most " + MAX_KEY_BYTES);
        }
    }

    private static void checkKey(byte[] key) {
        if (key.length > MAX_KEY_BYTES) {
            throw new IllegalArgumentException("A key of " + key.length + " bytes: at most " + MAX_KEY_BYTES);
        }
    }

    private static void checkValue(byte[] value) {
        if (value.length > MAX_VALUE_BYTES) {
            throw new IllegalArgumentException("A value of " + value.length + " bytes: at most " + MAX_VALUE_BYTES);
        }
    }

    /** What gives space back may use the reserve, else a full disk could never be emptied. */
    private void requireRoom(Map<Partition, Batch> batches) {
        long added = 0;
        boolean frees = false;
        boolean adopts = false;
        for (var batch : batches.values()) {
            for (var mutation : batch.mutations()) {
                switch (mutation) {
                    case Batch.Mutation.Put put -> added += put.key().length + (long) put.value().length;
                    case Batch.Mutation.Adopt adopt -> adopts = true;
                    case Batch.Mutation.Delete delete -> frees = true;
                    case Batch.Mutation.DeleteRange range -> frees = true;
                    case Batch.Mutation.Release release -> frees = true;
                }
            }
        }
        boolean freeing = frees && !adopts && added <= FREEING_BATCH_BYTES;
        if ((added > 0 || adopts) && !freeing) {
            room.require(added);
        }
    }

    @Override
    public Optional<byte[]> get(Partition partition, byte[] key) {
        return Optional.ofNullable(rows.get(RowKeys.row(partition, key)));
    }

    @Override
    public Page scan(Partition partition, byte[] from, byte[] to, int limit) {
        if (limit < 1 || limit > MAX_PAGE_ROWS) {
            throw new IllegalArgumentException("A page of " + limit + " rows: 1 to " + MAX_PAGE_ROWS + " are possible");
        }
        var start = from == null ? RowKeys.start(partition) : RowKeys.row(partition, from);
        var end = to == null ? RowKeys.end(partition) : RowKeys.row(partition, to);
        var found = rows.scan(start, end, limit + 1);
        boolean complete = found.size() <= limit;
        return new Page(complete ? found : List.copyOf(found.subList(0, limit)), complete);
    }

    @Override
    public void drop(Partition partition) {
        apply(partition, new Batch().deleteRange(null, null));
    }
}
