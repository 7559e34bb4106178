package haneul.s3.model;

import haneul.storage.RecordReader;
import haneul.storage.RecordWriter;
import java.time.Instant;

/**
 * An uploaded part of an upload in progress; its number is in its key.
 *
 * @param etag MD5 in hexadecimal, without quotation marks
 * @param checksum never null: CRC64NVME when the upload names no algorithm
 */
public record Part(long size, String etag, Instant modified, ChecksumValue checksum, Body body) {
    private static final int LAYOUT = 1;

    public byte[] encode() {
        var writer = new RecordWriter(LAYOUT).writeLong(size).writeString(etag);
        Layouts.writeTime(writer, modified);
        Layouts.writeChecksum(writer, checksum);
        Body.write(writer, body);
        return writer.toBytes();
    }

    /** @throws haneul.storage.CorruptException when the bytes are no part record */
    public static Part decode(byte[] bytes) {
        RecordReader reader = Layouts.open(bytes, LAYOUT, "part");
        return new Part(
                reader.readLong(),
                reader.readString(),
                Layouts.readTime(reader),
                Layouts.readChecksum(reader),
                Body.read(reader));
    }
}
