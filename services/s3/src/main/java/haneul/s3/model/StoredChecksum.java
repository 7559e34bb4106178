package haneul.s3.model;

import haneul.storage.RecordReader;
import haneul.storage.RecordWriter;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;

/**
 * The checksum S3 keeps with an object or part.
 *
 * @param composite whether it is a checksum of the parts' checksums rather than of the bytes
 * @param value Base64, with {@code -N} (the number of parts) when composite: as the wire shows it
 */
public record StoredChecksum(ChecksumAlgorithm algorithm, boolean composite, String value) {
    public ChecksumType type() {
        return composite ? ChecksumType.COMPOSITE : ChecksumType.FULL_OBJECT;
    }

    static void write(RecordWriter writer, StoredChecksum checksum) {
        if (checksum == null) {
            writer.writeByte(0);
            return;
        }
        writer.writeByte(Layouts.number(checksum.algorithm)).writeBoolean(checksum.composite).writeString(checksum.value);
    }

    /** Null when none was kept. */
    static StoredChecksum read(RecordReader reader) {
        var algorithm = Layouts.algorithm(reader.readByte());
        return algorithm == null ? null : new StoredChecksum(algorithm, reader.readBoolean(), reader.readString());
    }
}
