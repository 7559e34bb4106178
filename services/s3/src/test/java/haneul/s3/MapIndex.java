package haneul.s3;

import haneul.storage.Batch;
import haneul.storage.Index;
import haneul.storage.Outcome;
import haneul.storage.Page;
import haneul.storage.Partition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An index in a sorted map, for tests that start many of them; counts what it is asked. */
public final class MapIndex implements Index {
    private final Map<Partition, TreeMap<byte[], byte[]>> partitions = new HashMap<>();
    private long version;
    private int scans;
    private int gets;
    private Runnable beforeScan = () -> {};

    /** How many scans were asked for so far. */
    public synchronized int scans() {
        return scans;
    }

    /** How many rows were asked for by key so far. */
    public synchronized int gets() {
        return gets;
    }

    /** Runs something before each further scan, as another thread might. */
    public void beforeScan(Runnable change) {
        beforeScan = change;
    }

    private TreeMap<byte[], byte[]> rows(Partition partition) {
        return partitions.computeIfAbsent(partition, _ -> new TreeMap<>((Comparator<byte[]>) Arrays::compareUnsigned));
    }

    @Override
    public synchronized Outcome apply(Partition partition, Batch batch) {
        var rows = rows(partition);
        for (var condition : batch.conditions()) {
            boolean holds =
                    switch (condition) {
                        case Batch.Condition.Absent absent -> !rows.containsKey(absent.key());
                        case Batch.Condition.Present present -> rows.containsKey(present.key());
                        case Batch.Condition.Equals equals -> Arrays.equals(rows.get(equals.key()), equals.value());
                    };
            if (!holds) {
                return new Outcome.Refused();
            }
        }
        for (var mutation : batch.mutations()) {
            switch (mutation) {
                case Batch.Mutation.Put put -> rows.put(put.key(), put.value());
                case Batch.Mutation.Delete delete -> rows.remove(delete.key());
                case Batch.Mutation.DeleteRange range ->
                    rows.subMap(range.from(), range.to()).clear();
                case Batch.Mutation.Adopt _, Batch.Mutation.Release _ -> throw new UnsupportedOperationException();
            }
        }
        return new Outcome.Committed(++version);
    }

    @Override
    public synchronized Outcome applyAll(Map<Partition, Batch> batches) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized Optional<byte[]> get(Partition partition, byte[] key) {
        gets++;
        return Optional.ofNullable(rows(partition).get(key));
    }

    @Override
    public Page scan(Partition partition, byte[] from, byte[] to, int limit) {
        beforeScan.run();
        synchronized (this) {
            scans++;
            var range = from == null ? rows(partition) : rows(partition).tailMap(from, true);
            var found = new ArrayList<Page.Row>();
            for (var row : range.entrySet()) {
                if (to != null && Arrays.compareUnsigned(row.getKey(), to) >= 0) {
                    break;
                }
                if (found.size() == limit) {
                    return new Page(found, false);
                }
                found.add(new Page.Row(row.getKey(), row.getValue()));
            }
            return new Page(found, true);
        }
    }

    @Override
    public synchronized void drop(Partition partition) {
        partitions.remove(partition);
    }
}
