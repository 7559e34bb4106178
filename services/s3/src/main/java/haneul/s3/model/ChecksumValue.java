package haneul.s3.model;

import haneul.s3.model.Checksum.Algorithm;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The checksum kept with an object (S3 user guide, "Checking object integrity for multipart uploads").
 *
 * @param type whether it covers the object's bytes or the checksums of its parts
 * @param text base64 as S3 shows it; a composite one ends in a hyphen and the number of parts
 */
public record ChecksumValue(Algorithm algorithm, Type type, String text) {
    /** AWS's names of what a checksum covers. */
    public enum Type {
        FULL_OBJECT,
        COMPOSITE
    }

    /** One part of a multipart upload. @param checksum raw value. @param length bytes of the part, 0 or more */
    public record Part(byte[] checksum, long length) {}

    /** The checksum of bytes uploaded in one piece. */
    public static ChecksumValue of(Algorithm algorithm, byte[] raw) {
        return new ChecksumValue(
                algorithm, Type.FULL_OBJECT, Base64.getEncoder().encodeToString(raw));
    }

    /** The checksum of the concatenated raw checksums of the parts, and how many they are. */
    public static ChecksumValue composite(Algorithm algorithm, List<byte[]> parts) {
        var whole = algorithm.start();
        parts.forEach(part -> whole.update(ByteBuffer.wrap(part)));
        return new ChecksumValue(algorithm, Type.COMPOSITE, whole.base64() + "-" + parts.size());
    }

    /**
     * The checksum of the whole object from those of its parts, without reading them again.
     *
     * @throws IllegalArgumentException when the algorithm is not {@link Algorithm#linear()}
     */
    public static ChecksumValue fullObject(Algorithm algorithm, List<Part> parts) {
        var combination = CrcCombination.of(algorithm);
        long crc = 0;
        for (var part : parts) {
            crc = combination.combine(crc, new BigInteger(1, part.checksum()).longValue(), part.length());
        }
        var raw = ByteBuffer.allocate(Long.BYTES).putLong(crc).array();
        return of(algorithm, Arrays.copyOfRange(raw, Long.BYTES - algorithm.bytes(), Long.BYTES));
    }

    /** The raw value, without the number of parts of a composite one. */
    public byte[] raw() {
        int hyphen = text.lastIndexOf('-');
        return Base64.getDecoder().decode(hyphen < 0 ? text : text.substring(0, hyphen));
    }
}
