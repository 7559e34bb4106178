package haneul.storage;

import java.util.Map;
import java.util.Optional;

/**
 * Ordered byte keys in partitions. A batch is atomic and durable (survives power loss) when
 * {@link #apply} returns {@link Outcome.Committed}. Reads see every batch whose {@code apply} has
 * returned. Keys compare as unsigned bytes. Values may be up to {@link #MAX_VALUE_BYTES}: small ones live in
 * the index, larger ones stay in the log and the index points to them; callers do not see which.
 *
 * <p>All methods block the calling (virtual) thread.
 */
public interface Index {
    int MAX_KEY_BYTES = 2304;
    int MAX_VALUE_BYTES = 3 << 20;
    /** Keys plus values of one batch. */
    int MAX_BATCH_BYTES = 4 << 20;

    /**
     * Applies a batch in one partition.
     *
     * @throws DiskFullException when the batch would add bytes and the disk has no room; deletes still work
     * @throws StorageException when the log has failed; the batch may or may not be durable
     */
    Outcome apply(Partition partition, Batch batch);

    /** Applies several batches as one; for the control plane alone, never for a bucket's objects. */
    Outcome applyAll(Map<Partition, Batch> batches);

    /** @throws CorruptException when the stored bytes fail their checksum */
    Optional<byte[]> get(Partition partition, byte[] key);

    /**
     * One page of rows in key order, itself a consistent view.
     *
     * @param from first key, inclusive; null for the start of the partition ({@link Keys#after} makes it exclusive)
     * @param to end, exclusive; null for the end of the partition
     * @param limit at most this many rows, 1 to 1000
     */
    Page scan(Partition partition, byte[] from, byte[] to, int limit);

    /** Deletes all keys of a partition. */
    void drop(Partition partition);
}
