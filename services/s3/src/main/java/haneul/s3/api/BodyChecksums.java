package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.ChecksumClaim;
import haneul.wire.BodyCheck;
import haneul.wire.Exchange;
import haneul.wire.Payload;
import haneul.wire.codec.Operation;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;

/**
 * Holds configurations and lists of keys against the checksums sent with them. Not so where a checksum header is about
 * an object, as in CompleteMultipartUpload; objects' bytes are held against theirs where they are stored.
 */
public final class BodyChecksums implements BodyCheck {
    /** Without a checksum AWS refuses these. */
    private static final Set<String> DEMANDING = Set.of("DeleteObjects", "PutBucketCors");

    private static final int MD5_BYTES = 16;

    @Override
    public void check(Exchange exchange, Operation operation, Payload payload, byte[] body) {
        var md5 = exchange.header("content-md5");
        md5.ifPresent(text -> checkMd5(text, body));
        boolean ofBody = operation.requiresChecksum() && (body.length > 0 || DEMANDING.contains(operation.name()));
        if (!ofBody) {
            return;
        }
        var claim = ChecksumClaim.of(exchange::header, payload.announcedTrailers());
        if (md5.isEmpty() && claim.isEmpty() && DEMANDING.contains(operation.name())) {
            throw Refusals.invalidRequest("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
        }
        claim.ifPresent(claimed -> {
            var checksum = claimed.algorithm().start();
            checksum.update(ByteBuffer.wrap(body));
            claimed.verify(checksum.digest(), payload.trailers());
        });
    }

    private static void checkMd5(String text, byte[] body) {
        byte[] claimed;
        try {
            claimed = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException notBase64) {
            throw invalidDigest(text);
        }
        if (claimed.length != MD5_BYTES) {
            throw invalidDigest(text);
        }
        if (!MessageDigest.isEqual(claimed, md5(body))) {
            throw new AwsException("BadDigest", 400, "The Content-MD5 you specified did not match what we received.")
                    .with("ExpectedDigest", text)
                    .with("CalculatedDigest", Base64.getEncoder().encodeToString(md5(body)));
        }
    }

    private static AwsException invalidDigest(String text) {
        return new AwsException("InvalidDigest", 400, "The Content-MD5 you specified was invalid.")
                .with("Content-MD5", text);
    }

    private static byte[] md5(byte[] body) {
        try {
            return MessageDigest.getInstance("MD5").digest(body);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has MD5", impossible);
        }
    }
}
