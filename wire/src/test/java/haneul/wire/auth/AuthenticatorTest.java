package haneul.wire.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.Arn;
import haneul.kernel.AwsException;
import haneul.wire.Caller;
import haneul.wire.Credentials;
import haneul.wire.FakeExchange;
import haneul.wire.codec.Protocol;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Against the examples that AWS publishes for Signature Version 4. */
class AuthenticatorTest {
    static final String KEY = "AKIAIOSFODNN7EXAMPLE";
    static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    static final Instant MAY = Instant.parse("2013-05-24T00:00:00Z");
    static final Dialect S3 = new S3Dialect();

    static Caller root(String key) {
        return new Caller("000000000000", Arn.of("iam", "", "000000000000", "root"), key);
    }

    static Credentials credentials(String key, String secret, String token) {
        return id -> id.equals(key)
                ? Optional.of(new Credentials.Credential(key, secret, token, root(key)))
                : Optional.empty();
    }

    static Authenticator at(Instant now) {
        return new Authenticator(credentials(KEY, SECRET, null), InstantSource.fixed(now));
    }

    static Proof verify(Authenticator authenticator, FakeExchange exchange) {
        var claim = ClaimReader.read(exchange, S3).orElseThrow();
        var hash = ContentHash.announced(exchange, claim, SigningStyle.S3, S3).orElseThrow();
        return authenticator.verify(exchange, claim, hash, SigningStyle.S3, S3);
    }

    static AwsException refused(Authenticator authenticator, FakeExchange exchange) {
        return assertThrows(AwsException.class, () -> verify(authenticator, exchange));
    }

    private static String authorization(String signedHeaders, String signature) {
        return "AWS4-HMAC-SHA256 Credential=" + KEY + "/20130524/us-east-1/s3/aws4_request,SignedHeaders="
                + signedHeaders + ",Signature=" + signature;
    }

    static FakeExchange getObject(String signature) {
        return new FakeExchange("GET", "/test.txt")
                .with("Host", "examplebucket.s3.amazonaws.com")
                .with("Authorization", authorization("host;range;x-amz-content-sha256;x-amz-date", signature))
                .with("Range", "bytes=0-9")
                .with("x-amz-content-sha256", Sha256.EMPTY)
                .with("x-amz-date", "20130524T000000Z");
    }

    static final String GET_SIGNATURE = "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41";

    @Test
    void awsExampleOfGetObjectVerifies() {
        var proof = verify(at(MAY), getObject(GET_SIGNATURE));
        assertEquals(KEY, proof.caller().accessKeyId());
        assertEquals("us-east-1", proof.claim().scope().region());
        assertEquals("s3", proof.claim().scope().service());
    }

    @Test
    void awsExampleOfPutObjectVerifies() {
        var exchange = new FakeExchange("PUT", "/test%24file.text")
                .with("Host", "examplebucket.s3.amazonaws.com")
                .with("Date", "Fri, 24 May 2013 00:00:00 GMT")
                .with(
                        "Authorization",
                        authorization(
                                "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
                                "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"))
                .with("x-amz-date", "20130524T000000Z")
                .with("x-amz-storage-class", "REDUCED_REDUNDANCY")
                .with("x-amz-content-sha256", "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072");
        verify(at(MAY), exchange);
        var bare = new FakeExchange("PUT", "/test$file.text");
        exchange.headers().forEach(h -> bare.with(h.name(), h.value()));
        verify(at(MAY), bare);
    }

