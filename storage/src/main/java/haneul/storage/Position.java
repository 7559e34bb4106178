package haneul.storage;

/**
 * How far the index has followed the log.
 *
 * @param frame number of the last frame applied; 0 for none
 * @param epoch of the segment in which the next frame is looked for
 * @param offset where in that segment
 */
record Position(long frame, long epoch, int offset) {
    static final Position START = new Position(0, 0, 0);

    byte[] toBytes() {
        return java.nio.ByteBuffer.allocate(20)
                .putLong(frame)
                .putLong(epoch)
                .putInt(offset)
                .array();
    }

    static Position of(byte[] bytes) {
        var buffer = java.nio.ByteBuffer.wrap(bytes);
        return new Position(buffer.getLong(), buffer.getLong(), buffer.getInt());
    }
}
