package haneul.s3.model;

import haneul.storage.CorruptException;
import haneul.storage.Extent;
import haneul.storage.RecordReader;
import haneul.storage.RecordWriter;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The row behind {@link Body.Row} and {@link Body.Spread}: the bytes, or where they are. The first byte of its encoding
 * tells the kind.
 */
public sealed interface ContentRow {
    /** The bytes themselves, a read-only view of the stored row. */
    record Bytes(ByteBuffer bytes) implements ContentRow {}

    /** The bytes in order; every extent but the last is full. */
    record Extents(List<Extent> extents) implements ContentRow {}

    /** Parts of a completed multipart upload, in order of number. */
    record Parts(List<Part> parts) implements ContentRow {
        /**
         * @param id null when the part is empty
         * @param checksum Base64 of the part's own checksum in the object's algorithm; null when none was kept
         */
        public record Part(int number, long size, ContentId id, String checksum) {}
    }

    /** Where the bytes begin in an encoded {@link Bytes}. */
    int BYTES_OFFSET = 1;
    /** First byte of an encoded {@link Bytes}. */
    int BYTES = 1;

    int EXTENTS = 2;
    int PARTS = 3;

    /** A row of bytes. */
    static byte[] encode(byte[] bytes) {
        var row = new byte[BYTES_OFFSET + bytes.length];
        row[0] = BYTES;
        System.arraycopy(bytes, 0, row, BYTES_OFFSET, bytes.length);
        return row;
    }

    static byte[] encode(Extents row) {
        return new RecordWriter(EXTENTS)
                .writeList(row.extents, RecordWriter::writeExtent)
                .toBytes();
    }

    static byte[] encode(Parts row) {
        return new RecordWriter(PARTS)
                .writeList(row.parts, (writer, part) -> {
                    writer.writeLong(part.number).writeLong(part.size).writeBoolean(part.id != null);
                    if (part.id != null) {
                        part.id.write(writer);
                    }
                    writer.writeNullable(part.checksum);
                })
                .toBytes();
    }

    /** @throws CorruptException when the bytes are no content row */
    static ContentRow decode(byte[] bytes) {
        int kind = bytes.length == 0 ? -1 : bytes[0];
        return switch (kind) {
            case BYTES ->
                new Bytes(ByteBuffer.wrap(bytes, BYTES_OFFSET, bytes.length - BYTES_OFFSET)
                        .slice()
                        .asReadOnlyBuffer());
            case EXTENTS -> new Extents(new RecordReader(bytes).readList(RecordReader::readExtent));
            case PARTS -> new Parts(new RecordReader(bytes).readList(ContentRow::readPart));
            default -> throw new CorruptException("A content row is of kind " + kind + "; known are 1 to 3");
        };
    }

    private static Parts.Part readPart(RecordReader reader) {
        return new Parts.Part(
                reader.readInt(),
                reader.readLong(),
                reader.readBoolean() ? ContentId.read(reader) : null,
                reader.readNullable());
    }
}
