package haneul.s3.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.storage.CorruptException;
import haneul.storage.Index;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BucketPartitionTest {
    @Property
    void noncurrentVersionsSortByKeyAndThenNewestFirst(
            @ForAll("keys") byte[] one,
            @ForAll("keys") byte[] other,
            @ForAll @LongRange(min = 0) long early,
            @ForAll @LongRange(min = 0) long late) {
        int byKey = Arrays.compareUnsigned(one, other);
        int expected = byKey != 0 ? byKey : Long.compare(late, early);
        int actual = Arrays.compareUnsigned(
                BucketPartition.noncurrentName(one, early), BucketPartition.noncurrentName(other, late));
        assertEquals(Integer.signum(expected), Integer.signum(actual));
    }

    @Property
    void namesGiveBackWhatTheyWereMadeOf(@ForAll("keys") byte[] key, @ForAll @LongRange(min = 0) long sequence) {
        var version = BucketPartition.noncurrentName(key, sequence);
        assertArrayEquals(key, BucketPartition.keyOf(version));
        assertEquals(sequence, BucketPartition.sequenceOf(version));
        var upload = BucketPartition.uploadName(key, "2f0e");
        assertArrayEquals(key, BucketPartition.keyOf(upload));
        assertEquals("2f0e", BucketPartition.uploadIdOf(upload));
    }

    @Test
    void partsSortByNumberUpToTheLast() {
        assertTrue(Arrays.compareUnsigned(BucketPartition.partName("up", 255), BucketPartition.partName("up", 10_000))
                < 0);
        assertEquals(10_000, BucketPartition.partNumberOf(BucketPartition.partName("up", 10_000)));
    }

    @Test
    void theLongestKeyFitsTheIndexEvenWhenItIsAllNuls() {
        var name = BucketPartition.uploadName(new byte[1024], "f".repeat(48));
        assertTrue(name.length + 1 <= Index.MAX_KEY_BYTES, "name of " + name.length + " bytes");
    }

    @Test
    void aNameWithoutAnEndIsCorrupt() {
        assertThrows(CorruptException.class, () -> BucketPartition.keyOf(new byte[] {'a', 0, (byte) 0xff}));
    }

    @Provide
    Arbitrary<byte[]> keys() {
        return Arbitraries.of((byte) 0, (byte) 1, (byte) 'a', (byte) 0x7f, (byte) 0xc3, (byte) 0xff)
                .array(byte[].class)
                .ofMaxSize(6);
    }
}
