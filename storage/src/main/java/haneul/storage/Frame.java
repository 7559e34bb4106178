package haneul.storage;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One durable step of the log: a header of 32 bytes {magic 4, length of the records 4, CRC32C 4, batches 4,
 * frame number 8, segment epoch 8} and the records, padded with zeros to 4096. The checksum covers everything but
 * itself and the padding; with the epoch in it a frame left over from an earlier use of the file is never valid.
 */
final class Frame {
    static final int PAGE = 4096;
    static final int HEADER = 32;
    private static final int MAGIC = 0x484e4631;
    private static final int KEPT_BYTES = 8 << 20;

    /**
     * A frame found in a segment.
     *
     * @param length of the records
     */
    record Header(int length, int batches, long number) {
        int paddedSize() {
            return padded(length);
        }
    }

    private ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    private int batches;

    /** The bytes a frame with so many bytes of records takes. */
    static int padded(int recordBytes) {
        return (HEADER + recordBytes + PAGE - 1) / PAGE * PAGE;
    }

    void start() {
        if (buffer.capacity() > KEPT_BYTES) {
            buffer = ByteBuffer.allocateDirect(1 << 20);
        }
        buffer.clear().position(HEADER);
        batches = 0;
    }

    void add(byte[] records, int count) {
        if (buffer.remaining() < records.length + PAGE) {
            int needed = buffer.position() + records.length + PAGE;
            var larger = ByteBuffer.allocateDirect(Math.max(needed, buffer.capacity() * 2));
            buffer = larger.put(buffer.flip());
        }
        buffer.put(records);
        batches += count;
    }

    int recordBytes() {
        return buffer.position() - HEADER;
    }

    /** The finished frame, ready to be written: from byte 0 to its limit. */
    ByteBuffer finish(long number, long epoch) {
        int end = buffer.position();
        int length = end - HEADER;
        while (buffer.position() % PAGE != 0) {
            buffer.put((byte) 0);
        }
        buffer.flip();
        buffer.putInt(0, MAGIC)
                .putInt(4, length)
                .putInt(12, batches)
                .putLong(16, number)
                .putLong(24, epoch);
        buffer.putInt(8, checksum(buffer, 0, length));
        return buffer;
    }

    /** The frame at {@code at}, or null when there is none that is whole and of this epoch. */
    static Header read(ByteBuffer segment, int at, long epoch) {
        var header = readHeader(segment, at, epoch);
        return header != null && segment.getInt(at + 8) == checksum(segment, at, header.length()) ? header : null;
    }

    /** As {@link #read} but without the checksum of the records. */
    static Header readHeader(ByteBuffer segment, int at, long epoch) {
        if (at < 0 || at > segment.limit() - PAGE || segment.getInt(at) != MAGIC || segment.getLong(at + 24) != epoch) {
            return null;
        }
        int length = segment.getInt(at + 4);
        if (length < 0 || length > segment.limit() - at - HEADER) {
            return null;
        }
        return new Header(length, segment.getInt(at + 12), segment.getLong(at + 16));
    }

    /** Whether the page at {@code at} starts with zeros or with a frame of another epoch. */
    static boolean unused(ByteBuffer segment, int at, long epoch) {
        if (at > segment.limit() - PAGE) {
            return true;
        }
        int magic = segment.getInt(at);
        return magic == 0 && segment.getLong(at + 24) == 0 || magic == MAGIC && segment.getLong(at + 24) != epoch;
    }

    private static int checksum(ByteBuffer buffer, int at, int length) {
        var crc = new CRC32C();
        crc.update(buffer.slice(at, 8));
        crc.update(buffer.slice(at + 12, HEADER - 12 + length));
        return (int) crc.getValue();
    }
}
