package haneul.s3.model;

import haneul.storage.RecordReader;
import haneul.storage.RecordWriter;
import java.nio.ByteBuffer;

/**
 * Names a content row of one bucket. Unique for ever: the sequence is unique within one run of the process, the
 * run number (random) separates runs even if the clock was set back between them.
 */
public record ContentId(long sequence, int run) {
    public static final int BYTES = 12;

    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES).putLong(sequence).putInt(run).array();
    }

    /** The id that {@link #toBytes} wrote. */
    public static ContentId of(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        return new ContentId(buffer.getLong(), buffer.getInt());
    }

    void write(RecordWriter writer) {
        writer.writeLong(sequence).writeLong(Integer.toUnsignedLong(run));
    }

    static ContentId read(RecordReader reader) {
        return new ContentId(reader.readLong(), (int) reader.readLong());
    }
}
