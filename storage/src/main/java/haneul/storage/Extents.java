package haneul.storage;

import java.nio.ByteBuffer;
import java.util.Collection;

/** Immutable, checksummed runs of bytes outside the log, for what is too large for a row. */
public interface Extents {
    int MAX_EXTENT_BYTES = 1 << 20;

    /**
     * Writes {@code data} (1 to {@link #MAX_EXTENT_BYTES} bytes) to fresh space. Not durable, and not safe from
     * collection after a restart, before {@link #sync} and a batch that adopts it. A caller that gives up hands
     * it to {@link #discard}.
     *
     * @throws DiskFullException when there is no room
     */
    Extent append(ByteBuffer data);

    /** Makes extents durable; concurrent callers share one fdatasync. Must return before a batch adopts them. */
    void sync(Collection<Extent> extents);

    /** Gives back extents that were never adopted. */
    void discard(Collection<Extent> extents);

    /**
     * The extent's bytes, verified against its checksum; a read-only view without copying where possible. The
     * caller holds a {@link ReadLease} opened before it read the row that names the extent.
     *
     * @throws CorruptException when the bytes fail their checksum
     */
    ByteBuffer read(Extent extent);
}
