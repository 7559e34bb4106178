package haneul.wire.auth;

import haneul.kernel.AwsException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** S3's wording. (AWS: "Amazon S3 API error responses".) */
record S3Dialect() implements Dialect {
    @Override
    public AwsException missing() {
        return new AwsException("AccessDenied", 403, "Access Denied");
    }

    @Override
    public AwsException unsupported(String authorization) {
        if (authorization.isEmpty() || authorization.startsWith("AWS ")) {
            return new AwsException(
                    "InvalidRequest",
                    400,
                    "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");
        }
        return argument("Unsupported Authorization Type", authorization);
    }

    @Override
    public AwsException twoSignatures(String authorization) {
        return argument(
                "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string "
                        + "parameter or the Authorization header should be specified",
                authorization);
    }

    private static AwsException argument(String message, String authorization) {
        return new AwsException("InvalidArgument", 400, message)
                .with("ArgumentName", "Authorization")
                .with("ArgumentValue", authorization);
    }

    @Override
    public AwsException malformedHeader(String why) {
        return new AwsException("AuthorizationHeaderMalformed", 400, "The authorization header is malformed; " + why);
    }

    @Override
    public AwsException malformedQuery(String why) {
        return new AwsException("AuthorizationQueryParametersError", 400, why);
    }

    @Override
    public AwsException missingDate() {
        return new AwsException("AccessDenied", 403, "AWS authentication requires a valid Date or x-amz-date header");
    }

    @Override
    public AwsException unknownKey(String accessKeyId) {
        return new AwsException(
                        "InvalidAccessKeyId", 403, "The AWS Access Key Id you provided does not exist in our records.")
                .with("AWSAccessKeyId", accessKeyId);
    }

    @Override
    public AwsException badToken(String token) {
        return new AwsException("InvalidToken", 400, "The provided token is malformed or otherwise invalid.")
                .with("Token-0", token);
    }

    @Override
    public AwsException expired(Claim claim, Instant now) {
        return new AwsException("AccessDenied", 403, "Request has expired")
                .with("X-Amz-Expires", Integer.toString(claim.expiresSeconds()))
                .with("Expires", seconds(claim.time().plusSeconds(claim.expiresSeconds())))
                .with("ServerTime", seconds(now));
    }

    @Override
    public AwsException notYetValid(Claim claim, Instant now) {
        return new AwsException("AccessDenied", 403, "Request is not valid yet")
                .with("X-Amz-Date", claim.timestamp())
                .with("ServerTime", seconds(now));
    }

    @Override
    public AwsException skewed(Claim claim, Instant now) {
        return new AwsException(
                        "RequestTimeTooSkewed",
                        403,
                        "The difference between the request time and the current time is too large.")
                .with("RequestTime", claim.timestamp())
                .with("ServerTime", seconds(now))
                .with("MaxAllowedSkewMilliseconds", Long.toString(MAX_SKEW.toMillis()));
    }

    private static String seconds(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond()).toString();
    }

    @Override
    public AwsException unsignedHeaders(List<String> names) {
        return new AwsException("AccessDenied", 403, "There were headers present in the request which were not signed")
                .with("HeadersNotSigned", String.join(", ", names));
    }

    @Override
    public AwsException mismatch(String accessKeyId, String stringToSign, String signature, String canonicalRequest) {
        var error = new AwsException(
                        "SignatureDoesNotMatch",
                        403,
                        "The request signature we calculated does not match the signature you provided. "
                                + "Check your key and signing method.")
                .with("AWSAccessKeyId", accessKeyId)
                .with("StringToSign", stringToSign)
                .with("SignatureProvided", signature)
                .with("StringToSignBytes", bytes(stringToSign));
        return canonicalRequest == null
                ? error
                : error.with("CanonicalRequest", canonicalRequest)
                        .with("CanonicalRequestBytes", bytes(canonicalRequest));
    }

    /** As AWS shows them: two hexadecimal digits for each byte, apart by spaces. */
    private static String bytes(String text) {
        var out = new StringBuilder(text.length() * 3);
        for (byte b : text.getBytes(StandardCharsets.ISO_8859_1)) {
            out.append(out.isEmpty() ? "" : " ")
                    .append(Character.forDigit(b >> 4 & 15, 16))
                    .append(Character.forDigit(b & 15, 16));
        }
        return out.toString();
    }

    @Override
    public AwsException missingContentHash() {
        return new AwsException(
                "InvalidRequest", 400, "Missing required header for this request: x-amz-content-sha256");
    }

    @Override
    public AwsException invalidContentHash(String value) {
        return new AwsException(
                        "InvalidArgument",
                        400,
                        "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, "
                                + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, "
                                + "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, "
                                + "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.")
                .with("ArgumentName", "x-amz-content-sha256")
                .with("ArgumentValue", value);
    }

    @Override
    public AwsException contentMismatch(String announced, String computed) {
        return new AwsException(
                        "XAmzContentSHA256Mismatch",
                        400,
                        "The provided 'x-amz-content-sha256' header does not match what was computed.")
                .with("ClientComputedContentSHA256", announced)
                .with("S3ComputedContentSHA256", computed);
    }
}
