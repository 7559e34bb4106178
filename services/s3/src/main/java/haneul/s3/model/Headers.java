package haneul.s3.model;

import haneul.storage.RecordReader;
import haneul.storage.RecordWriter;
import java.util.Map;

/**
 * What a client says about an object and gets back with it. All but the content type and the metadata may be null.
 *
 * @param expires as sent: S3 keeps what is no date too
 * @param metadata user metadata by lower-case name without {@code x-amz-meta-}
 */
public record Headers(
        String contentType,
        String contentEncoding,
        String contentLanguage,
        String contentDisposition,
        String cacheControl,
        String expires,
        String websiteRedirect,
        Map<String, String> metadata) {
    public static final Headers NONE = new Headers(null, null, null, null, null, null, null, Map.of());

    void write(RecordWriter writer) {
        int present = bit(contentType, 1)
                | bit(contentEncoding, 2)
                | bit(contentLanguage, 4)
                | bit(contentDisposition, 8)
                | bit(cacheControl, 16)
                | bit(expires, 32)
                | bit(websiteRedirect, 64);
        writer.writeByte(present);
        write(writer, contentType);
        write(writer, contentEncoding);
        write(writer, contentLanguage);
        write(writer, contentDisposition);
        write(writer, cacheControl);
        write(writer, expires);
        write(writer, websiteRedirect);
        writer.writeMap(metadata);
    }

    static Headers read(RecordReader reader) {
        int present = reader.readByte();
        return new Headers(
                read(reader, present, 1),
                read(reader, present, 2),
                read(reader, present, 4),
                read(reader, present, 8),
                read(reader, present, 16),
                read(reader, present, 32),
                read(reader, present, 64),
                reader.readMap());
    }

    private static int bit(String value, int bit) {
        return value == null ? 0 : bit;
    }

    private static void write(RecordWriter writer, String value) {
        if (value != null) {
            writer.writeString(value);
        }
    }

    private static String read(RecordReader reader, int present, int bit) {
        return (present & bit) == 0 ? null : reader.readString();
    }
}
