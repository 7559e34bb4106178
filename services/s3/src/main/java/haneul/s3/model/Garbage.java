package haneul.s3.model;

import haneul.storage.CorruptException;
import haneul.storage.RecordReader;
import haneul.storage.RecordWriter;

/** Something no object names any more, to be freed in bounded batches. */
public sealed interface Garbage {
    /** A content row and all it names. */
    record Content(ContentId id) implements Garbage {}

    /** All part rows of an aborted upload and what they name. */
    record Parts(String uploadId) implements Garbage {}

    int LAYOUT = 1;

    default byte[] encode() {
        var writer = new RecordWriter(LAYOUT);
        switch (this) {
            case Content content -> content.id.write(writer.writeByte(1));
            case Parts parts -> writer.writeByte(2).writeString(parts.uploadId);
        }
        return writer.toBytes();
    }

    /** @throws CorruptException when the bytes are no garbage record */
    static Garbage decode(byte[] bytes) {
        RecordReader reader = Layouts.open(bytes, LAYOUT, "garbage");
        int kind = reader.readByte();
        return switch (kind) {
            case 1 -> new Content(ContentId.read(reader));
            case 2 -> new Parts(reader.readString());
            default -> throw new CorruptException("A garbage record is of kind " + kind + "; known are 1 and 2");
        };
    }
}
