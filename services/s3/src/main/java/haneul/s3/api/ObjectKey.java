package haneul.s3.api;

import haneul.kernel.AwsException;
import java.nio.charset.StandardCharsets;

/** The limit on keys (S3 user guide, "Naming Amazon S3 objects"). */
final class ObjectKey {
    private static final int MAX_BYTES = 1024;
    private static final int MOST_BYTES_OF_A_CHARACTER = 3;

    private ObjectKey() {}

    /** @throws AwsException {@code KeyTooLongError} 400 for more than 1024 bytes of UTF-8 */
    static String check(String key) {
        if (key.length() > MAX_BYTES / MOST_BYTES_OF_A_CHARACTER) {
            int bytes = key.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_BYTES) {
                throw new AwsException("KeyTooLongError", 400, "Your key is too long")
                        .with("Size", Integer.toString(bytes))
                        .with("MaxSizeAllowed", Integer.toString(MAX_BYTES));
            }
        }
        return key;
    }
}
