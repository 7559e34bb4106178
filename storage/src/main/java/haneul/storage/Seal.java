package haneul.storage;

import java.nio.ByteBuffer;

/**
 * What a segment that takes no more frames holds.
 *
 * @param firstFrame its first frame's number
 * @param lastFrame its last valid frame's number
 * @param end the byte behind that frame
 * @param largeBytes values in it that were too large for the index, live or not
 */
record Seal(long firstFrame, long lastFrame, int end, long largeBytes) {
    byte[] toBytes() {
        return ByteBuffer.allocate(28)
                .putLong(firstFrame)
                .putLong(lastFrame)
                .putInt(end)
                .putLong(largeBytes)
                .array();
    }

    static Seal of(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        return new Seal(buffer.getLong(), buffer.getLong(), buffer.getInt(), buffer.getLong());
    }
}
