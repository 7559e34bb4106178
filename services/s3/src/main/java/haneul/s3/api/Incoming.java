package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.Checksum.Algorithm;
import haneul.s3.model.ChecksumClaim;
import haneul.s3.model.Contents.Source;
import haneul.s3.model.Written;
import haneul.wire.Call;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Bytes on their way in and what their sender says of them.
 *
 * @param length -1 when unknown
 * @param trailers by lower-case name, complete once the source has ended
 * @param md5 null when the sender gives none
 */
public record Incoming(
        Source source, long length, Supplier<Map<String, String>> trailers, Optional<ChecksumClaim> claim, byte[] md5) {
    /** The algorithm of S3's own checksum when the sender gives none. */
    static final Algorithm DEFAULT_ALGORITHM = Algorithm.CRC64NVME;

    private static final int MD5_BYTES = 16;

    /** The body of a request. @throws AwsException {@code InvalidDigest}, or as {@link ChecksumClaim#of} does */
    static Incoming of(Call call) {
        var payload = call.payload();
        var claim = ChecksumClaim.of(call.exchange()::header, payload.announcedTrailers());
        var md5 = call.exchange().header("content-md5").map(Incoming::md5).orElse(null);
        return new Incoming(payload::next, payload.length(), payload::trailers, claim, md5);
    }

    /** @throws AwsException {@code InvalidDigest} 400 when it is not Base64 of 16 bytes */
    static byte[] md5(String header) {
        try {
            var bytes = Base64.getDecoder().decode(header.strip());
            if (bytes.length == MD5_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException notBase64) {
            throw invalidDigest(header);
        }
        throw invalidDigest(header);
    }

    private static AwsException invalidDigest(String header) {
        return new AwsException("InvalidDigest", 400, "The Content-MD5 you specified was invalid.")
                .with("Content-MD5", header);
    }

    Algorithm algorithm() {
        return claim.isEmpty() ? DEFAULT_ALGORITHM : claim.get().algorithm();
    }

    /** @throws AwsException {@code BadDigest} when the bytes are not those the sender says */
    void verify(Written written) {
        if (md5 != null && !MessageDigest.isEqual(md5, written.md5())) {
            throw new AwsException("BadDigest", 400, "The Content-MD5 you specified did not match what we received.")
                    .with("ExpectedDigest", Base64.getEncoder().encodeToString(md5))
                    .with("CalculatedDigest", Base64.getEncoder().encodeToString(written.md5()));
        }
        if (claim.isPresent()) {
            claim.get().verify(written.claimed().raw(), trailers.get());
        }
    }
}
