package haneul.wire.auth;

import haneul.kernel.AwsException;
import haneul.wire.codec.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How a family of services words its refusals of a signature: the same fault has another code in each. */
public sealed interface Dialect permits S3Dialect, Ec2Dialect, QueryDialect, JsonDialect {
    /** How far a client's clock may be off. */
    Duration MAX_SKEW = Duration.ofMinutes(15);

    static Dialect of(SigningStyle style, Protocol protocol) {
        if (style == SigningStyle.S3) {
            return new S3Dialect();
        }
        return switch (protocol) {
            case EC2_QUERY -> new Ec2Dialect();
            case AWS_QUERY, REST_XML -> new QueryDialect();
            case REST_JSON -> new JsonDialect(403);
            case JSON_1_0, JSON_1_1, RPC_V2_CBOR -> new JsonDialect(400);
        };
    }

    /**
     * S3's refusal of a request that was signed for another region than its bucket's; the client is told the right one
     * and tries again.
     */
    static AwsException wrongRegion(String given, String expected) {
        return new S3Dialect()
                .malformedHeader("the region '" + given + "' is wrong; expecting '" + expected + "'")
                .with("Region", expected);
    }

    /** No signature where one is needed. */
    AwsException missing();

    /** Signature Version 2, or a scheme that AWS never had. */
    AwsException unsupported(String authorization);

    /** A header and a presigned query at once. */
    AwsException twoSignatures(String authorization);

    /** @param why completes "The authorization header is malformed; …" */
    AwsException malformedHeader(String why);

    /** @param why a whole sentence */
    AwsException malformedQuery(String why);

    AwsException missingDate();

    AwsException unknownKey(String accessKeyId);

    AwsException badToken(String token);

    /** A presigned request after its time. */
    AwsException expired(Claim claim, Instant now);

    /** A presigned request signed for the future. */
    AwsException notYetValid(Claim claim, Instant now);

    AwsException skewed(Claim claim, Instant now);

    AwsException unsignedHeaders(List<String> names);

    /** @param canonicalRequest null where none is involved (a chunk, a policy) */
    AwsException mismatch(String accessKeyId, String stringToSign, String signature, String canonicalRequest);

    /** {@code x-amz-content-sha256} is needed and absent. */
    AwsException missingContentHash();

    AwsException invalidContentHash(String value);

    AwsException contentMismatch(String announced, String computed);
}
