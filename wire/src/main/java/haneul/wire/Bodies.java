package haneul.wire;

import haneul.kernel.AwsException;
import java.io.IOException;
import java.util.Arrays;

/** Reads a body whole where a model needs it so, never more than a limit. */
final class Bodies {
    /** Reserved at first, whatever length is announced: an announcement costs the sender nothing. */
    private static final int FIRST = 8192;

    private Bodies() {}

    /** @throws AwsException when the body is longer than {@code max}, or the payload finds it broken */
    static byte[] read(Payload payload, int max) throws IOException {
        if (payload.length() > max) {
            throw tooLong(max);
        }
        var bytes = new byte[payload.length() >= 0 ? (int) Math.min(FIRST, payload.length()) : FIRST];
        int size = 0;
        for (var piece = payload.next(); piece != null; piece = payload.next()) {
            if (piece.remaining() > max - size) {
                throw tooLong(max);
            }
            int needed = size + piece.remaining();
            if (needed > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(needed, Math.min(max, 2 * bytes.length)));
            }
            int count = piece.remaining();
            piece.get(bytes, size, count);
            size += count;
        }
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    private static AwsException tooLong(int max) {
        return new AwsException("MaxMessageLengthExceeded", 400, "Your request was too big.")
                .with("MaxMessageLengthBytes", Integer.toString(max));
    }
}
