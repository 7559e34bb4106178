package haneul.storage;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Writes a record's fields in a fixed order; {@link RecordReader} reads them back in the same order. */
public final class RecordWriter {
    private byte[] buffer = new byte[256];
    private int length;

    /** @param version of the record's layout, 0 to 255; the first byte of every stored record */
    public RecordWriter(int version) {
        writeByte(version);
    }

    private void ensure(int more) {
        if (length + more > buffer.length) {
            buffer = java.util.Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }

    public RecordWriter writeByte(int value) {
        ensure(1);
        buffer[length++] = (byte) value;
        return this;
    }

    public RecordWriter writeBoolean(boolean value) {
        return writeByte(value ? 1 : 0);
    }

    /** A variable-length number; small non-negative values are short. */
    public RecordWriter writeLong(long value) {
        ensure(10);
        while ((value & ~0x7fL) != 0) {
            buffer[length++] = (byte) (value & 0x7f | 0x80);
            value >>>= 7;
        }
        buffer[length++] = (byte) value;
        return this;
    }

    public RecordWriter writeInstant(Instant value) {
        return writeLong(value.getEpochSecond()).writeLong(value.getNano());
    }

    public RecordWriter writeBytes(byte[] value) {
        writeLong(value.length);
        ensure(value.length);
        System.arraycopy(value, 0, buffer, length, value.length);
        length += value.length;
        return this;
    }

    public RecordWriter writeString(String value) {
        return writeBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A string that may be null. */
    public RecordWriter writeNullable(String value) {
        writeBoolean(value != null);
        return value == null ? this : writeString(value);
    }

    public RecordWriter writeMap(Map<String, String> values) {
        writeLong(values.size());
        values.forEach((name, value) -> writeString(name).writeString(value));
        return this;
    }

    public <T> RecordWriter writeList(List<T> values, BiConsumer<RecordWriter, T> each) {
        writeLong(values.size());
        values.forEach(value -> each.accept(this, value));
        return this;
    }

    public RecordWriter writeExtent(Extent extent) {
        return writeLong(extent.pool())
                .writeLong(extent.high())
                .writeLong(extent.low())
                .writeLong(extent.length())
                .writeLong(Integer.toUnsignedLong(extent.crc32c()));
    }

    public byte[] toBytes() {
        return java.util.Arrays.copyOf(buffer, length);
    }
}
