package haneul.storage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What a frame changes in the index, in order, as one run of bytes. The layout is that of a RocksDB write batch
 * (sequence 8, count 4, then tag, length-prefixed key and, for some tags, length-prefixed value), so that a frame of
 * any number of rows enters RocksDB with one call.
 */
public final class Changes {
    /** Receives the changes in order. */
    interface Sink {
        void put(byte[] key, byte[] value);

        void delete(byte[] key);

        void deleteRange(byte[] from, byte[] to);
    }

    private static final int HEADER = 12;
    private static final int COUNT_OFFSET = 8;
    private static final byte DELETE = 0;
    private static final byte PUT = 1;
    private static final byte DELETE_RANGE = 15;
    private static final int KEPT_BYTES = 1 << 20;

    private byte[] buffer = new byte[4096];
    private int length = HEADER;
    private int count;

    void clear() {
        if (buffer.length > KEPT_BYTES) {
            buffer = new byte[4096];
        }
        length = HEADER;
        count = 0;
    }

    boolean isEmpty() {
        return count == 0;
    }

    Changes put(byte[] key, byte[] value) {
        start(PUT, key.length + value.length);
        bytes(key);
        bytes(value);
        return this;
    }

    Changes delete(byte[] key) {
        start(DELETE, key.length);
        bytes(key);
        return this;
    }

    Changes deleteRange(byte[] from, byte[] to) {
        start(DELETE_RANGE, from.length + to.length);
        bytes(from);
        bytes(to);
        return this;
    }

    /** A value that lives in the index: its bytes behind {@link Cell#INLINE}. */
    void putInline(ByteBuffer source, int keyAt, int keyLength, int valueAt, int valueLength) {
        start(PUT, keyLength + valueLength + 1);
        slice(source, keyAt, keyLength);
        varint(valueLength + 1);
        buffer[length++] = Cell.INLINE;
        source.get(valueAt, buffer, length, valueLength);
        length += valueLength;
    }

    void putCell(ByteBuffer source, int keyAt, int keyLength, byte[] cell) {
        start(PUT, keyLength + cell.length);
        slice(source, keyAt, keyLength);
        bytes(cell);
    }

    void delete(ByteBuffer source, int keyAt, int keyLength) {
        start(DELETE, keyLength);
        slice(source, keyAt, keyLength);
    }

    void deleteRange(ByteBuffer source, int fromAt, int fromLength, int toAt, int toLength) {
        start(DELETE_RANGE, fromLength + toLength);
        slice(source, fromAt, fromLength);
        slice(source, toAt, toLength);
    }

    /** The whole as a RocksDB write batch. */
    byte[] toBytes() {
        ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN).putInt(COUNT_OFFSET, count);
        return Arrays.copyOf(buffer, length);
    }

    void forEach(Sink sink) {
        var reader = new Reader();
        while (reader.at < length) {
            switch (buffer[reader.at++]) {
                case PUT -> sink.put(reader.bytes(), reader.bytes());
                case DELETE -> sink.delete(reader.bytes());
                case DELETE_RANGE -> sink.deleteRange(reader.bytes(), reader.bytes());
                default -> throw new IllegalStateException("Unknown change at byte " + reader.at);
            }
        }
    }

    private final class Reader {
        private int at = HEADER;

        private byte[] bytes() {
            int size = 0;
            for (int shift = 0; ; shift += 7) {
                int next = buffer[at++];
                size |= (next & 0x7f) << shift;
                if (next >= 0) {
                    break;
                }
            }
            at += size;
            return Arrays.copyOfRange(buffer, at - size, at);
        }
    }

    private void start(byte tag, int more) {
        int needed = length + more + 11;
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(needed, buffer.length * 2));
        }
        buffer[length++] = tag;
        count++;
    }

    private void bytes(byte[] bytes) {
        varint(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    private void slice(ByteBuffer source, int at, int size) {
        varint(size);
        source.get(at, buffer, length, size);
        length += size;
    }

    private void varint(int value) {
        while (value >= 0x80) {
            buffer[length++] = (byte) (value | 0x80);
            value >>>= 7;
        }
        buffer[length++] = (byte) value;
    }
}
