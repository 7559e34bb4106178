package haneul.wire.auth;

import haneul.kernel.AwsException;
import java.time.Instant;
import java.util.List;

/** The wording of the query services (IAM, STS, …) and of REST XML other than S3. */
record QueryDialect() implements Dialect {
    @Override
    public AwsException missing() {
        return new AwsException("MissingAuthenticationToken", 403, "Request is missing Authentication Token");
    }

    @Override
    public AwsException unsupported(String authorization) {
        return incomplete("Unsupported Authorization Type; use AWS4-HMAC-SHA256.");
    }

    @Override
    public AwsException twoSignatures(String authorization) {
        return incomplete("Only one of the Authorization header and the X-Amz-Algorithm parameter may be given.");
    }

    @Override
    public AwsException malformedHeader(String why) {
        return incomplete("The authorization header is malformed; " + why);
    }

    @Override
    public AwsException malformedQuery(String why) {
        return incomplete(why);
    }

    private static AwsException incomplete(String message) {
        return new AwsException("IncompleteSignature", 400, message);
    }

    @Override
    public AwsException missingDate() {
        return incomplete("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    }

    @Override
    public AwsException unknownKey(String accessKeyId) {
        return new AwsException("InvalidClientTokenId", 403, Sentences.UNKNOWN_KEY);
    }

    @Override
    public AwsException badToken(String token) {
        return unknownKey(token);
    }

    @Override
    public AwsException expired(Claim claim, Instant now) {
        return refused(Sentences.expired(claim, now));
    }

    @Override
    public AwsException notYetValid(Claim claim, Instant now) {
        return skewed(claim, now);
    }

    @Override
    public AwsException skewed(Claim claim, Instant now) {
        return refused(Sentences.skewed(claim, now));
    }

    @Override
    public AwsException unsignedHeaders(List<String> names) {
        return refused(Sentences.HOST_NOT_SIGNED);
    }

    @Override
    public AwsException mismatch(String accessKeyId, String stringToSign, String signature, String canonicalRequest) {
        return refused(Sentences.MISMATCH);
    }

    private static AwsException refused(String message) {
        return new AwsException("SignatureDoesNotMatch", 403, message);
    }

    @Override
    public AwsException missingContentHash() {
        return refused(Sentences.MISMATCH);
    }

    @Override
    public AwsException invalidContentHash(String value) {
        return refused(Sentences.MISMATCH);
    }

    @Override
    public AwsException contentMismatch(String announced, String computed) {
        return refused(Sentences.MISMATCH);
    }
}
