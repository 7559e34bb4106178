package haneul.s3.model;

import haneul.storage.RecordReader;
import haneul.storage.RecordWriter;
import java.util.Map;

/**
 * One version of an object, or a delete marker.
 *
 * @param listed what listings show of it
 * @param headers {@link Headers#NONE} for a delete marker
 * @param tags in the order given
 * @param parts number of parts it was completed from; 0 when it was put in one piece
 * @param uploadId of the upload it was completed from; null when it was put in one piece
 * @param nullSequence in a key's current version: sequence of the noncurrent version called {@code null}, 0 when
 *     there is none; meaningless in noncurrent versions
 */
public record ObjectVersion(
        ListedVersion listed,
        Headers headers,
        Map<String, String> tags,
        Body body,
        int parts,
        String uploadId,
        long nullSequence) {
    static final int LAYOUT = 1;

    public long sequence() {
        return listed.sequence();
    }

    public long size() {
        return listed.size();
    }

    public String etag() {
        return listed.etag();
    }

    public boolean deleteMarker() {
        return listed.deleteMarker();
    }

    /** Whether S3 calls this version {@code null}. */
    public boolean isNull() {
        return listed.versionId() == null;
    }

    public ObjectVersion withNullSequence(long changed) {
        return changed == nullSequence
                ? this
                : new ObjectVersion(listed, headers, tags, body, parts, uploadId, changed);
    }

    public ObjectVersion withTags(Map<String, String> changed) {
        return new ObjectVersion(listed, headers, changed, body, parts, uploadId, nullSequence);
    }

    public byte[] encode() {
        var writer = new RecordWriter(LAYOUT);
        listed.write(writer);
        headers.write(writer);
        writer.writeMap(tags).writeLong(parts).writeNullable(uploadId).writeLong(nullSequence);
        Body.write(writer, body);
        return writer.toBytes();
    }

    /** @throws haneul.storage.CorruptException when the bytes are no version record */
    public static ObjectVersion decode(byte[] bytes) {
        var reader = Layouts.open(bytes, LAYOUT, "version");
        return read(ListedVersion.read(reader), reader);
    }

    private static ObjectVersion read(ListedVersion listed, RecordReader reader) {
        var headers = Headers.read(reader);
        var tags = reader.readMap();
        int parts = reader.readInt();
        var uploadId = reader.readNullable();
        long nullSequence = reader.readLong();
        return new ObjectVersion(listed, headers, tags, Body.read(reader), parts, uploadId, nullSequence);
    }
}
