package haneul.acceptance;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** The checksums of S3, computed here a second time. AWS: "Checking object integrity", S3 User Guide. */
public enum Checksum {
    CRC32,
    CRC32C,
    CRC64NVME,
    SHA1,
    SHA256;

    /** The reflected form of the NVM Express polynomial 0xAD93D23594C93659. */
    private static final long POLYNOMIAL = Long.reverse(0xAD93D23594C93659L);

    /** The header that carries it. */
    public String header() {
        return "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);
    }

    /** The value in Base64, as headers carry it. */
    public String of(byte[] bytes) {
        return Base64.getEncoder().encodeToString(raw(bytes));
    }

    public byte[] raw(byte[] bytes) {
        return switch (this) {
            case CRC32 -> {
                var crc = new CRC32();
                crc.update(bytes);
                yield ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
            }
            case CRC32C -> {
                var crc = new CRC32C();
                crc.update(bytes);
                yield ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
            }
            case CRC64NVME -> ByteBuffer.allocate(8).putLong(crc64(bytes)).array();
            case SHA1 -> digest("SHA-1", bytes);
            case SHA256 -> digest("SHA-256", bytes);
        };
    }

    /** A digest in Base64: {@code MD5} for Content-MD5. */
    public static String base64(String algorithm, byte[] bytes) {
        return Base64.getEncoder().encodeToString(digest(algorithm, bytes));
    }

    public static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    private static long crc64(byte[] bytes) {
        long crc = -1;
        for (byte octet : bytes) {
            crc ^= octet & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? crc >>> 1 ^ POLYNOMIAL : crc >>> 1;
            }
        }
        return ~crc;
    }
}
