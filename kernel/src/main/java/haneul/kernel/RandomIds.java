package haneul.kernel;

import java.security.SecureRandom;

/** Identifiers nobody can guess. */
public final class RandomIds implements Ids {
    private final SecureRandom random = new SecureRandom();

    @Override
    public void fill(byte[] target) {
        random.nextBytes(target);
    }

    @Override
    public long nextLong() {
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
