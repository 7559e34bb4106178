package haneul.server;

import haneul.storage.RecordReader;
import haneul.storage.RecordWriter;
import java.time.Instant;

/**
 * A further access key of the root account. The secret is stored as it is, since a signature can only be verified with
 * it; the data folder is closed to everyone but its owner.
 */
record AccessKey(String accessKeyId, String secretAccessKey, Instant created) {
    private static final int VERSION = 1;

    byte[] encode() {
        return new RecordWriter(VERSION)
                .writeString(accessKeyId)
                .writeString(secretAccessKey)
                .writeInstant(created)
                .toBytes();
    }

    static AccessKey decode(byte[] bytes) {
        var reader = new RecordReader(bytes);
        return new AccessKey(reader.readString(), reader.readString(), reader.readInstant());
    }

    @Override
    public String toString() {
        return "AccessKey[" + accessKeyId + "]";
    }
}
