package haneul.s3.model;

import haneul.kernel.AwsException;
import haneul.kernel.Ids;
import java.nio.ByteBuffer;
import java.util.Base64;

/** Version ids: 32 URL-safe characters that carry the version's sequence, so that an id leads to its row. */
public final class VersionIds {
    /** What the wire calls the version of an object that was put while versioning was not enabled. */
    public static final String NULL = "null";

    private static final int LENGTH = 32;
    private static final int BYTES = 24;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final Ids ids;

    public VersionIds(Ids ids) {
        this.ids = ids;
    }

    public String make(long sequence) {
        var bytes = new byte[BYTES];
        ids.fill(bytes);
        ByteBuffer.wrap(bytes).putLong(sequence);
        return ENCODER.encodeToString(bytes);
    }

    /** The sequence an id carries; meaningless when the id is not one of ours. */
    static long sequence(String id) {
        return ByteBuffer.wrap(Base64.getUrlDecoder().decode(id)).getLong();
    }

    /** @throws AwsException {@code InvalidArgument} 400 when {@code id} can be no version id */
    public static void check(String id) {
        if (!id.equals(NULL) && !wellFormed(id)) {
            var message = id.isEmpty() ? "Version id cannot be the empty string" : "Invalid version id specified";
            throw new AwsException("InvalidArgument", 400, message)
                    .with("ArgumentName", "versionId")
                    .with("ArgumentValue", id);
        }
    }

    private static boolean wellFormed(String id) {
        if (id.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = id.charAt(i);
            boolean known =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
            if (!known) {
                return false;
            }
        }
        return true;
    }
}
