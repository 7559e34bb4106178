package haneul.s3.model;

import haneul.storage.CorruptException;
import haneul.storage.RecordReader;
import haneul.storage.RecordWriter;

/** Where the bytes of an object version or part are. */
public sealed interface Body {
    /** No bytes: an empty object or a delete marker. */
    record Empty() implements Body {}

    /** The bytes themselves. */
    record Inline(byte[] bytes) implements Body {}

    /** In the content row of this id, whole: a {@link ContentRow.Bytes}. */
    record Row(ContentId id) implements Body {}

    /** Where the content row of this id says: {@link ContentRow.Extents} or {@link ContentRow.Parts}. */
    record Spread(ContentId id) implements Body {}

    Body EMPTY = new Empty();

    static void write(RecordWriter writer, Body body) {
        switch (body) {
            case Empty _ -> writer.writeByte(0);
            case Inline inline -> writer.writeByte(1).writeBytes(inline.bytes);
            case Row row -> row.id.write(writer.writeByte(2));
            case Spread spread -> spread.id.write(writer.writeByte(3));
        }
    }

    static Body read(RecordReader reader) {
        int kind = reader.readByte();
        return switch (kind) {
            case 0 -> EMPTY;
            case 1 -> new Inline(reader.readBytes());
            case 2 -> new Row(ContentId.read(reader));
            case 3 -> new Spread(ContentId.read(reader));
            default -> throw new CorruptException("A record names content kind " + kind + "; known are 0 to 3");
        };
    }
}
