package haneul.s3.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/**
 * CRC-64/NVME: polynomial {@code 0xAD93D23594C93659}, reflected, initial value and final xor all ones; the checksum of
 * {@code "123456789"} is {@code 0xAE8B14860A799888} (NVM Express base specification, section "64b CRC").
 *
 * <p>Java reaches no carry-less multiplication, so large inputs run as {@link #BRAIDS} independent streams of 8-byte
 * words, whose table look-ups overlap in the processor. Instances are not safe for concurrent use.
 */
final class Crc64Nvme implements Checksum {
    /** The polynomial with its bits in reflected order. */
    static final long REFLECTED_POLYNOMIAL = 0x9A6C9329AC4BC9B5L;

    private static final int BRAIDS = 4;
    private static final int BLOCK_BYTES = 8 * BRAIDS;
    private static final int BRAIDING_PAYS_BYTES = 2 * BLOCK_BYTES;

    /** Row k, entry b: the effect of byte b at position k of a word once the word has been passed. */
    private static final long[] WORD = wordTable();

    /** As {@link #WORD}, once a whole block of {@link #BRAIDS} words has been passed. */
    private static final long[] BLOCK = blockTable();

    private long crc = -1;

    @Override
    public void update(int value) {
        crc = step(crc, value);
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        update(ByteBuffer.wrap(bytes, offset, length));
    }

    @Override
    public void update(ByteBuffer bytes) {
        int position = bytes.position();
        int limit = bytes.limit();
        var words = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        long value = crc;
        if (limit - position >= BRAIDING_PAYS_BYTES) {
            int blocksEnd = position + (limit - position) / BLOCK_BYTES * BLOCK_BYTES;
            value = braided(words, position, blocksEnd, value);
            position = blocksEnd;
        }
        for (; limit - position >= 8; position += 8) {
            value = pass(WORD, value ^ words.getLong(position));
        }
        for (; position < limit; position++) {
            value = step(value, words.get(position));
        }
        crc = value;
        bytes.position(limit);
    }

    @Override
    public long getValue() {
        return ~crc;
    }

    @Override
    public void reset() {
        crc = -1;
    }

    /** At least one block; the last one joins the streams again. */
    private static long braided(ByteBuffer words, int from, int to, long crc) {
        long first = crc;
        long second = 0;
        long third = 0;
        long fourth = 0;
        int last = to - BLOCK_BYTES;
        for (int i = from; i < last; i += BLOCK_BYTES) {
            first = pass(BLOCK, first ^ words.getLong(i));
            second = pass(BLOCK, second ^ words.getLong(i + 8));
            third = pass(BLOCK, third ^ words.getLong(i + 16));
            fourth = pass(BLOCK, fourth ^ words.getLong(i + 24));
        }
        long joined = pass(WORD, first ^ words.getLong(last));
        joined = pass(WORD, joined ^ second ^ words.getLong(last + 8));
        joined = pass(WORD, joined ^ third ^ words.getLong(last + 16));
        return pass(WORD, joined ^ fourth ^ words.getLong(last + 24));
    }

    private static long pass(long[] table, long word) {
        return table[(int) word & 0xff]
                ^ table[0x100 + ((int) (word >>> 8) & 0xff)]
                ^ table[0x200 + ((int) (word >>> 16) & 0xff)]
                ^ table[0x300 + ((int) (word >>> 24) & 0xff)]
                ^ table[0x400 + ((int) (word >>> 32) & 0xff)]
                ^ table[0x500 + ((int) (word >>> 40) & 0xff)]
                ^ table[0x600 + ((int) (word >>> 48) & 0xff)]
                ^ table[0x700 + (int) (word >>> 56)];
    }

    private static long step(long crc, int value) {
        return crc >>> 8 ^ WORD[0x700 + (((int) crc ^ value) & 0xff)];
    }

    private static long[] wordTable() {
        var table = new long[8 * 256];
        for (int value = 0; value < 256; value++) {
            long crc = value;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc >>> 1 ^ (-(crc & 1) & REFLECTED_POLYNOMIAL);
            }
            table[0x700 + value] = crc;
        }
        for (int row = 6; row >= 0; row--) {
            for (int value = 0; value < 256; value++) {
                long crc = table[(row + 1 << 8) + value];
                table[(row << 8) + value] = crc >>> 8 ^ table[0x700 + ((int) crc & 0xff)];
            }
        }
        return table;
    }

    private static long[] blockTable() {
        var table = WORD.clone();
        for (int i = 0; i < table.length; i++) {
            for (int word = 1; word < BRAIDS; word++) {
                table[i] = pass(WORD, table[i]);
            }
        }
        return table;
    }
}
