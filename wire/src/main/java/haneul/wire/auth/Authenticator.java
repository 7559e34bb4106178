package haneul.wire.auth;

import haneul.wire.Caller;
import haneul.wire.Credentials;
import haneul.wire.Credentials.Credential;
import haneul.wire.Exchange;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decides whether a signature is genuine.
 *
 * <ul>
 *   <li>Time is <em>real</em> time, not the cloud's: clients sign with their own clocks, so a cloud whose clock was
 *       moved forward would otherwise refuse them all. The 15 minutes of skew and the expiry of presigned requests
 *       both count in real time.
 *   <li>Comparison takes the same time wherever signatures differ.
 *   <li>Region and service are taken from the credential scope; whether they fit is the caller's business.
 * </ul>
 */
public final class Authenticator {
    private final Credentials credentials;
    private final InstantSource realTime;
    private final SigningKeys keys = new SigningKeys();

    public Authenticator(Credentials credentials, InstantSource realTime) {
        this.credentials = credentials;
        this.realTime = realTime;
    }

    /** @throws haneul.kernel.AwsException in the dialect's words when the claim does not hold */
    public Proof verify(Exchange exchange, Claim claim, ContentHash content, SigningStyle style, Dialect dialect) {
        var credential = credential(claim.accessKeyId(), claim.sessionToken(), dialect);
        timely(claim, dialect);
        if (style == SigningStyle.S3) {
            allSigned(exchange, claim, dialect);
        }
        var canonical = CanonicalRequest.of(exchange, claim, style, content.literal());
        var stringToSign = ClaimReader.ALGORITHM + "\n" + claim.timestamp() + "\n" + claim.scope() + "\n"
                + Sha256.hexOf(canonical.getBytes(StandardCharsets.ISO_8859_1));
        var key = keys.key(credential, claim.scope());
        if (!signed(key, stringToSign, claim.signature())) {
            throw dialect.mismatch(claim.accessKeyId(), stringToSign, claim.signature(), canonical);
        }
        keys.remember(credential, claim.scope(), key);
        return new Proof(credential.caller(), claim, key);
    }

    /**
     * Verifies the signature of an S3 POST policy: the policy as sent, still in Base64, is the string to sign.
     *
     * @param policy the form's {@code policy} field
     * @param algorithm the form's {@code x-amz-algorithm}
     * @param credentialText the form's {@code x-amz-credential}
     * @param date the form's {@code x-amz-date}
     * @param signature the form's {@code x-amz-signature}
     * @param sessionToken the form's {@code x-amz-security-token}; null when there is none
     * @throws haneul.kernel.AwsException as S3 words it
     */
    public Proof verifyPolicy(
            String policy,
            String algorithm,
            String credentialText,
            String date,
            String signature,
            String sessionToken) {
        var dialect = new S3Dialect();
        var claim = ClaimReader.policy(algorithm, credentialText, date, signature, sessionToken);
        var credential = credential(claim.accessKeyId(), sessionToken, dialect);
        var key = keys.key(credential, claim.scope());
        if (!signed(key, policy, signature)) {
            throw dialect.mismatch(claim.accessKeyId(), policy, signature, null);
        }
        keys.remember(credential, claim.scope(), key);
        return new Proof(credential.caller(), claim, key);
    }

    /**
     * Verifies the older signature of an S3 POST policy (signature version 2: HMAC-SHA1 of the policy as sent), which
     * names no region.
     *
     * @param sessionToken the form's {@code x-amz-security-token}; null when there is none
     * @throws haneul.kernel.AwsException as S3 words it
     */
    public Caller verifyPolicy(String policy, String accessKeyId, String signature, String sessionToken) {
        var dialect = new S3Dialect();
        var credential = credential(accessKeyId, sessionToken, dialect);
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(credential.secretAccessKey().getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            var expected = mac.doFinal(policy.getBytes(StandardCharsets.UTF_8));
            if (!same(Base64.getEncoder().encodeToString(expected), signature)) {
                throw dialect.mismatch(accessKeyId, policy, signature, null);
            }
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java runtime has HmacSHA1", impossible);
        }
        return credential.caller();
    }

    /** The moment that signatures and policies are held against. */
    public Instant now() {
        return realTime.instant();
    }

    private Credential credential(String accessKeyId, String sessionToken, Dialect dialect) {
        var credential = credentials.find(accessKeyId).orElseThrow(() -> dialect.unknownKey(accessKeyId));
        if (credential.sessionToken() == null && sessionToken == null) {
            return credential;
        }
        if (sessionToken == null) {
            throw dialect.unknownKey(accessKeyId);
        }
        if (credential.sessionToken() == null || !same(credential.sessionToken(), sessionToken)) {
            throw dialect.badToken(sessionToken);
        }
        return credential;
    }

    private void timely(Claim claim, Dialect dialect) {
        var now = realTime.instant();
        if (!claim.presigned()) {
            if (apart(claim.time(), now)) {
                throw dialect.skewed(claim, now);
            }
            return;
        }
        if (claim.time().isAfter(now.plus(Dialect.MAX_SKEW))) {
            throw dialect.notYetValid(claim, now);
        }
        if (now.isAfter(claim.time().plusSeconds(claim.expiresSeconds()))) {
            throw dialect.expired(claim, now);
        }
    }

    private static boolean apart(Instant one, Instant other) {
        return one.isAfter(other.plus(Dialect.MAX_SKEW)) || one.isBefore(other.minus(Dialect.MAX_SKEW));
    }

    /** S3: "you must include … any x-amz-* headers that you plan to include in your request" in the signature. */
    private static void allSigned(Exchange exchange, Claim claim, Dialect dialect) {
        List<String> unsigned = null;
        for (var header : exchange.headers()) {
            var name = header.name();
            if (name.regionMatches(true, 0, "x-amz-", 0, 6) && !listed(claim.signedHeaders(), name)) {
                unsigned = unsigned == null ? new ArrayList<>() : unsigned;
                unsigned.add(name.toLowerCase(Locale.ROOT));
            }
        }
        if (unsigned != null) {
            throw dialect.unsignedHeaders(unsigned);
        }
    }

    private static boolean listed(List<String> names, String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    static boolean signed(Mac key, String text, String signature) {
        var expected = Sha256.copy(key).doFinal(text.getBytes(StandardCharsets.UTF_8));
        return same(Sha256.hex(expected), signature);
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
