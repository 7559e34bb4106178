package haneul.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What a store must hold, in the simplest form: sorted maps. */
final class StorageModel {
    private final Map<Partition, TreeMap<byte[], byte[]>> partitions = new HashMap<>();
    private final SequencedSet<Extent> adopted = new LinkedHashSet<>();
    private final Map<Extent, byte[]> contents;
    private List<Map<Partition, Batch>> uncertain = List.of();

    StorageModel() {
        this(new HashMap<>());
    }

    private StorageModel(Map<Extent, byte[]> contents) {
        this.contents = contents;
    }

    private TreeMap<byte[], byte[]> rows(Partition partition) {
        return partitions.computeIfAbsent(partition, each -> new TreeMap<>(Arrays::compareUnsigned));
    }

    byte[] row(Partition partition, byte[] key) {
        return rows(partition).get(key);
    }

    void put(Partition partition, byte[] key, byte[] value) {
        rows(partition).put(key, value);
    }

    void adopt(Extent extent) {
        adopted.add(extent);
    }

    /** What extents hold, whether a batch adopts them or not. */
    void contents(Map<Extent, byte[]> written) {
        contents.putAll(written);
    }

    byte[] content(Extent extent) {
        return contents.get(extent);
    }

    Collection<Extent> extents() {
        return adopted;
    }

    boolean adopted(Collection<Extent> extents) {
        return adopted.containsAll(extents);
    }

    Extent anyExtent(SplittableRandom random) {
        return adopted.isEmpty() ? null : new ArrayList<>(adopted).get(random.nextInt(adopted.size()));
    }

    boolean holds(Map<Partition, Batch> batches) {
        return batches.entrySet().stream().allMatch(each -> each.getValue().conditions().stream()
                .allMatch(condition -> holds(rows(each.getKey()), condition)));
    }

    private static boolean holds(TreeMap<byte[], byte[]> rows, Batch.Condition condition) {
        return switch (condition) {
            case Batch.Condition.Absent(byte[] key) -> !rows.containsKey(key);
            case Batch.Condition.Present(byte[] key) -> rows.containsKey(key);
            case Batch.Condition.Equals(byte[] key, byte[] value) -> Arrays.equals(rows.get(key), value);
        };
    }

    void apply(Map<Partition, Batch> batches) {
        batches.forEach((partition, batch) -> batch.mutations().forEach(each -> apply(rows(partition), each)));
    }

    private void apply(TreeMap<byte[], byte[]> rows, Batch.Mutation mutation) {
        switch (mutation) {
            case Batch.Mutation.Put(byte[] key, byte[] value) -> rows.put(key, value);
            case Batch.Mutation.Delete(byte[] key) -> rows.remove(key);
            case Batch.Mutation.DeleteRange(byte[] from, byte[] to) -> {
                if (Arrays.compareUnsigned(from, to) < 0) {
                    rows.subMap(from, to).clear();
                }
            }
            case Batch.Mutation.Adopt(Extent extent) -> adopted.add(extent);
            case Batch.Mutation.Release(Extent extent) -> adopted.remove(extent);
        }
    }

    /** Batches whose fate a restart decides: the first few of them, in order, may have happened. */
    void uncertain(List<Map<Partition, Batch>> batches) {
        uncertain = batches;
    }

    /** The state among the possible ones that was found after a restart. */
    StorageModel settle(StorageModel found) {
        var candidate = copy();
        if (candidate.same(found)) {
            return candidate;
        }
        for (var batches : uncertain) {
            if (candidate.holds(batches)) {
                candidate.apply(batches);
            }
            if (candidate.same(found)) {
                return candidate;
            }
        }
        throw new AssertionError("The store holds " + found + "; acknowledged: " + this + "; uncertain: "
                + uncertain.stream().map(StorageModel::describe).toList());
    }

    private static String describe(Map<Partition, Batch> batches) {
        var text = new StringBuilder();
        batches.forEach((partition, batch) -> {
            text.append(partition);
            batch.conditions().forEach(each -> text.append(" if ").append(describe(each)));
            batch.mutations().forEach(each -> text.append(' ').append(describe(each)));
        });
        return text.toString();
    }

    private static String describe(Batch.Condition condition) {
        return switch (condition) {
            case Batch.Condition.Absent(byte[] key) -> "absent " + last(key);
            case Batch.Condition.Present(byte[] key) -> "present " + last(key);
            case Batch.Condition.Equals(byte[] key, byte[] value) -> "equals " + last(key) + ':' + value.length;
        };
    }

    private static String describe(Batch.Mutation mutation) {
        return switch (mutation) {
            case Batch.Mutation.Put(byte[] key, byte[] value) -> "put " + last(key) + ':' + value.length;
            case Batch.Mutation.Delete(byte[] key) -> "delete " + last(key);
            case Batch.Mutation.DeleteRange(byte[] from, byte[] to) -> "delete " + last(from) + " to " + last(to);
            case Batch.Mutation.Adopt(Extent extent) -> "adopt " + extent;
            case Batch.Mutation.Release(Extent extent) -> "release " + extent;
        };
    }

    private static int last(byte[] key) {
        return key[key.length - 1];
    }

    private StorageModel copy() {
        var copy = new StorageModel(contents);
        partitions.forEach((partition, rows) -> copy.rows(partition).putAll(rows));
        copy.adopted.addAll(adopted);
        return copy;
    }

    private boolean same(StorageModel other) {
        return adopted.equals(other.adopted)
                && partitions.keySet().stream().allMatch(partition -> same(rows(partition), other.rows(partition)));
    }

    private static boolean same(TreeMap<byte[], byte[]> one, TreeMap<byte[], byte[]> other) {
        return one.size() == other.size()
                && one.entrySet().stream().allMatch(row -> Arrays.equals(row.getValue(), other.get(row.getKey())));
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        partitions.forEach((partition, rows) -> {
            text.append(partition).append(" {");
            rows.forEach((key, value) -> text.append(key[key.length - 1])
                    .append(':')
                    .append(value.length)
                    .append('#')
                    .append(Records.crc32c(value) & 0xff)
                    .append(' '));
            text.append("} ");
        });
        return text.append(adopted.size()).append(" extents").toString();
    }
}
