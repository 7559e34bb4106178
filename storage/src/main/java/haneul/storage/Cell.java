package haneul.storage;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What the index holds for a key: the value itself, or where in the log it lies. */
sealed interface Cell {
    byte INLINE = 0;
    byte POINTER = 1;

    record Inline(byte[] value) implements Cell {}

    /**
     * @param epoch of the segment
     * @param crc32c of the value
     */
    record Pointer(long epoch, int offset, int length, int crc32c) implements Cell {
        byte[] toBytes() {
            return ByteBuffer.allocate(21)
                    .put(POINTER)
                    .putLong(epoch)
                    .putInt(offset)
                    .putInt(length)
                    .putInt(crc32c)
                    .array();
        }
    }

    static Cell of(byte[] stored) {
        return switch (stored[0]) {
            case INLINE -> new Inline(Arrays.copyOfRange(stored, 1, stored.length));
            case POINTER -> {
                var buffer = ByteBuffer.wrap(stored, 1, 20);
                yield new Pointer(buffer.getLong(), buffer.getInt(), buffer.getInt(), buffer.getInt());
            }
            default -> throw new CorruptException("A row of the index starts with unknown byte " + stored[0]);
        };
    }
}
