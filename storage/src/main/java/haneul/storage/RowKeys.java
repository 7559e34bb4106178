package haneul.storage;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The keys inside the index: the engine's own rows start with 0, everyone else's with 1, table and partition id. */
final class RowKeys {
    static final int PREFIX = 13;
    private static final byte ENGINE = 0;
    private static final byte ROWS = 1;

    /** Value: {@link Position}. */
    static final byte[] POSITION = {ENGINE, 'f'};

    private static final byte[] EXTENTS = {ENGINE, 'x'};
    private static final byte[] SEALS = {ENGINE, 's'};

    private RowKeys() {}

    static byte[] row(Partition partition, byte[] key) {
        return prefix(partition, ByteBuffer.allocate(PREFIX + key.length))
                .put(key)
                .array();
    }

    static byte[] start(Partition partition) {
        return prefix(partition, ByteBuffer.allocate(PREFIX)).array();
    }

    static byte[] end(Partition partition) {
        return Keys.afterPrefix(start(partition));
    }

    private static ByteBuffer prefix(Partition partition, ByteBuffer target) {
        return target.put(ROWS).putInt(partition.table()).putLong(partition.id());
    }

    static byte[] withoutPrefix(byte[] row) {
        return Arrays.copyOfRange(row, PREFIX, row.length);
    }

    /** Value: length and checksum of the adopted extent. */
    static byte[] extent(long high, long low) {
        return ByteBuffer.allocate(18).put(EXTENTS).putLong(high).putLong(low).array();
    }

    static byte[] firstExtent() {
        return EXTENTS.clone();
    }

    static byte[] endOfExtents() {
        return Keys.afterPrefix(EXTENTS);
    }

    /** Value: {@link Seal}. */
    static byte[] seal(long epoch) {
        return ByteBuffer.allocate(10).put(SEALS).putLong(epoch).array();
    }

    static byte[] firstSeal() {
        return SEALS.clone();
    }

    static byte[] endOfSeals() {
        return Keys.afterPrefix(SEALS);
    }
}
