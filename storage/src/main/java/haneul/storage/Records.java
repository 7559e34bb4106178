package haneul.storage;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The records inside a frame: one per change. The same walk over them feeds the index when a frame is written and
 * when it is replayed, so both always agree.
 */
final class Records {
    private static final byte PUT = 1;
    private static final byte PUT_LARGE = 2;
    private static final byte DELETE = 3;
    private static final byte DELETE_RANGE = 4;
    private static final byte ADOPT = 5;
    private static final byte RELEASE = 6;
    private static final int PUT_HEADER = 7;
    private static final int LARGE_HEADER = 11;
    private static final int EXTENT_BYTES = 25;

    private Records() {}

    /** What a walk meets; offsets are absolute in the walked buffer. */
    interface Visitor {
        void put(ByteBuffer buffer, int keyAt, int keyLength, int valueAt, int valueLength);

        void putLarge(ByteBuffer buffer, int keyAt, int keyLength, int valueAt, int valueLength, int crc32c);

        void delete(ByteBuffer buffer, int keyAt, int keyLength);

        void deleteRange(ByteBuffer buffer, int fromAt, int fromLength, int toAt, int toLength);

        void adopt(long high, long low, int length, int crc32c);

        void release(long high, long low);
    }

    /** The most bytes {@link #encode} will need. */
    static int size(Batch batch, int inlineBytes) {
        long size = 0;
        for (var mutation : batch.mutations()) {
            size += switch (mutation) {
                case Batch.Mutation.Put put ->
                    (put.value().length > inlineBytes ? LARGE_HEADER : PUT_HEADER)
                            + RowKeys.PREFIX
                            + put.key().length
                            + (long) put.value().length;
                case Batch.Mutation.Delete delete -> 3 + RowKeys.PREFIX + delete.key().length;
                case Batch.Mutation.DeleteRange range ->
                    5
                            + 2 * RowKeys.PREFIX
                            + (range.from() == null ? 0 : range.from().length)
                            + (range.to() == null ? 0 : range.to().length);
                case Batch.Mutation.Adopt adopt -> EXTENT_BYTES;
                case Batch.Mutation.Release release -> 17;
            };
        }
        return Math.toIntExact(Math.min(size, Integer.MAX_VALUE));
    }

    static void encode(Partition partition, Batch batch, int inlineBytes, ByteBuffer target) {
        for (var mutation : batch.mutations()) {
            switch (mutation) {
                case Batch.Mutation.Put put ->
                    encodePut(RowKeys.row(partition, put.key()), put.value(), inlineBytes, target);
                case Batch.Mutation.Delete delete -> key(target.put(DELETE), RowKeys.row(partition, delete.key()));
                case Batch.Mutation.DeleteRange range ->
                    encodeDeleteRange(from(partition, range), to(partition, range), target);
                case Batch.Mutation.Adopt(Extent extent) ->
                    target.put(ADOPT)
                            .putLong(extent.high())
                            .putLong(extent.low())
                            .putInt(extent.length())
                            .putInt(extent.crc32c());
                case Batch.Mutation.Release(Extent extent) ->
                    target.put(RELEASE).putLong(extent.high()).putLong(extent.low());
            }
        }
    }

    private static void encodeDeleteRange(byte[] from, byte[] to, ByteBuffer target) {
        if (Arrays.compareUnsigned(from, to) < 0) {
            key(target.put(DELETE_RANGE), from);
            key(target, to);
        }
    }

    static byte[] from(Partition partition, Batch.Mutation.DeleteRange range) {
        return range.from() == null ? RowKeys.start(partition) : RowKeys.row(partition, range.from());
    }

    static byte[] to(Partition partition, Batch.Mutation.DeleteRange range) {
        return range.to() == null ? RowKeys.end(partition) : RowKeys.row(partition, range.to());
    }

    /** One row written again, for values that move to a newer segment. */
    static byte[] encodePut(byte[] row, byte[] value, int inlineBytes) {
        var target = ByteBuffer.allocate(LARGE_HEADER + row.length + value.length);
        encodePut(row, value, inlineBytes, target);
        return Arrays.copyOf(target.array(), target.position());
    }

    private static void encodePut(byte[] row, byte[] value, int inlineBytes, ByteBuffer target) {
        boolean large = value.length > inlineBytes;
        target.put(large ? PUT_LARGE : PUT).putShort((short) row.length).putInt(value.length);
        if (large) {
            target.putInt(crc32c(value));
        }
        target.put(row).put(value);
    }

    private static void key(ByteBuffer target, byte[] row) {
        target.putShort((short) row.length).put(row);
    }

    static int crc32c(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        return (int) crc.getValue();
    }

    static int crc32c(ByteBuffer bytes) {
        var crc = new CRC32C();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }

    /** @throws CorruptException when the records do not end exactly at {@code end} */
    static void walk(ByteBuffer buffer, int start, int end, Visitor visitor) {
        int at = start;
        while (at < end) {
            at = visit(buffer, at, end, visitor);
        }
        if (at != end) {
            throw new CorruptException("The last record of a frame ends " + (at - end) + " bytes behind it");
        }
    }

    private static int visit(ByteBuffer buffer, int at, int end, Visitor visitor) {
        try {
            byte tag = buffer.get(at);
            return switch (tag) {
                case PUT, PUT_LARGE -> visitPut(buffer, at, end, tag, visitor);
                case DELETE -> {
                    int keyLength = buffer.getShort(at + 1);
                    visitor.delete(buffer, at + 3, keyLength);
                    yield at + 3 + keyLength;
                }
                case DELETE_RANGE -> {
                    int fromLength = buffer.getShort(at + 1);
                    int toAt = at + 3 + fromLength;
                    int toLength = buffer.getShort(toAt);
                    visitor.deleteRange(buffer, at + 3, fromLength, toAt + 2, toLength);
                    yield toAt + 2 + toLength;
                }
                case ADOPT -> {
                    visitor.adopt(
                            buffer.getLong(at + 1),
                            buffer.getLong(at + 9),
                            buffer.getInt(at + 17),
                            buffer.getInt(at + 21));
                    yield at + EXTENT_BYTES;
                }
                case RELEASE -> {
                    visitor.release(buffer.getLong(at + 1), buffer.getLong(at + 9));
                    yield at + 17;
                }
                default -> throw new CorruptException("Unknown record " + tag + " in a frame");
            };
        } catch (IndexOutOfBoundsException e) {
            throw new CorruptException("A record of a frame runs behind its end", e);
        }
    }

    private static int visitPut(ByteBuffer buffer, int at, int end, byte tag, Visitor visitor) {
        int keyLength = buffer.getShort(at + 1);
        int valueLength = buffer.getInt(at + 3);
        int keyAt = at + (tag == PUT ? PUT_HEADER : LARGE_HEADER);
        int valueAt = keyAt + keyLength;
        if (keyLength < 0 || valueLength < 0 || valueLength > end - valueAt) {
            throw new CorruptException("A row of a frame runs behind its end");
        }
        if (tag == PUT) {
            visitor.put(buffer, keyAt, keyLength, valueAt, valueLength);
        } else {
            visitor.putLarge(buffer, keyAt, keyLength, valueAt, valueLength, buffer.getInt(at + PUT_HEADER));
        }
        return valueAt + valueLength;
    }
}
