package haneul.wire;

import haneul.kernel.AwsException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Where a listing goes on, given to clients as text that tells them nothing they could rely on and that they cannot
 * change: the position is followed by half of its HMAC-SHA-256. A token is good only for the purpose it was made for.
 */
public final class PaginationTokens {
    private static final int SEAL_BYTES = 16;
    private static final int MAX_TOKEN = 8192;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final Mac prepared;

    /** @param key secret and kept, at least 16 bytes, so that tokens survive a restart */
    public PaginationTokens(byte[] key) {
        if (key.length < SEAL_BYTES) {
            throw new IllegalArgumentException("the key has " + key.length + " bytes; at least 16 are needed");
        }
        try {
            prepared = Mac.getInstance("HmacSHA256");
            prepared.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform must have HmacSHA256", e);
        }
    }

    /**
     * @param purpose what is listed, such as account, operation and filters: whatever must be the same on the next
     *     page
     */
    public String seal(String purpose, byte[] position) {
        var seal = Arrays.copyOf(mac(purpose, position), SEAL_BYTES);
        return TEXT.encodeToString(ByteBuffer.allocate(position.length + SEAL_BYTES)
                .put(seal)
                .put(position)
                .array());
    }

    /**
     * The position of a token.
     *
     * @param invalid AWS's error of the service for a token that was not made here, or not for this purpose
     */
    public byte[] open(String purpose, String token, Supplier<AwsException> invalid) {
        byte[] bytes;
        try {
            bytes = token.length() > MAX_TOKEN
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw invalid.get();
        }
        if (bytes.length < SEAL_BYTES) {
            throw invalid.get();
        }
        var position = Arrays.copyOfRange(bytes, SEAL_BYTES, bytes.length);
        var expected = Arrays.copyOf(mac(purpose, position), SEAL_BYTES);
        if (!MessageDigest.isEqual(expected, Arrays.copyOf(bytes, SEAL_BYTES))) {
            throw invalid.get();
        }
        return position;
    }

    private byte[] mac(String purpose, byte[] position) {
        try {
            var mac = (Mac) prepared.clone();
            var name = purpose.getBytes(StandardCharsets.UTF_8);
            mac.update(ByteBuffer.allocate(4).putInt(name.length).array());
            mac.update(name);
            return mac.doFinal(position);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's HmacSHA256 cannot be cloned", e);
        }
    }
}
