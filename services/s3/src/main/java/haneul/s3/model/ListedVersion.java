package haneul.s3.model;

import haneul.storage.RecordReader;
import haneul.storage.RecordWriter;
import java.time.Instant;

/**
 * What listings show of a version: the first fields of an {@link ObjectVersion}'s record, read without its headers and
 * bytes.
 *
 * @param sequence orders the versions of one key, newer ones are greater
 * @param versionId null for the version that S3 calls {@code null}
 * @param etag without quotation marks; null for a delete marker
 * @param storageClass AWS's name, for example {@code STANDARD}
 * @param checksum null for a delete marker
 * @param owner twelve-digit account
 */
public record ListedVersion(
        long sequence,
        String versionId,
        boolean deleteMarker,
        Instant modified,
        long size,
        String etag,
        String storageClass,
        ChecksumValue checksum,
        String owner) {
    /** The id as the wire shows it. */
    public String wireVersionId() {
        return versionId == null ? "null" : versionId;
    }

    /**
     * Reads only what is listed of a stored {@link ObjectVersion}. @throws haneul.storage.CorruptException when it is
     * none
     */
    public static ListedVersion decode(byte[] bytes) {
        return read(Layouts.open(bytes, ObjectVersion.LAYOUT, "version"));
    }

    void write(RecordWriter writer) {
        writer.writeLong(sequence).writeNullable(versionId).writeBoolean(deleteMarker);
        Layouts.writeTime(writer, modified);
        writer.writeLong(size).writeNullable(etag).writeString(storageClass);
        Layouts.writeChecksum(writer, checksum);
        writer.writeString(owner);
    }

    static ListedVersion read(RecordReader reader) {
        return new ListedVersion(
                reader.readLong(),
                reader.readNullable(),
                reader.readBoolean(),
                Layouts.readTime(reader),
                reader.readLong(),
                reader.readNullable(),
                storageClass(reader.readString()),
                Layouts.readChecksum(reader),
                reader.readString());
    }

    private static String storageClass(String name) {
        return name.equals("STANDARD") ? "STANDARD" : name;
    }
}
