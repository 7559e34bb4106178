package haneul.s3.model;

import haneul.s3.model.Checksum.Algorithm;
import haneul.storage.RecordReader;
import haneul.storage.RecordWriter;
import java.time.Instant;
import java.util.Map;

/**
 * A multipart upload in progress.
 *
 * @param id as the wire shows it; ids of later uploads are greater, which is the order S3 lists them in
 * @param owner twelve-digit account that will own the object
 * @param checksumAlgorithm null when the client asked for none
 * @param checksumType what the object's checksum will cover; {@code FULL_OBJECT} without an algorithm
 */
public record Upload(
        String id,
        Instant initiated,
        String owner,
        String initiator,
        String storageClass,
        Algorithm checksumAlgorithm,
        ChecksumValue.Type checksumType,
        Headers headers,
        Map<String, String> tags) {
    private static final int LAYOUT = 1;

    public byte[] encode() {
        var writer = new RecordWriter(LAYOUT).writeString(id);
        Layouts.writeTime(writer, initiated);
        writer.writeString(owner).writeString(initiator).writeString(storageClass);
        Layouts.writeAlgorithm(writer, checksumAlgorithm);
        writer.writeByte(checksumType.ordinal());
        headers.write(writer);
        return writer.writeMap(tags).toBytes();
    }

    /** @throws haneul.storage.CorruptException when the bytes are no upload record */
    public static Upload decode(byte[] bytes) {
        RecordReader reader = Layouts.open(bytes, LAYOUT, "upload");
        return new Upload(
                reader.readString(),
                Layouts.readTime(reader),
                reader.readString(),
                reader.readString(),
                reader.readString(),
                Layouts.readAlgorithm(reader),
                Layouts.readType(reader),
                Headers.read(reader),
                reader.readMap());
    }
}
