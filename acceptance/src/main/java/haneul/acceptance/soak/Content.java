package haneul.acceptance.soak;

import haneul.acceptance.Checksum;
import haneul.acceptance.Reply;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** The bytes of one write, remembered by what made them: no two writes have the same seed, so no two are the same. */
record Content(long seed, int size) {

    /** Nothing under the key. */
    static final Content ABSENT = new Content(0, -1);

    /** Draws a size over every class the engine keeps apart: empty, inline, in the log, in extents. */
    static Content draw(SplittableRandom random, int largest) {
        int size =
                switch (random.nextInt(10)) {
                    case 0 -> 0;
                    case 1, 2, 3 -> random.nextInt(1, 4097);
                    case 4, 5, 6, 7 -> random.nextInt(4097, 160_000);
                    default -> random.nextInt(160_000, Math.max(160_001, largest));
                };
        return new Content(random.nextLong(), size);
    }

    boolean absent() {
        return size < 0;
    }

    byte[] bytes() {
        var bytes = new byte[size];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    /** Whether a GET's answer is exactly this content, its ETag included when it is a plain digest. */
    boolean matches(Reply reply) {
        if (absent()) {
            return reply.status() == 404;
        }
        if (reply.status() != 200 || reply.body().length != size) {
            return false;
        }
        var bytes = bytes();
        var etag = reply.header("ETag").orElse("").replace("\"", "");
        return Arrays.equals(bytes, reply.body())
                && (etag.contains("-") || etag.equals(HexFormat.of().formatHex(Checksum.digest("MD5", bytes))));
    }
}
