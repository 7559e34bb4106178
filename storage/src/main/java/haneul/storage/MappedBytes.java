package haneul.storage;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Reads of mapped files: a bad sector under a mapping appears as an {@link InternalError}, not an I/O error. */
final class MappedBytes {
    private MappedBytes() {}

    static void copy(ByteBuffer window, int offset, byte[] target) {
        try {
            window.get(offset, target);
        } catch (InternalError e) {
            throw unreadable(offset, target.length, e);
        }
    }

    static int crc32c(ByteBuffer slice) {
        try {
            var crc = new CRC32C();
            crc.update(slice.duplicate());
            return (int) crc.getValue();
        } catch (InternalError e) {
            throw unreadable(0, slice.remaining(), e);
        }
    }

    private static CorruptException unreadable(int offset, int length, InternalError cause) {
        return new CorruptException(length + " bytes at " + offset + " of a mapped file cannot be read", cause);
    }
}
