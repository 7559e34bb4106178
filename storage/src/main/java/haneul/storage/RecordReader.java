package haneul.storage;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads what {@link RecordWriter} wrote, field by field in the same order. */
public final class RecordReader {
    private final byte[] buffer;
    private final int version;
    private int position;

    /** @throws CorruptException when a field runs past the end (each read method) */
    public RecordReader(byte[] buffer) {
        this.buffer = buffer;
        this.version = readByte();
    }

    /** The version of the layout the record was written with. */
    public int version() {
        return version;
    }

    /** Whether fields remain: fields added at the end of a layout are absent from older records. */
    public boolean hasMore() {
        return position < buffer.length;
    }

    public int readByte() {
        require(1);
        return buffer[position++] & 0xff;
    }

    public boolean readBoolean() {
        return readByte() != 0;
    }

    public long readLong() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new CorruptException("A number in a record has more than ten bytes");
    }

    public int readInt() {
        return Math.toIntExact(readLong());
    }

    public Instant readInstant() {
        return Instant.ofEpochSecond(readLong(), readLong());
    }

    public byte[] readBytes() {
        int length = readLength();
        require(length);
        var value = java.util.Arrays.copyOfRange(buffer, position, position + length);
        position += length;
        return value;
    }

    public String readString() {
        int length = readLength();
        require(length);
        var value = new String(buffer, position, length, StandardCharsets.UTF_8);
        position += length;
        return value;
    }

    /** A string that may be null. */
    public String readNullable() {
        return readBoolean() ? readString() : null;
    }

    public Map<String, String> readMap() {
        int size = readLength();
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i < size; i++) {
            values.put(readString(), readString());
        }
        return values;
    }

    public <T> List<T> readList(Function<RecordReader, T> each) {
        int size = readLength();
        var values = new ArrayList<T>(Math.min(size, 1024));
        for (int i = 0; i < size; i++) {
            values.add(each.apply(this));
        }
        return List.copyOf(values);
    }

    public Extent readExtent() {
        return new Extent((short) readLong(), readLong(), readLong(), readInt(), (int) readLong());
    }

    private int readLength() {
        long length = readLong();
        if (length < 0 || length > buffer.length) {
            throw new CorruptException("A record of " + buffer.length + " bytes claims a field of " + length);
        }
        return (int) length;
    }

    private void require(int bytes) {
        if (buffer.length - position < bytes) {
            throw new CorruptException("A record of " + buffer.length + " bytes ends inside a field");
        }
    }
}
