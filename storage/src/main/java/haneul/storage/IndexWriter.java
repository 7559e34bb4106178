package haneul.storage;

import java.nio.ByteBuffer;

/** Turns the records of a frame into changes of the index. */
final class IndexWriter implements Records.Visitor {
    private final long epoch;
    private final int base;
    private final Changes changes;
    private long largeBytes;

    /** @param base where in the segment the walked buffer starts */
    IndexWriter(long epoch, int base, Changes changes) {
        this.epoch = epoch;
        this.base = base;
        this.changes = changes;
    }

    /** Bytes of the values that stay in the segment. */
    long largeBytes() {
        return largeBytes;
    }

    @Override
    public void put(ByteBuffer buffer, int keyAt, int keyLength, int valueAt, int valueLength) {
        changes.putInline(buffer, keyAt, keyLength, valueAt, valueLength);
    }

    @Override
    public void putLarge(ByteBuffer buffer, int keyAt, int keyLength, int valueAt, int valueLength, int crc32c) {
        largeBytes += valueLength;
        var pointer = new Cell.Pointer(epoch, base + valueAt, valueLength, crc32c);
        changes.putCell(buffer, keyAt, keyLength, pointer.toBytes());
    }

    @Override
    public void delete(ByteBuffer buffer, int keyAt, int keyLength) {
        changes.delete(buffer, keyAt, keyLength);
    }

    @Override
    public void deleteRange(ByteBuffer buffer, int fromAt, int fromLength, int toAt, int toLength) {
        changes.deleteRange(buffer, fromAt, fromLength, toAt, toLength);
    }

    @Override
    public void adopt(long high, long low, int length, int crc32c) {
        changes.put(
                RowKeys.extent(high, low),
                ByteBuffer.allocate(8).putInt(length).putInt(crc32c).array());
    }

    @Override
    public void release(long high, long low) {
        changes.delete(RowKeys.extent(high, low));
    }
}
