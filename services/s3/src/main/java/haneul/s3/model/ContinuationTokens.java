package haneul.s3.model;

import haneul.kernel.Ids;
import haneul.storage.Batch;
import haneul.storage.Index;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Positions in listings as opaque text. A token proves that it was made here and for the same scope; it stays valid
 * over restarts, because its key is stored.
 */
public final class ContinuationTokens {
    private static final byte[] KEY_ROW = {'k', 't'};
    private static final int KEY_BYTES = 32;
    private static final int SEAL_BYTES = 16;
    private static final int MAX_TOKEN_CHARACTERS = 4096;

    private final SecretKeySpec key;

    private ContinuationTokens(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** Tokens under the stored key, which is made and stored when there is none. */
    public static ContinuationTokens open(Index index, Ids ids) {
        var stored = index.get(Catalog.PARTITION, KEY_ROW);
        if (stored.isEmpty()) {
            var fresh = new byte[KEY_BYTES];
            ids.fill(fresh);
            index.apply(Catalog.PARTITION, new Batch().requireAbsent(KEY_ROW).put(KEY_ROW, fresh));
            stored = index.get(Catalog.PARTITION, KEY_ROW);
        }
        return new ContinuationTokens(stored.orElseThrow());
    }

    /** @param scope what the position is in; the token opens under the same scope alone */
    public String seal(String scope, byte[] position) {
        var seal = seal(position, scope);
        var token = ByteBuffer.allocate(SEAL_BYTES + position.length)
                .put(seal)
                .put(position)
                .array();
        return Base64.getUrlEncoder().encodeToString(token);
    }

    /** The position; empty when the token was not made here for this scope. */
    public Optional<byte[]> open(String scope, String token) {
        if (token.length() > MAX_TOKEN_CHARACTERS) {
            return Optional.empty();
        }
        try {
            var bytes = Base64.getUrlDecoder().decode(token);
            if (bytes.length < SEAL_BYTES) {
                return Optional.empty();
            }
            var position = Arrays.copyOfRange(bytes, SEAL_BYTES, bytes.length);
            boolean genuine = MessageDigest.isEqual(Arrays.copyOf(bytes, SEAL_BYTES), seal(position, scope));
            return genuine ? Optional.of(position) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private byte[] seal(byte[] position, String scope) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(scope.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(position), SEAL_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java runtime has HmacSHA256", impossible);
        }
    }
}
