package haneul.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * The request body with its transfer coding removed: {@code aws-chunked} frames taken off, their signatures, the signed
 * content hash and the declared length verified. Every violation is thrown as {@code AwsException} at the latest
 * when the end is read, so a caller commits nothing before {@link #next} has answered null.
 */
public interface Payload {
    /** Length of the decoded body; -1 when unknown (never for S3 uploads, which must announce it). */
    long length();

    /** The next bytes, null at the end. The buffer is valid until the following call. */
    ByteBuffer next() throws IOException;

    /** Trailing headers by lower-case name; complete once the end was read. */
    Map<String, String> trailers();

    /** Names announced by {@code x-amz-trailer}, lower case. */
    java.util.Set<String> announcedTrailers();
}
