package haneul.wire.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.SortedMap;

/** The chain of signatures of a signed {@code aws-chunked} body: each covers its chunk and the signature before it. */
final class ChunkSignatures {
    private final Proof proof;
    private final Dialect dialect;
    private MessageDigest chunk = Sha256.digest();
    private String previous;

    ChunkSignatures(Proof proof, Dialect dialect) {
        this.proof = proof;
        this.dialect = dialect;
        this.previous = proof.claim().signature();
    }

    void update(ByteBuffer bytes) {
        chunk.update(bytes);
    }

    /** Ends a chunk. @throws haneul.kernel.AwsException when its signature is not genuine */
    void chunk(String signature) {
        verify("AWS4-HMAC-SHA256-PAYLOAD", Sha256.EMPTY + "\n" + Sha256.hex(chunk.digest()), signature);
    }

    /** Ends the body. @throws haneul.kernel.AwsException when the trailer's signature is not genuine */
    void trailer(SortedMap<String, String> trailers, String signature) {
        var canonical = new StringBuilder();
        for (Map.Entry<String, String> trailer : trailers.entrySet()) {
            canonical
                    .append(trailer.getKey())
                    .append(':')
                    .append(trailer.getValue())
                    .append('\n');
        }
        var bytes = canonical.toString().getBytes(StandardCharsets.UTF_8);
        verify("AWS4-HMAC-SHA256-TRAILER", Sha256.hexOf(bytes), signature);
    }

    private void verify(String algorithm, String hashes, String signature) {
        var claim = proof.claim();
        var text = algorithm + "\n" + claim.timestamp() + "\n" + claim.scope() + "\n" + previous + "\n" + hashes;
        if (!Authenticator.signed(proof.key(), text, signature)) {
            throw dialect.mismatch(claim.accessKeyId(), text, signature, null);
        }
        previous = signature;
    }
}
