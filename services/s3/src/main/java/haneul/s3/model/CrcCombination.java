package haneul.s3.model;

import haneul.s3.model.Checksum.Algorithm;

/**
 * The CRC of two byte runs one after the other, from their CRCs and the length of the second. The first CRC is
 * multiplied by x to the power of the second's bits, modulo the polynomial; polynomials are kept with reflected bits,
 * so the coefficient of x to the power 0 is the highest bit.
 */
final class CrcCombination {
    private static final CrcCombination CRC32 = new CrcCombination(32, 0xEDB88320L);
    private static final CrcCombination CRC32C = new CrcCombination(32, 0x82F63B78L);
    private static final CrcCombination CRC64NVME = new CrcCombination(64, Crc64Nvme.REFLECTED_POLYNOMIAL);

    private final long one;
    private final long polynomial;
    /** Entry k is x to the power of 2^k, for as many k as a length in bits may have. */
    private final long[] powers = new long[67];

    private CrcCombination(int width, long polynomial) {
        this.one = 1L << width - 1;
        this.polynomial = polynomial;
        powers[0] = one >>> 1;
        for (int k = 1; k < powers.length; k++) {
            powers[k] = multiply(powers[k - 1], powers[k - 1]);
        }
    }

    /** @throws IllegalArgumentException for an algorithm whose values do not combine */
    static CrcCombination of(Algorithm algorithm) {
        return switch (algorithm) {
            case CRC32 -> CRC32;
            case CRC32C -> CRC32C;
            case CRC64NVME -> CRC64NVME;
            case SHA1, SHA256 -> throw new IllegalArgumentException(algorithm + " values of parts do not combine");
        };
    }

    /** @param secondBytes length of the second run, 0 or more */
    long combine(long first, long second, long secondBytes) {
        long shift = one;
        int bit = 3;
        for (long rest = secondBytes; rest != 0; rest >>>= 1) {
            if ((rest & 1) != 0) {
                shift = multiply(shift, powers[bit]);
            }
            bit++;
        }
        return multiply(shift, first) ^ second;
    }

    private long multiply(long left, long right) {
        long product = 0;
        long term = right;
        for (long bit = one; bit != 0; bit >>>= 1) {
            if ((left & bit) != 0) {
                product ^= term;
            }
            term = term >>> 1 ^ (-(term & 1) & polynomial);
        }
        return product;
    }
}
