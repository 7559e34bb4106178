package haneul.s3.model;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * A running checksum of an object's bytes, in one of the algorithms of the S3 user guide, "Checking object integrity".
 * Not safe for concurrent use.
 */
public abstract sealed class Checksum {
    private final Algorithm algorithm;

    private Checksum(Algorithm algorithm) {
        this.algorithm = algorithm;
    }

    public final Algorithm algorithm() {
        return algorithm;
    }

    /** Adds the remaining bytes of the buffer, direct or not, and moves its position to its limit. */
    public abstract void update(ByteBuffer bytes);

    /** The checksum of everything added, {@link Algorithm#bytes()} long, big endian. May be asked only once. */
    public abstract byte[] digest();

    /** {@link #digest()} as S3 writes it. */
    public final String base64() {
        return Base64.getEncoder().encodeToString(digest());
    }

    /** The algorithms of S3 and their names on the wire. */
    public enum Algorithm {
        CRC32(4),
        CRC32C(4),
        CRC64NVME(8),
        SHA1(20),
        SHA256(32);

        private final int bytes;
        private final String header = "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);

        Algorithm(int bytes) {
            this.bytes = bytes;
        }

        /** Length of the raw checksum. */
        public int bytes() {
            return bytes;
        }

        /** The request, response and trailing header that carries the value, lower case. */
        public String header() {
            return header;
        }

        /** Whether checksums of parts combine to the checksum of the whole object. */
        public boolean linear() {
            return this == CRC32 || this == CRC32C || this == CRC64NVME;
        }

        /** A new running checksum. */
        public Checksum start() {
            return switch (this) {
                case CRC32 -> new Cyclic(this, new CRC32());
                case CRC32C -> new Cyclic(this, new CRC32C());
                case CRC64NVME -> new Cyclic(this, new Crc64Nvme());
                case SHA1 -> new Digest(this, "SHA-1");
                case SHA256 -> new Digest(this, "SHA-256");
            };
        }

        /** The algorithm of an {@code x-amz-checksum-…} header name, in any case; empty for every other header. */
        public static Optional<Algorithm> ofHeader(String name) {
            return Arrays.stream(values())
                    .filter(each -> each.header.equalsIgnoreCase(name))
                    .findFirst();
        }

        /** The algorithm by AWS's name such as {@code CRC32C}, in any case. */
        public static Optional<Algorithm> named(String name) {
            return Arrays.stream(values())
                    .filter(each -> each.name().equalsIgnoreCase(name))
                    .findFirst();
        }

        /**
         * The raw checksum of its wire form: canonical base64 of exactly {@link #bytes()} bytes; empty when it is
         * anything else.
         */
        public Optional<byte[]> parse(String base64) {
            if (base64.length() != (bytes + 2) / 3 * 4) {
                return Optional.empty();
            }
            try {
                var raw = Base64.getDecoder().decode(base64);
                boolean canonical = raw.length == bytes
                        && Base64.getEncoder().encodeToString(raw).equals(base64);
                return canonical ? Optional.of(raw) : Optional.empty();
            } catch (IllegalArgumentException notBase64) {
                return Optional.empty();
            }
        }
    }

    private static final class Cyclic extends Checksum {
        private final java.util.zip.Checksum crc;

        Cyclic(Algorithm algorithm, java.util.zip.Checksum crc) {
            super(algorithm);
            this.crc = crc;
        }

        @Override
        public void update(ByteBuffer bytes) {
            crc.update(bytes);
        }

        @Override
        public byte[] digest() {
            var whole = ByteBuffer.allocate(Long.BYTES).putLong(crc.getValue()).array();
            return Arrays.copyOfRange(whole, Long.BYTES - algorithm().bytes(), Long.BYTES);
        }
    }

    private static final class Digest extends Checksum {
        private final MessageDigest digest;

        Digest(Algorithm algorithm, String name) {
            super(algorithm);
            try {
                this.digest = MessageDigest.getInstance(name);
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("Every Java runtime has " + name, impossible);
            }
        }

        @Override
        public void update(ByteBuffer bytes) {
            digest.update(bytes);
        }

        @Override
        public byte[] digest() {
            return digest.digest();
        }
    }
}
