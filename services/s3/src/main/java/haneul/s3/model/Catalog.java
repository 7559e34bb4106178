package haneul.s3.model;

import haneul.kernel.AwsException;
import haneul.storage.Batch;
import haneul.storage.Index;
import haneul.storage.Partition;
import haneul.storage.RecordReader;
import haneul.storage.RecordWriter;
import haneul.storage.Table;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * All buckets by name, and the lock that keeps a bucket from vanishing under a write. Reads are answered from memory
 * once a bucket was read, at most {@value #MAX_REMEMBERED} of them.
 */
public final class Catalog {
    /** Where the control plane's rows are. */
    public static final Partition PARTITION = new Partition(1, 0);

    private static final int MAX_REMEMBERED = 20_000;

    private final Index index;
    private final Table<Bucket> buckets;
    private final Table<Long> orphans;
    private final Map<String, Entry> remembered = new ConcurrentHashMap<>();
    private volatile Runnable deleted = () -> {};
    private final ReentrantReadWriteLock[] locks = new ReentrantReadWriteLock[256];

    /** A bucket and its rows. */
    public record Entry(Bucket bucket, BucketPartition rows) {}

    public Catalog(Index index) {
        this.index = index;
        buckets = new Table<>(index, PARTITION, new byte[] {'b'}, Bucket::encode, Bucket::decode);
        orphans = new Table<>(
                index, PARTITION, new byte[] {'x'}, Catalog::encode, bytes -> new RecordReader(bytes).readLong());
        for (int i = 0; i < locks.length; i++) {
            locks[i] = new ReentrantReadWriteLock();
        }
    }

    /** Has somebody told whenever a bucket became one of the {@link #orphans}. */
    public void whenDeleted(Runnable listener) {
        deleted = listener;
    }

    /** Bucket rows by {@link #name}, for listing; change them through this class alone. */
    public Table<Bucket> table() {
        return buckets;
    }

    /** Ids of deleted buckets whose rows are still to be freed, named by the id in eight bytes. */
    public Table<Long> orphans() {
        return orphans;
    }

    /** Takes a deleted bucket whose rows are gone off the {@link #orphans}. */
    public void forget(long bucketId) {
        var batch = new Batch();
        orphans.delete(batch, orphanName(bucketId));
        index.apply(PARTITION, batch);
    }

    private static byte[] encode(long bucketId) {
        return new RecordWriter(1).writeLong(bucketId).toBytes();
    }

    private static byte[] orphanName(long bucketId) {
        return ByteBuffer.allocate(Long.BYTES).putLong(bucketId).array();
    }

    public static byte[] name(String bucket) {
        return bucket.getBytes(StandardCharsets.UTF_8);
    }

    public Optional<Entry> find(String name) {
        var entry = remembered.get(name);
        return entry != null ? Optional.of(entry) : read(name);
    }

    /** @throws AwsException {@code NoSuchBucket} 404 */
    public Entry require(String name) {
        return find(name).orElseThrow(() -> noSuchBucket(name));
    }

    /** The error for a bucket that does not exist. */
    public static AwsException noSuchBucket(String name) {
        return new AwsException("NoSuchBucket", 404, "The specified bucket does not exist").with("BucketName", name);
    }

    /**
     * Runs a write to a bucket's rows while the bucket can neither be deleted nor changed; it is given the bucket as it
     * is then.
     *
     * @throws AwsException {@code NoSuchBucket} when it was deleted since {@code entry} was read
     */
    public <T> T writing(Entry entry, Function<Entry, T> write) {
        var lock = lock(entry.bucket.name()).readLock();
        lock.lock();
        try {
            var now = require(entry.bucket.name());
            if (now.bucket.id() != entry.bucket.id()) {
                throw noSuchBucket(entry.bucket.name());
            }
            return write.apply(now);
        } finally {
            lock.unlock();
        }
    }

    /** Stores a new bucket; answers false, and changes nothing, when the name is taken. */
    public boolean create(Bucket bucket) {
        return exclusively(bucket.name(), () -> {
            var name = name(bucket.name());
            var batch = new Batch().requireAbsent(buckets.key(name));
            buckets.put(batch, name, bucket);
            return index.apply(PARTITION, batch).committed();
        });
    }

    /** Changes a bucket's settings atomically; answers the changed bucket. @throws AwsException {@code NoSuchBucket} */
    public Bucket change(String name, UnaryOperator<Bucket> change) {
        return exclusively(name, () -> {
            var changed = change.apply(require(name).bucket);
            var batch = new Batch();
            buckets.put(batch, name(name), changed);
            try {
                index.apply(PARTITION, batch);
            } finally {
                remembered.remove(name);
            }
            return changed;
        });
    }

    /**
     * Deletes a bucket when {@code deletable} says so while nobody writes to it; answers whether it did. Its rows
     * become
     * one of the {@link #orphans}.
     *
     * @throws AwsException {@code NoSuchBucket}
     */
    public boolean delete(String name, Predicate<Entry> deletable) {
        return exclusively(name, () -> {
            var entry = require(name);
            if (!deletable.test(entry)) {
                return false;
            }
            var batch = new Batch();
            buckets.delete(batch, name(name));
            orphans.put(batch, orphanName(entry.bucket.id()), entry.bucket.id());
            try {
                index.apply(PARTITION, batch);
            } finally {
                remembered.remove(name);
            }
            deleted.run();
            return true;
        });
    }

    private <T> T exclusively(String name, Supplier<T> change) {
        var lock = lock(name).writeLock();
        lock.lock();
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Entry> read(String name) {
        var lock = lock(name).readLock();
        lock.lock();
        try {
            var found =
                    buckets.get(name(name)).map(bucket -> new Entry(bucket, new BucketPartition(index, bucket.id())));
            if (remembered.size() >= MAX_REMEMBERED) {
                remembered.clear();
            }
            found.ifPresent(entry -> remembered.put(name, entry));
            return found;
        } finally {
            lock.unlock();
        }
    }

    private ReentrantReadWriteLock lock(String name) {
        int hash = name.hashCode();
        return locks[(hash ^ hash >>> 16) & locks.length - 1];
    }
}
