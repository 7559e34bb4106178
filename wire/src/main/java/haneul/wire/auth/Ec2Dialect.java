package haneul.wire.auth;

import haneul.kernel.AwsException;
import java.time.Instant;
import java.util.List;

/** EC2's wording: whatever is wrong with a signature is {@code AuthFailure}, and time is {@code RequestExpired}. */
record Ec2Dialect() implements Dialect {
    private static AwsException failure() {
        return new AwsException("AuthFailure", 401, "AWS was not able to validate the provided access credentials");
    }

    @Override
    public AwsException missing() {
        return new AwsException("MissingParameter", 400, "The request must contain the parameter AWSAccessKeyId");
    }

    @Override
    public AwsException unsupported(String authorization) {
        return failure();
    }

    @Override
    public AwsException twoSignatures(String authorization) {
        return failure();
    }

    @Override
    public AwsException malformedHeader(String why) {
        return failure();
    }

    @Override
    public AwsException malformedQuery(String why) {
        return failure();
    }

    @Override
    public AwsException missingDate() {
        return new AwsException(
                "MissingParameter", 400, "The request must contain a Date or X-Amz-Date header or parameter");
    }

    @Override
    public AwsException unknownKey(String accessKeyId) {
        return failure();
    }

    @Override
    public AwsException badToken(String token) {
        return failure();
    }

    @Override
    public AwsException expired(Claim claim, Instant now) {
        return new AwsException("RequestExpired", 400, "Request has expired.");
    }

    @Override
    public AwsException notYetValid(Claim claim, Instant now) {
        return expired(claim, now);
    }

    @Override
    public AwsException skewed(Claim claim, Instant now) {
        return expired(claim, now);
    }

    @Override
    public AwsException unsignedHeaders(List<String> names) {
        return failure();
    }

    @Override
    public AwsException mismatch(String accessKeyId, String stringToSign, String signature, String canonicalRequest) {
        return failure();
    }

    @Override
    public AwsException missingContentHash() {
        return failure();
    }

    @Override
    public AwsException invalidContentHash(String value) {
        return failure();
    }

    @Override
    public AwsException contentMismatch(String announced, String computed) {
        return failure();
    }
}
