package haneul.wire.codec;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.function.Consumer;

/** Damages valid input at random and hands it to a parser, which may refuse it in one way only. */
final class Fuzz {
    static final long SEED = 4_207_849_484L;

    private Fuzz() {}

    static void run(int rounds, byte[][] valid, Consumer<byte[]> parser) {
        var random = new Random(SEED);
        for (int round = 0; round < rounds; round++) {
            var input = damage(valid[random.nextInt(valid.length)], random);
            try {
                parser.accept(input);
            } catch (Malformed e) {
                continue;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                fail(
                        "round " + round + " of seed " + SEED + ": " + e + " for Base64 "
                                + Base64.getEncoder().encodeToString(input),
                        e);
            }
        }
    }

    static byte[] damage(byte[] valid, Random random) {
        var bytes = valid.clone();
        for (int left = random.nextInt(4); left >= 0 && bytes.length > 0; left--) {
            int at = random.nextInt(bytes.length);
            bytes = switch (random.nextInt(5)) {
                case 0 -> Arrays.copyOf(bytes, at);
                case 1 -> join(bytes, 0, at, bytes, Math.min(bytes.length, at + random.nextInt(8)), bytes.length);
                case 2 -> join(bytes, 0, at, bytes, random.nextInt(at + 1), bytes.length);
                default -> {
                    bytes[at] = (byte)
                            (random.nextBoolean()
                                    ? random.nextInt(256)
                                    : "<>&;'\"{}[]:,%=.#!-0".charAt(random.nextInt(19)));
                    yield bytes;
                }
            };
        }
        return bytes;
    }

    private static byte[] join(byte[] left, int from, int to, byte[] right, int begin, int end) {
        var joined = Arrays.copyOf(Arrays.copyOfRange(left, from, to), to - from + end - begin);
        System.arraycopy(right, begin, joined, to - from, end - begin);
        return joined;
    }
}
