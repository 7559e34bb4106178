package haneul.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes presigned request targets (Signature Version 4, unsigned payload, one day of validity), so that the load
 * generator has nothing to sign. Keys must consist of unreserved characters and slashes.
 */
final class Presigner {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final String host;
    private final String accessKey;
    private final String stamp;
    private final String scope;
    private final Mac signature;

    Presigner(int port, Credentials credentials) {
        this.host = "127.0.0.1:" + port;
        this.accessKey = credentials.accessKey();
        this.stamp = STAMP.format(Instant.now());
        String day = stamp.substring(0, 8);
        this.scope = day + "/" + credentials.region() + "/s3/aws4_request";
        byte[] key = ("AWS4" + credentials.secretKey()).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {day, credentials.region(), "s3", "aws4_request"}) {
            key = mac(key).doFinal(part.getBytes(StandardCharsets.UTF_8));
        }
        this.signature = mac(key);
    }

    /** The request target: path and query. {@code query} is empty or canonical pairs that sort after "X-Amz". */
    synchronized String target(String method, String path, String query) {
        String parameters = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=" + accessKey + "%2F"
                + scope.replace("/", "%2F") + "&X-Amz-Date=" + stamp
                + "&X-Amz-Expires=86400&X-Amz-SignedHeaders=host" + (query.isEmpty() ? "" : "&" + query);
        String canonical = method + "\n" + path + "\n" + parameters + "\nhost:" + host + "\n\nhost\nUNSIGNED-PAYLOAD";
        String toSign = "AWS4-HMAC-SHA256\n" + stamp + "\n" + scope + "\n" + hex(sha256(canonical));
        return path + "?" + parameters + "&X-Amz-Signature="
                + hex(signature.doFinal(toSign.getBytes(StandardCharsets.UTF_8)));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java runtime", e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is part of every Java runtime", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** What a request is signed with. */
    record Credentials(String accessKey, String secretKey, String region) {}
}
