package haneul.kernel;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Identifiers nobody can guess. Random bytes are drawn in blocks, because each draw costs about as much as a block of
 * them and every request needs a few; what was handed out is wiped from the block.
 */
public final class RandomIds implements Ids {
    private static final int BLOCK_BYTES = 4096;

    private final SecureRandom random = new SecureRandom();
    private final byte[] block = new byte[BLOCK_BYTES];
    private int used = BLOCK_BYTES;

    @Override
    public void fill(byte[] target) {
        if (target.length > BLOCK_BYTES) {
            random.nextBytes(target);
        } else {
            take(target);
        }
    }

    private synchronized void take(byte[] target) {
        if (BLOCK_BYTES - used < target.length) {
            random.nextBytes(block);
            used = 0;
        }
        System.arraycopy(block, used, target, 0, target.length);
        Arrays.fill(block, used, used + target.length, (byte) 0);
        used += target.length;
    }

    @Override
    public long nextLong() {
        var bytes = new byte[Long.BYTES];
        take(bytes);
        return ByteBuffer.wrap(bytes).getLong();
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
