package haneul.s3.model;

import haneul.storage.RecordReader;
import haneul.storage.RecordWriter;
import java.util.List;

/**
 * One rule of a bucket's cross-origin configuration.
 *
 * @param id null when the rule has none
 * @param maxAgeSeconds null when the rule states none
 */
public record CorsRule(
        String id,
        List<String> origins,
        List<String> methods,
        List<String> headers,
        List<String> exposeHeaders,
        Integer maxAgeSeconds) {
    void write(RecordWriter writer) {
        writer.writeNullable(id)
                .writeList(origins, RecordWriter::writeString)
                .writeList(methods, RecordWriter::writeString)
                .writeList(headers, RecordWriter::writeString)
                .writeList(exposeHeaders, RecordWriter::writeString)
                .writeBoolean(maxAgeSeconds != null);
        if (maxAgeSeconds != null) {
            writer.writeLong(maxAgeSeconds);
        }
    }

    static CorsRule read(RecordReader reader) {
        return new CorsRule(
                reader.readNullable(),
                reader.readList(RecordReader::readString),
                reader.readList(RecordReader::readString),
                reader.readList(RecordReader::readString),
                reader.readList(RecordReader::readString),
                reader.readBoolean() ? reader.readInt() : null);
    }
}
