package haneul.s3.model;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.AwsException;
import haneul.s3.model.Checksum.Algorithm;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ChecksumClaimTest {
    private static final byte[] EMPTY_CRC32 = new byte[4];

    @Test
    void aRequestWithoutChecksumClaimsNothing() {
        assertTrue(claim(Map.of("content-md5", "x"), Set.of()).isEmpty());
    }

    @Test
    void aHeaderIsComparedWithTheBody() {
        var claim = claim(Map.of("x-amz-checksum-crc32", "AAAAAA=="), Set.of()).orElseThrow();
        assertEquals(Algorithm.CRC32, claim.algorithm());
        assertFalse(claim.trails());
        assertDoesNotThrow(() -> claim.verify(EMPTY_CRC32, Map.of()));
        assertError(
                "BadDigest",
                "The CRC32 you specified did not match the calculated checksum.",
                () -> claim.verify(new byte[] {0, 0, 0, 1}, Map.of()));
    }

    @Test
    void aTrailerIsComparedOnceItCame() {
        var claim = claim(Map.of("x-amz-sdk-checksum-algorithm", "crc32"), Set.of("x-amz-checksum-crc32"))
                .orElseThrow();
        assertTrue(claim.trails());
        assertDoesNotThrow(() -> claim.verify(EMPTY_CRC32, Map.of("x-amz-checksum-crc32", " AAAAAA== ")));
        assertEquals(
                "MalformedTrailerError",
                assertThrows(AwsException.class, () -> claim.verify(EMPTY_CRC32, Map.of()))
                        .code());
        assertError(
                "InvalidRequest",
                "Value for x-amz-checksum-crc32 header is invalid.",
                () -> claim.verify(EMPTY_CRC32, Map.of("x-amz-checksum-crc32", "????")));
    }

    @Test
    void severalChecksumsAreRefused() {
        var message = "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.";
        assertError(
                "InvalidRequest",
                message,
                () -> claim(Map.of("x-amz-checksum-crc32", "AAAAAA==", "x-amz-checksum-crc32c", "AAAAAA=="), Set.of()));
        assertError(
                "InvalidRequest",
                message,
                () -> claim(Map.of("x-amz-checksum-crc32", "AAAAAA=="), Set.of("x-amz-checksum-crc32")));
    }

    @Test
    void valuesThatAreNoChecksumAreRefused() {
        assertError(
                "InvalidRequest",
                "Value for x-amz-checksum-sha256 header is invalid.",
                () -> claim(Map.of("x-amz-checksum-sha256", "AAAAAA=="), Set.of()));
        assertError(
                "InvalidRequest",
                "The value specified in the x-amz-trailer header is not supported",
                () -> claim(Map.of(), Set.of("x-amz-meta-a")));
    }

    @Test
    void theSdkAlgorithmMustMatchTheChecksum() {
        assertError(
                "InvalidRequest",
                "Value for x-amz-sdk-checksum-algorithm header is invalid.",
                () -> claim(Map.of("x-amz-sdk-checksum-algorithm", "MD4"), Set.of()));
        assertError(
                "InvalidRequest",
                "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* "
                        + "or x-amz-trailer headers were found.",
                () -> claim(Map.of("x-amz-sdk-checksum-algorithm", "CRC32"), Set.of()));
        assertError(
                "InvalidRequest",
                "Value for x-amz-sdk-checksum-algorithm header is invalid.",
                () -> claim(
                        Map.of("x-amz-sdk-checksum-algorithm", "SHA1", "x-amz-checksum-crc32", "AAAAAA=="), Set.of()));
    }

    private static Optional<ChecksumClaim> claim(Map<String, String> headers, Set<String> trailers) {
        return ChecksumClaim.of(name -> Optional.ofNullable(headers.get(name)), trailers);
    }

    private static void assertError(String code, String message, Executable executable) {
        var error = assertThrows(AwsException.class, executable);
        assertEquals(code, error.code());
        assertEquals(message, error.getMessage());
    }
}
