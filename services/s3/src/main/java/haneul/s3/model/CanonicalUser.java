package haneul.s3.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * S3's own name of an account, the canonical user id: 64 hexadecimal digits that stay the same for ever. AWS shows no
 * display name beside it since November 2025.
 */
public final class CanonicalUser {
    private static final int MAX_REMEMBERED = 1_000;
    private static final Map<String, String> REMEMBERED = new ConcurrentHashMap<>();

    private CanonicalUser() {}

    /** @param account twelve digits */
    public static String of(String account) {
        var known = REMEMBERED.get(account);
        if (known != null) {
            return known;
        }
        var id = derive(account);
        if (REMEMBERED.size() < MAX_REMEMBERED) {
            REMEMBERED.put(account, id);
        }
        return id;
    }

    private static String derive(String account) {
        try {
            var text = ("s3 canonical user " + account).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has SHA-256", impossible);
        }
    }
}
