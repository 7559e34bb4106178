package haneul.kernel;

import java.util.SplittableRandom;

/** Identifiers that repeat themselves for the same seed; for tests and simulations alone. */
public final class SeededIds implements Ids {
    private final SplittableRandom random;

    public SeededIds(long seed) {
        this.random = new SplittableRandom(seed);
    }

    @Override
    public synchronized void fill(byte[] target) {
        random.nextBytes(target);
    }

    @Override
    public synchronized long nextLong() {
        return random.nextLong();
    }

    @Override
    public String hex(int length) {
        return IdText.hex(this, length);
    }

    @Override
    public String upperAlphanumeric(int length) {
        return IdText.upperAlphanumeric(this, length);
    }
}
