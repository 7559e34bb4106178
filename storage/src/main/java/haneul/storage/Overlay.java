package haneul.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** The rows that the frame being built will change, for the conditions of later batches in the same frame. */
final class Overlay {
    private record Range(byte[] from, byte[] to) {
        private boolean contains(byte[] row) {
            return Arrays.compareUnsigned(from, row) <= 0 && Arrays.compareUnsigned(row, to) < 0;
        }
    }

    private static final byte[] NOTHING = {};

    private final TreeMap<byte[], Pending> rows = new TreeMap<>(Arrays::compareUnsigned);
    private final List<Range> deletedRanges = new ArrayList<>();

    /** What a batch not yet applied says about a row. */
    sealed interface Pending {
        record Value(byte[] value) implements Pending {}

        record Deleted() implements Pending {}

        record Unchanged() implements Pending {}
    }

    private static final Pending GONE = new Pending.Deleted();
    private static final Pending UNCHANGED = new Pending.Unchanged();

    void clear() {
        rows.clear();
        deletedRanges.clear();
    }

    void add(Partition partition, Batch batch) {
        for (var mutation : batch.mutations()) {
            switch (mutation) {
                case Batch.Mutation.Put put -> put(RowKeys.row(partition, put.key()), put.value());
                case Batch.Mutation.Delete delete -> delete(RowKeys.row(partition, delete.key()));
                case Batch.Mutation.DeleteRange range ->
                    deleteRange(Records.from(partition, range), Records.to(partition, range));
                case Batch.Mutation.Adopt(Extent extent) -> put(RowKeys.extent(extent.high(), extent.low()), NOTHING);
                case Batch.Mutation.Release(Extent extent) -> delete(RowKeys.extent(extent.high(), extent.low()));
            }
        }
    }

    void put(byte[] row, byte[] value) {
        rows.put(row, new Pending.Value(value));
    }

    private void delete(byte[] row) {
        rows.put(row, GONE);
    }

    private void deleteRange(byte[] from, byte[] to) {
        if (Arrays.compareUnsigned(from, to) < 0) {
            rows.subMap(from, to).clear();
            deletedRanges.add(new Range(from, to));
        }
    }

    Pending of(byte[] row) {
        var pending = rows.get(row);
        if (pending != null) {
            return pending;
        }
        return deletedRanges.stream().anyMatch(range -> range.contains(row)) ? GONE : UNCHANGED;
    }
}
