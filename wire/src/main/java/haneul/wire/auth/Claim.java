package haneul.wire.auth;

import java.time.Instant;
import java.util.List;

/**
 * What a request says about its signature, well-formed but not yet believed.
 *
 * @param form where it was said
 * @param timestamp as it enters the string to sign, {@code yyyyMMdd'T'HHmmss'Z'}
 * @param time the same moment
 * @param signedHeaders lower-case names in the order given
 * @param signature lower-case hexadecimal, as given
 * @param expiresSeconds how long a presigned request is good; 0 for the header form
 * @param sessionToken null when none was sent
 */
public record Claim(
        Form form,
        String accessKeyId,
        Scope scope,
        String timestamp,
        Instant time,
        List<String> signedHeaders,
        String signature,
        int expiresSeconds,
        String sessionToken) {

    /** How a request carries its signature. */
    public enum Form {
        HEADER,
        PRESIGNED
    }

    boolean presigned() {
        return form == Form.PRESIGNED;
    }
}