    @Test
    void awsExamplesOfQueriesVerify() {
        verify(at(MAY), listing("/?lifecycle", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"));
        verify(
                at(MAY),
                listing("/?prefix=J&max-keys=2", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"));
    }

    private static FakeExchange listing(String target, String signature) {
        return new FakeExchange("GET", target)
                .with("Host", "examplebucket.s3.amazonaws.com")
                .with("Authorization", authorization("host;x-amz-content-sha256;x-amz-date", signature))
                .with("x-amz-date", "20130524T000000Z")
                .with("x-amz-content-sha256", Sha256.EMPTY);
    }

    private static FakeExchange presigned(String expires) {
        return new FakeExchange(
                        "GET",
                        "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=" + KEY
                                + "%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                                + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires="
                                + expires + "&X-Amz-SignedHeaders=host&X-Amz-Signature="
                                + "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")
                .with("Host", "examplebucket.s3.amazonaws.com");
    }

    @Test
    void awsExampleOfPresignedGetVerifiesUntilItExpires() {
        verify(at(MAY), presigned("86400"));
        verify(at(MAY.plusSeconds(86400)), presigned("86400"));
        var late = refused(at(MAY.plusSeconds(86401)), presigned("86400"));
        assertEquals("AccessDenied", late.code());
        assertEquals("Request has expired", late.getMessage());
        assertEquals("2013-05-25T00:00:00Z", late.details().get("Expires"));
        assertEquals("86400", late.details().get("X-Amz-Expires"));
    }

    @Test
    void presignedForTheFutureIsNotYetValid() {
        verify(at(MAY.minusSeconds(900)), presigned("86400"));
        assertEquals(
                "Request is not valid yet",
                refused(at(MAY.minusSeconds(901)), presigned("86400")).getMessage());
    }

    @Test
    void presignedExpiryHasItsRange() {
        for (var bad : new String[] {"604801", "-1", "x", "", "99999999999999999999"}) {
            var error = refused(at(MAY), presigned(bad));
            assertEquals("AuthorizationQueryParametersError", error.code(), bad);
            assertEquals(400, error.status());
        }
        assertEquals(
                "SignatureDoesNotMatch", refused(at(MAY), presigned("604800")).code());
    }

    @Test
    void awsExampleOfIamVerifiesWithNormalisedPath() {
        var authenticator = new Authenticator(
                credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null),
                InstantSource.fixed(Instant.parse("2015-08-30T12:36:00Z")));
        for (var path : new String[] {"/", "//", "/./", "/a/../"}) {
            var exchange = new FakeExchange("GET", path + "?Action=ListUsers&Version=2010-05-08")
                    .with("content-type", "application/x-www-form-urlencoded; charset=utf-8")
                    .with("host", "iam.amazonaws.com")
                    .with("x-amz-date", "20150830T123600Z")
                    .with(
                            "authorization",
                            "AWS4-HMAC-SHA256 "
                                    + "Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
                                    + "SignedHeaders=content-type;host;x-amz-date, "
                                    + "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
            var dialect = Dialect.of(SigningStyle.STANDARD, Protocol.AWS_QUERY);
            var claim = ClaimReader.read(exchange, dialect).orElseThrow();
            assertTrue(ContentHash.announced(exchange, claim, SigningStyle.STANDARD, dialect)
                    .isEmpty());
            authenticator.verify(exchange, claim, ContentHash.of(new byte[0]), SigningStyle.STANDARD, dialect);
        }
    }

    @Test
    void wrongSignatureIsExplainedAsS3Does() {
        var error = refused(at(MAY), getObject("0".repeat(64)));
        assertEquals("SignatureDoesNotMatch", error.code());
        assertEquals(403, error.status());
        assertEquals(KEY, error.details().get("AWSAccessKeyId"));
        assertEquals("0".repeat(64), error.details().get("SignatureProvided"));
        var canonical = error.details().get("CanonicalRequest");
        assertTrue(canonical.startsWith("GET\n/test.txt\n\nhost:examplebucket.s3.amazonaws.com\n"), canonical);
        assertTrue(
                error.details().get("StringToSign").endsWith(Sha256.hexOf(canonical.getBytes(StandardCharsets.UTF_8))));
        assertTrue(error.details().get("StringToSignBytes").startsWith("41 57 53 34 2d"));
    }

    @Test
    void clockMayBeOffByFifteenMinutes() {
        verify(at(MAY.plusSeconds(900)), getObject(GET_SIGNATURE));
        verify(at(MAY.minusSeconds(900)), getObject(GET_SIGNATURE));
        for (long off : new long[] {901, -901}) {
            var error = refused(at(MAY.plusSeconds(off)), getObject(GET_SIGNATURE));
            assertEquals("RequestTimeTooSkewed", error.code());
            assertEquals("900000", error.details().get("MaxAllowedSkewMilliseconds"));
            assertEquals("20130524T000000Z", error.details().get("RequestTime"));
        }
    }

    @Test
    void unknownKeyAndTokensAreRefused() {
        var stranger = new Authenticator(credentials("AKIAOTHER", SECRET, null), InstantSource.fixed(MAY));
        assertEquals(
                "InvalidAccessKeyId",
                refused(stranger, getObject(GET_SIGNATURE)).code());
        var needsToken = new Authenticator(credentials(KEY, SECRET, "token"), InstantSource.fixed(MAY));
        assertEquals(
                "InvalidAccessKeyId",
                refused(needsToken, getObject(GET_SIGNATURE)).code());
        var wrongToken = getObject(GET_SIGNATURE).with("x-amz-security-token", "other");
        assertEquals("InvalidToken", refused(needsToken, wrongToken).code());
        assertEquals("InvalidToken", refused(at(MAY), wrongToken).code());
    }

    @Test
    void unsignedAmzHeadersAreRefused() {
        var error = refused(at(MAY), getObject(GET_SIGNATURE).with("X-Amz-Meta-Extra", "1"));
        assertEquals("AccessDenied", error.code());
        assertEquals("x-amz-meta-extra", error.details().get("HeadersNotSigned"));
    }

    @Test
    void everyMutationOfTheRequestIsRefused() {
        var changed = new FakeExchange("HEAD", "/test.txt");
        getObject(GET_SIGNATURE).headers().forEach(h -> changed.with(h.name(), h.value()));
        assertEquals("SignatureDoesNotMatch", refused(at(MAY), changed).code());
        var path = new FakeExchange("GET", "/test.txT");
        getObject(GET_SIGNATURE).headers().forEach(h -> path.with(h.name(), h.value()));
        assertEquals("SignatureDoesNotMatch", refused(at(MAY), path).code());
        var query = new FakeExchange("GET", "/test.txt?acl");
        getObject(GET_SIGNATURE).headers().forEach(h -> query.with(h.name(), h.value()));
        assertEquals("SignatureDoesNotMatch", refused(at(MAY), query).code());
    }

    @Test
    void olderAndForeignSchemesAreNamed() {
        var v2 = new FakeExchange("GET", "/b").with("Authorization", "AWS AKID:abc");
        var error = assertThrows(AwsException.class, () -> ClaimReader.read(v2, S3));
        assertEquals("InvalidRequest", error.code());
        assertEquals(
                "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
                error.getMessage());
        var v2Query = new FakeExchange("GET", "/b?AWSAccessKeyId=a&Expires=1&Signature=x");
        assertEquals(
                "InvalidRequest",
                assertThrows(AwsException.class, () -> ClaimReader.read(v2Query, S3))
                        .code());
        var basic = new FakeExchange("GET", "/b").with("Authorization", "Basic eDp5");
        assertEquals(
                "InvalidArgument",
                assertThrows(AwsException.class, () -> ClaimReader.read(basic, S3))
                        .code());
        var both = presigned("60").with("Authorization", "AWS4-HMAC-SHA256 x");
        assertEquals(
                "InvalidArgument",
                assertThrows(AwsException.class, () -> ClaimReader.read(both, S3))
                        .code());
    }

    @Test
    void anonymousIsNoClaim() {
        assertTrue(ClaimReader.read(new FakeExchange("GET", "/b/k?versionId=1"), S3)
                .isEmpty());
        assertTrue(ClaimReader.read(new FakeExchange("GET", "/b/k?prefix=X-Amz-Algorithm"), S3)
                .isEmpty());
    }

    @Test
    void contentHashIsRequiredAndChecked() {
        var missing = new FakeExchange("GET", "/")
                .with("Host", "h")
                .with("x-amz-date", "20130524T000000Z")
                .with("Authorization", authorization("host;x-amz-date", "00"));
        assertEquals("InvalidRequest", refused(at(MAY), missing).code());
        missing.with("x-amz-content-sha256", "nonsense");
        var error = refused(at(MAY), missing);
        assertEquals("InvalidArgument", error.code());
        assertEquals("x-amz-content-sha256", error.details().get("ArgumentName"));
    }

    @Test
    void eachFamilyHasItsOwnWords() {
        var query = Dialect.of(SigningStyle.STANDARD, Protocol.AWS_QUERY);
        var ec2 = Dialect.of(SigningStyle.STANDARD, Protocol.EC2_QUERY);
        var json = Dialect.of(SigningStyle.STANDARD, Protocol.JSON_1_1);
        assertEquals("InvalidClientTokenId", query.unknownKey("x").code());
        assertEquals("AuthFailure", ec2.unknownKey("x").code());
        assertEquals("UnrecognizedClientException", json.unknownKey("x").code());
        assertEquals("MissingAuthenticationTokenException", json.missing().code());
        assertEquals(
                "InvalidSignatureException", json.mismatch("k", "s", "g", "c").code());
        var claim = ClaimReader.read(getObject(GET_SIGNATURE), S3).orElseThrow();
        assertEquals(
                "Signature expired: 20130524T000000Z is now earlier than 20130524T001000Z (20130524T002500Z - 15 min.)",
                query.skewed(claim, MAY.plusSeconds(1500)).getMessage());
    }

    @Test
    void wrongRegionNamesTheRightOne() {
        var error = Dialect.wrongRegion("us-east-1", "eu-west-1");
        assertEquals("AuthorizationHeaderMalformed", error.code());
        assertEquals(
                "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'",
                error.getMessage());
        assertEquals("eu-west-1", error.details().get("Region"));
    }

    @Test
    void policySignatureVerifies() {
        var policy = "eyJleHBpcmF0aW9uIjoiMjAxMy0wNS0yNVQwMDowMDowMFoifQ==";
        var scope = new Scope("20130524", "us-east-1", "s3");
        var credential = credentials(KEY, SECRET, null).find(KEY).orElseThrow();
        var mac = Sha256.copy(new SigningKeys().key(credential, scope));
        var signature = Sha256.hex(mac.doFinal(policy.getBytes(StandardCharsets.UTF_8)));
        var text = KEY + "/" + scope;
        var proof = at(MAY).verifyPolicy(policy, "AWS4-HMAC-SHA256", text, "20130524T000000Z", signature, null);
        assertEquals(KEY, proof.caller().accessKeyId());
        assertEquals(
                "SignatureDoesNotMatch",
                assertThrows(AwsException.class, () -> at(MAY).verifyPolicy(
                                        policy + "A", "AWS4-HMAC-SHA256", text, "20130524T000000Z", signature, null))
                        .code());
    }
}
