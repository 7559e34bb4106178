package haneul.s3.model;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.s3.model.Checksum.Algorithm;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ChecksumTest {
    @Test
    void checkValuesOfTheCatalogueHold() {
        assertEquals("cbf43926", check(Algorithm.CRC32));
        assertEquals("e3069283", check(Algorithm.CRC32C));
        assertEquals("ae8b14860a799888", check(Algorithm.CRC64NVME));
        assertEquals("f7c3bc1d808e04732adf679965ccc34ca7ae3441", check(Algorithm.SHA1));
        assertEquals("15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225", check(Algorithm.SHA256));
    }

    @Test
    void emptyInputHasAValue() {
        assertEquals("AAAAAA==", Algorithm.CRC32.start().base64());
        assertEquals("AAAAAAAAAAA=", Algorithm.CRC64NVME.start().base64());
    }

    @Property(tries = 300)
    void crc64EqualsTheBitwiseDefinition(
            @ForAll long seed,
            @ForAll @IntRange(max = 700) int length,
            @ForAll @IntRange(max = 40) int offset,
            @ForAll boolean direct,
            @ForAll boolean bigEndian) {
        var bytes = random(seed, length + offset);
        var buffer = direct ? ByteBuffer.allocateDirect(bytes.length) : ByteBuffer.allocate(bytes.length);
        buffer.put(bytes).flip().position(offset);
        buffer.order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        var checksum = Algorithm.CRC64NVME.start();
        checksum.update(buffer);
        assertEquals(0, buffer.remaining());
        assertEquals(bitwise(bytes, offset), ByteBuffer.wrap(checksum.digest()).getLong());
    }

    @Property(tries = 300)
    void anyCutOfTheInputGivesTheSameValue(
            @ForAll Algorithm algorithm,
            @ForAll long seed,
            @ForAll @Size(max = 12) List<@IntRange(max = 300) Integer> cuts) {
        var bytes = random(seed, cuts.stream().mapToInt(Integer::intValue).sum());
        var whole = algorithm.start();
        whole.update(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
        var pieces = algorithm.start();
        int position = 0;
        for (int cut : cuts) {
            pieces.update(ByteBuffer.wrap(bytes, position, cut));
            position += cut;
        }
        assertArrayEquals(whole.digest(), pieces.digest());
    }

    @Property(tries = 300)
    void partsCombineToTheChecksumOfTheWhole(
            @ForAll long seed, @ForAll @Size(max = 12) List<@IntRange(max = 3000) Integer> lengths) {
        var bytes = random(seed, lengths.stream().mapToInt(Integer::intValue).sum());
        for (var algorithm : List.of(Algorithm.CRC32, Algorithm.CRC32C, Algorithm.CRC64NVME)) {
            var parts = new ArrayList<ChecksumValue.Part>();
            int position = 0;
            for (int length : lengths) {
                parts.add(new ChecksumValue.Part(digest(algorithm, bytes, position, length), length));
                position += length;
            }
            var whole = digest(algorithm, bytes, 0, bytes.length);
            assertEquals(ChecksumValue.of(algorithm, whole), ChecksumValue.fullObject(algorithm, parts));
        }
    }

    @Test
    void partsOfTerabytesCombine() {
        for (var algorithm : List.of(Algorithm.CRC32, Algorithm.CRC32C, Algorithm.CRC64NVME)) {
            var combination = CrcCombination.of(algorithm);
            long inOneStep = combination.combine(7, 9, 1L << 41);
            long inTwoSteps = combination.combine(combination.combine(7, 0, 1L << 40), 9, 1L << 40);
            assertEquals(inOneStep, inTwoSteps, algorithm.name());
        }
    }

    @Test
    void aCompositeValueIsTheChecksumOfTheChecksumsAndTheirNumber() {
        var first = digest(Algorithm.SHA256, "a".getBytes(US_ASCII), 0, 1);
        var second = digest(Algorithm.SHA256, "b".getBytes(US_ASCII), 0, 1);
        var both = ByteBuffer.allocate(64).put(first).put(second).array();
        var expected = Base64.getEncoder().encodeToString(digest(Algorithm.SHA256, both, 0, 64)) + "-2";
        var value = ChecksumValue.composite(Algorithm.SHA256, List.of(first, second));
        assertEquals(expected, value.text());
        assertEquals(ChecksumValue.Type.COMPOSITE, value.type());
        assertArrayEquals(digest(Algorithm.SHA256, both, 0, 64), value.raw());
    }

    @Test
    void digestsDoNotCombine() {
        var part = new ChecksumValue.Part(new byte[20], 1);
        assertThrows(IllegalArgumentException.class, () -> ChecksumValue.fullObject(Algorithm.SHA1, List.of(part)));
    }

    @Test
    void onlyCanonicalBase64OfTheRightLengthIsAValue() {
        assertArrayEquals(new byte[4], Algorithm.CRC32.parse("AAAAAA==").orElseThrow());
        var wrong = List.of("", "AAAAAA", "AAAAAB==", "AAAAAAA=", "AAAAAAAA", "AAAAA-==", " AAAAA==", "AAAA====", "=");
        for (var bad : wrong) {
            assertEquals(Optional.empty(), Algorithm.CRC32.parse(bad), bad);
        }
    }

    @Test
    void namesMapBothWays() {
        for (var algorithm : Algorithm.values()) {
            assertEquals(
                    Optional.of(algorithm),
                    Algorithm.ofHeader(algorithm.header().toUpperCase()));
            assertEquals(
                    Optional.of(algorithm), Algorithm.named(algorithm.name().toLowerCase()));
        }
        assertEquals("x-amz-checksum-crc64nvme", Algorithm.CRC64NVME.header());
        assertTrue(Algorithm.ofHeader("x-amz-checksum-type").isEmpty());
        assertTrue(Algorithm.ofHeader("x-amz-checksum-md5").isEmpty());
    }

    private static String check(Algorithm algorithm) {
        return HexFormat.of().formatHex(digest(algorithm, "123456789".getBytes(US_ASCII), 0, 9));
    }

    private static byte[] digest(Algorithm algorithm, byte[] bytes, int offset, int length) {
        var checksum = algorithm.start();
        checksum.update(ByteBuffer.wrap(bytes, offset, length));
        return checksum.digest();
    }

    private static byte[] random(long seed, int length) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** The definition, bit by bit, in the unreflected form of the standard. */
    private static long bitwise(byte[] bytes, int from) {
        long crc = -1;
        for (int i = from; i < bytes.length; i++) {
            crc ^= Long.reverse(bytes[i] & 0xffL);
            for (int bit = 0; bit < 8; bit++) {
                crc = crc << 1 ^ (crc < 0 ? 0xAD93D23594C93659L : 0);
            }
        }
        return ~Long.reverse(crc);
    }
}
