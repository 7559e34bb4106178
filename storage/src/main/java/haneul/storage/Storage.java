package haneul.storage;

/** The durable engine of one region: its index, its extents, and the leases that protect readers. */
public interface Storage extends AutoCloseable {
    Index index();

    Extents extents();

    ReadLease lease();

    /** Syncs what waits, writes a checkpoint and releases the files. */
    @Override
    void close();
}
