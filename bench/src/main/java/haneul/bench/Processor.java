package haneul.bench;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.SplittableRandom;

/** How fast one core of this machine hashes right now: the ceiling for a PUT, whose ETag is an MD5. */
final class Processor {
    private static final long NANOS = 1_000_000_000L;

    private Processor() {}

    /** MD5 of one thread in MB/s, measured for one second after a short warm-up. */
    static double measure() {
        byte[] block = new byte[1 << 20];
        new SplittableRandom(7).nextBytes(block);
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            for (int warm = 0; warm < 64; warm++) {
                digest.update(block);
            }
            long begin = System.nanoTime();
            long bytes = 0;
            while (System.nanoTime() - begin < NANOS) {
                digest.update(block);
                bytes += block.length;
            }
            digest.digest();
            return bytes * 1e3 / (System.nanoTime() - begin);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("MD5 is part of every Java runtime", e);
        }
    }
}
