package haneul.wire.auth;

import java.time.Instant;

/** Messages that the query and the JSON services share word for word. */
final class Sentences {
    static final String MISMATCH =
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
                    + "Access Key and signing method. Consult the service documentation for details.";
    static final String UNKNOWN_KEY = "The security token included in the request is invalid.";
    static final String HOST_NOT_SIGNED = "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.";

    private Sentences() {}

    static String skewed(Claim claim, Instant now) {
        return claim.time().isBefore(now)
                ? "Signature expired: " + claim.timestamp() + " is now earlier than "
                        + BasicTime.format(now.minus(Dialect.MAX_SKEW)) + " (" + BasicTime.format(now) + " - 15 min.)"
                : "Signature not yet current: " + claim.timestamp() + " is still later than "
                        + BasicTime.format(now.plus(Dialect.MAX_SKEW)) + " (" + BasicTime.format(now) + " + 15 min.)";
    }

    static String expired(Claim claim, Instant now) {
        return "Signature expired: " + BasicTime.format(claim.time().plusSeconds(claim.expiresSeconds()))
                + " is now earlier than " + BasicTime.format(now);
    }
}
