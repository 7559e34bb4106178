package haneul.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.Arn;
import haneul.kernel.AwsException;
import haneul.kernel.Clock;
import haneul.kernel.SeededIds;
import haneul.wire.codec.ServiceModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** The whole way through the gateway, one service for each protocol, without a network. */
class GatewayTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    /** The cloud's clock was moved a year ahead; signatures must not notice. */
    private static final Instant CLOUD = NOW.plusSeconds(365 * 86_400);

    private final List<String> audited = new ArrayList<>();
    private final List<String> gated = new ArrayList<>();
    private Consumer<Call> gate = call -> {};
    private boolean contentClosed;
    private Gateway gateway;

    public final class S3Handlers {
        @Action(value = "s3:GetObject", resource = "arn:aws:s3:::{Bucket}/{Key}")
        public GetObjectResponse getObject(GetObjectRequest request, Call call) {
            assertEquals(CLOUD, call.receivedAt());
            var key = request.key();
            if (key.equals("missing")) {
                throw new AwsException("NoSuchKey", 404, "The specified key does not exist.").with("Key", key);
            }
            if (key.equals("bug")) {
                throw new IllegalStateException("a secret of the server");
            }
            var body = "body of " + key;
            call.respondWith(body.length(), new Content() {
                @Override
                public void writeTo(Sink sink) throws IOException {
                    if (key.equals("broken")) {
                        throw new IOException("the disk failed");
                    }
                    sink.write(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
                }

                @Override
                public void close() {
                    contentClosed = true;
                }
            });
            call.respondWith("x-amz-expiration", "soon");
            return GetObjectResponse.builder().eTag("\"e\"").build();
        }

        @Action(value = "s3:PutObject", resource = "arn:aws:s3:::{Bucket}/{Key}")
        public PutObjectResponse putObject(PutObjectRequest request, Call call) throws IOException {
            long size = 0;
            for (var piece = call.payload().next();
                    piece != null;
                    piece = call.payload().next()) {
                size += piece.remaining();
            }
            return PutObjectResponse.builder().eTag("\"" + size + "\"").build();
        }

        @Action(value = "s3:PutBucketTagging", resource = "arn:aws:s3:::{Bucket}")
        public PutBucketTaggingResponse putBucketTagging(PutBucketTaggingRequest request, Call call) {
            assertEquals("k", request.tagging().tagSet().getFirst().key());
            return PutBucketTaggingResponse.builder().build();
        }

        @Action(value = "s3:DeleteBucket", resource = "arn:aws:s3:::{Bucket}")
        public DeleteBucketResponse deleteBucket(DeleteBucketRequest request, Call call) {
            return DeleteBucketResponse.builder().build();
        }
    }

    private static ServiceModel model(String name) {
        try (var in = Files.newInputStream(Path.of("../models/src/main/resources/haneul/models", name + ".txt"))) {
            return ServiceModel.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void open() {
        var caller = new Caller("000000000000", Arn.of("iam", "", "000000000000", "root"), "AKID");
        var clerk = new Caller("000000000000", Arn.of("iam", "", "000000000000", "user/clerk"), "AKCLERK");
        Credentials credentials = id -> switch (id) {
            case "AKID" -> Optional.of(new Credentials.Credential(id, "SECRET", null, caller));
            case "AKCLERK" -> Optional.of(new Credentials.Credential(id, "SECRET", null, clerk));
            default -> Optional.empty();
        };
        gateway = new Gateway(
                new Ahead(),
                InstantSource.fixed(NOW),
                new SeededIds(1),
                credentials,
                (call, action, resource) -> {
                    gated.add(action + " " + resource);
                    gate.accept(call);
                },
                (call, status, error) -> audited.add(call.operation() + " " + status + " " + error),
                "ap-northeast-2",
                (exchange, who, body) -> {
                    if (!exchange.rawPath().equals("/_haneul/echo")) {
                        return false;
                    }
                    exchange.respond(200, List.of(), ByteBuffer.wrap(body));
                    return true;
                },
                Throttle.NONE);
        gateway.serve(new Endpoint(model("ec2")).handler(new TrialHandlers.Ec2()));
        gateway.serve(new Endpoint(model("sts")).handler(new TrialHandlers.Sts()));
        gateway.serve(new Endpoint(model("kms")).handler(new TrialHandlers.Kms()));
        gateway.serve(new Endpoint(model("efs")).handler(new TrialHandlers.Efs()));
        gateway.serve(new Endpoint(model("s3"))
                .handler(new S3Handlers())
                .addressing((host, path) -> host.equals("photos.localhost") ? "/photos" + path : path)
                .intercept((exchange, id, path) -> {
                    if (!exchange.method().equals("OPTIONS")) {
                        return false;
                    }
                    exchange.respond(200, List.of(new Exchange.Header("x-path", path)), ByteBuffer.allocate(0));
                    return true;
                }));
    }

    private static final class Ahead implements Clock {
        @Override
        public Instant now() {
            return CLOUD;
        }

        @Override
        public long monotonicNanos() {
            return 0;
        }
    }

    private FakeExchange handle(FakeExchange exchange) {
        gateway.handle(exchange);
        return exchange;
    }

    private static String text(FakeExchange exchange) {
        return new String(exchange.response, StandardCharsets.UTF_8);
    }

    private static String responseHeader(FakeExchange exchange, String name) {
        return exchange.responseHeaders.stream()
                .filter(h -> h.name().equalsIgnoreCase(name))
                .map(Exchange.Header::value)
                .findFirst()
                .orElse("");
    }

    private static FakeExchange signed(String service, String method, String target, String body, String... headers) {
        return signedBy("AKID", "SECRET", service, method, target, body, headers);
    }

    private static FakeExchange signedBy(
            String key, String secret, String service, String method, String target, String body, String... headers) {
        var builder = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(method))
                .protocol("http")
                .host("localhost");
        int mark = target.indexOf('?');
        builder.encodedPath(mark < 0 ? target : target.substring(0, mark)).putHeader("Host", "localhost");
        for (var pair : mark < 0 ? new String[0] : target.substring(mark + 1).split("&")) {
            builder.putRawQueryParameter(
                    pair.replaceFirst("=.*", ""), pair.contains("=") ? pair.replaceFirst(".*?=", "") : null);
        }
        for (int i = 0; i < headers.length; i += 2) {
            builder.putHeader(headers[i], headers[i + 1]);
        }
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var signed = AwsV4HttpSigner.create().sign((SignRequest.Builder<AwsCredentialsIdentity> b) -> b.identity(
                        AwsCredentialsIdentity.create(key, secret))
                .request(builder.build())
                .payload(() -> new ByteArrayInputStream(bytes))
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, !service.equals("s3"))
                .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, !service.equals("s3"))
                .putProperty(HttpSigner.SIGNING_CLOCK, java.time.Clock.fixed(NOW, ZoneOffset.UTC)));
        var exchange = new FakeExchange(method, target);
        signed.request()
                .headers()
                .forEach((name, values) -> values.forEach(value -> {
                    if (service.equals("s3")
                            || !name.equalsIgnoreCase("x-amz-content-sha256")
                            || signed.request()
                                    .firstMatchingHeader("Authorization")
                                    .orElse("")
                                    .contains("x-amz-content-sha256")) {
                        exchange.with(name, value);
                    }
                }));
        return bytes.length == 0
                ? exchange
                : exchange.with("Content-Length", "" + bytes.length).pieces(bytes, 7);
    }

    @Test
    void s3ObjectStreamsWithItsStampsThroughTheGate() {
        var answer = handle(signed("s3", "GET", "/b/some%20key", ""));
        assertEquals(200, answer.status, () -> text(answer));
        assertEquals("body of some key", text(answer));
        assertEquals(List.of("s3:GetObject arn:aws:s3:::b/some key"), gated);
        assertEquals(List.of("GetObject 200 null"), audited);
        assertEquals(16, responseHeader(answer, "x-amz-request-id").length());
        assertFalse(responseHeader(answer, "x-amz-id-2").isEmpty());
        assertEquals("AmazonS3", responseHeader(answer, "Server"));
        assertEquals("soon", responseHeader(answer, "x-amz-expiration"));
        assertEquals("\"e\"", responseHeader(answer, "ETag"));
        assertTrue(contentClosed);
    }

    @Test
    void errorsOfHandlersAreRenderedAsS3Does() {
        var answer = handle(signed("s3", "GET", "/b/missing", ""));
        assertEquals(404, answer.status);
        assertTrue(text(answer).contains("<Code>NoSuchKey</Code>"), text(answer));
        assertTrue(text(answer).contains("<Key>missing</Key>"), text(answer));
        assertTrue(text(answer).contains("<RequestId>" + responseHeader(answer, "x-amz-request-id") + "</RequestId>"));
        assertTrue(text(answer).contains("<HostId>" + responseHeader(answer, "x-amz-id-2") + "</HostId>"));
        assertEquals(List.of("GetObject 404 NoSuchKey"), audited);
    }

    @Test
    void bugsBecomeInternalErrorsThatTellNothing() {
        var answer = handle(signed("s3", "GET", "/b/bug", ""));
        assertEquals(500, answer.status);
        assertTrue(text(answer).contains("<Code>InternalError</Code>"), text(answer));
        assertFalse(text(answer).contains("secret"), text(answer));
        var kms = handle(signed("kms", "POST", "/", "{}", "X-Amz-Target", "TrentService.CreateKey"));
        assertEquals(400, kms.status);
    }

    @Test
    void bodyThatBreaksOffCutsTheConnectionAndIsClosed() {
        var answer = handle(signed("s3", "GET", "/b/broken", ""));
        assertTrue(answer.aborted);
        assertTrue(contentClosed);
        assertEquals(List.of("GetObject 200 InternalError"), audited);
    }

    @Test
    void uploadsStreamAndNeedALength() {
        var put = handle(signed("s3", "PUT", "/b/k", "hello"));
        assertEquals("\"5\"", responseHeader(put, "ETag"), () -> text(put));
        assertEquals(411, handle(signed("s3", "PUT", "/b/k", "")).status);
        var chunked = handle(signed("s3", "PUT", "/b/k", "", "Transfer-Encoding", "chunked"));
        assertEquals(501, chunked.status);
        assertTrue(text(chunked).contains("<Code>NotImplemented</Code>"));
    }

    @Test
    void bodiesOfControlOperationsAreDecodedAndLimited() {
        var xml = "<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>";
        var answer = handle(signed("s3", "PUT", "/b?tagging", xml));
        assertEquals(2, answer.status / 100, () -> text(answer));
        var huge = handle(signed("s3", "PUT", "/b?tagging", "x".repeat(5 << 20)));
        assertTrue(text(huge).contains("<Code>MaxMessageLengthExceeded</Code>"), text(huge));
    }

    @Test
    void virtualHostStyleAndInterceptorsSeeTheSamePath() {
        var options = handle(new FakeExchange("OPTIONS", "/k").with("Host", "photos.localhost:4566"));
        assertEquals("/photos/k", responseHeader(options, "x-path"));
        assertEquals(16, responseHeader(options, "x-amz-request-id").length());
        var get = handle(new FakeExchange("GET", "/k").with("Host", "photos.localhost:4566"));
        assertEquals("body of k", text(get));
        assertEquals(List.of("s3:GetObject arn:aws:s3:::photos/k"), gated);
    }

    @Test
    void unknownAndUnhandledOperationsOfS3() {
        var patch = handle(new FakeExchange("PATCH", "/b/k").with("Host", "h"));
        assertEquals(405, patch.status);
        assertTrue(text(patch).contains("<ResourceType>OBJECT</ResourceType>"), text(patch));
        assertTrue(responseHeader(patch, "Allow").contains("GET"));
        var policy = handle(signed("s3", "GET", "/b?policy", ""));
        assertEquals(501, policy.status);
        assertTrue(text(policy).contains("<Code>NotImplemented</Code>"), text(policy));
    }

    @Test
    void theGateStandsBeforeTheHandler() {
        gate = call -> {
            throw new AwsException("AccessDenied", 403, "Access Denied");
        };
        var answer = handle(new FakeExchange("GET", "/b/bug").with("Host", "h"));
        assertEquals(403, answer.status, () -> text(answer));
        assertEquals(List.of("s3:GetObject arn:aws:s3:::b/bug"), gated);
    }

    @Test
    void ec2QuerySpeaks() {
        var answer = handle(form("ec2", "Action=DescribeVpcs&Version=2016-11-15"));
        assertEquals(200, answer.status, () -> text(answer));
        assertTrue(text(answer).contains("<vpcId>vpc-eu-west-1</vpcId>"), text(answer));
        assertEquals(36, responseHeader(answer, "x-amzn-RequestId").length());
        assertTrue(text(answer).contains(responseHeader(answer, "x-amzn-RequestId")));
        var unknown = handle(form("ec2", "Action=Frobnicate&Version=2016-11-15"));
        assertTrue(text(unknown).contains("<Code>InvalidAction</Code>"), text(unknown));
        var unhandled = handle(form("ec2", "Action=DescribeSubnets&Version=2016-11-15"));
        assertTrue(text(unhandled).contains("<Code>UnsupportedOperation</Code>"), text(unhandled));
        var dry = handle(form("ec2", "Action=DescribeVpcs&Version=2016-11-15&DryRun=true"));
        assertEquals(412, dry.status);
        assertTrue(text(dry).contains("<Code>DryRunOperation</Code>"), text(dry));
    }

    private static FakeExchange form(String service, String body) {
        return signed(service, "POST", "/", body, "Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    }

    @Test
    void awsQuerySpeaksSignedAndUnsigned() {
        var answer = handle(form("sts", "Action=GetCallerIdentity&Version=2011-06-15"));
        assertTrue(text(answer).contains("<Account>000000000000</Account>"), text(answer));
        var unsigned = new FakeExchange("POST", "/")
                .with("Host", "localhost")
                .with("Content-Type", "application/x-www-form-urlencoded")
                .pieces(
                        ("Action=AssumeRoleWithSAML&Version=2011-06-15&RoleArn=arn:aws:iam::000000000000:role/role1&"
                                        + "PrincipalArn=arn:aws:iam::000000000000:saml-provider/p&SAMLAssertion=abcd")
                                .getBytes(StandardCharsets.US_ASCII),
                        10);
        assertTrue(text(handle(unsigned)).contains("saml-provider/p</Subject>"), text(unsigned));
        var missing = new FakeExchange("POST", "/")
                .with("Host", "localhost")
                .with("Content-Type", "application/x-www-form-urlencoded")
                .pieces("Action=GetCallerIdentity&Version=2011-06-15".getBytes(StandardCharsets.US_ASCII), 10);
        assertTrue(text(handle(missing)).contains("<Code>MissingAuthenticationToken</Code>"), text(missing));
    }

    @Test
    void jsonAndRestJsonSpeak() {
        var kms = handle(signed(
                "kms",
                "POST",
                "/",
                "{\"Limit\":3}",
                "X-Amz-Target",
                "TrentService.ListKeys",
                "Content-Type",
                "application/x-amz-json-1.1"));
        assertTrue(text(kms).contains("k-3"), text(kms));
        var unknown = handle(signed(
                "kms",
                "POST",
                "/",
                "{}",
                "X-Amz-Target",
                "TrentService.Nothing",
                "Content-Type",
                "application/x-amz-json-1.1"));
        assertTrue(text(unknown).contains("UnknownOperationException"), text(unknown));
        var unhandled = handle(signed(
                "kms",
                "POST",
                "/",
                "{}",
                "X-Amz-Target",
                "TrentService.ListAliases",
                "Content-Type",
                "application/x-amz-json-1.1"));
        assertTrue(text(unhandled).contains("The operation ListAliases is not supported."), text(unhandled));
        var efs = handle(signed("elasticfilesystem", "GET", "/2015-02-01/file-systems?Marker=m1", ""));
        assertTrue(text(efs).contains("m1"), text(efs));
    }

    @Test
    void signaturesAreRefusedInTheServicesOwnWords() {
        var kms = handle(signedBy("AKNONE", "x", "kms", "POST", "/", "{}", "X-Amz-Target", "TrentService.ListKeys"));
        assertTrue(text(kms).contains("UnrecognizedClientException"), text(kms));
        var ec2 = handle(signedBy("AKID", "wrong", "ec2", "POST", "/", "Action=DescribeVpcs&Version=2016-11-15"));
        assertTrue(text(ec2).contains("<Code>AuthFailure</Code>"), text(ec2));
        var s3 = handle(signedBy("AKID", "wrong", "s3", "GET", "/b/k", ""));
        assertTrue(text(s3).contains("<StringToSign>AWS4-HMAC-SHA256\n"), text(s3));
        var foreign = handle(signed("lambda", "GET", "/b/k", ""));
        assertTrue(text(foreign).contains("AuthorizationHeaderMalformed"), text(foreign));
        assertTrue(audited.isEmpty(), "nothing was called");
    }

    @Test
    void servicesThatShareASigningNameAreToldApart() {
        gateway.serve(new Endpoint(model("s3control")));
        gateway.serve(new Endpoint(model("elb")));
        gateway.serve(new Endpoint(model("elbv2")));
        assertEquals("body of k", text(handle(signed("s3", "GET", "/b/k", ""))));
        var control = signed("s3", "GET", "/v20180820/jobs", "", "Host", "s3-control.localhost");
        assertTrue(text(handle(control)).contains("<ErrorResponse"), text(control));
        var two = handle(form("elasticloadbalancing", "Action=DescribeTargetGroups&Version=2015-12-01"));
        assertTrue(text(two).contains("for version 2015-12-01"), text(two));
        var one = handle(form("elasticloadbalancing", "Action=DescribeLoadBalancers&Version=2012-06-01"));
        assertTrue(text(one).contains("for version 2012-06-01"), text(one));
        var wrong = handle(form("elasticloadbalancing", "Action=DescribeTargetGroups&Version=2015-12-01"));
        assertEquals(400, wrong.status);
    }

    @Test
    void hostsOfBucketsAreNotTakenForServices() {
        gateway.serve(new Endpoint(model("logs")));
        var bucket = handle(new FakeExchange("GET", "/b/k").with("Host", "logs.localhost"));
        assertEquals("body of k", text(bucket));
        var service = handle(new FakeExchange("POST", "/").with("Host", "logs.ap-northeast-2.localhost"));
        assertTrue(text(service).contains("__type") || text(service).contains("UnknownOperation"), text(service));
    }

    @Test
    void adminPathIsForRootAlone() {
        assertEquals("{\"status\":\"ok\"}", text(handle(new FakeExchange("GET", "/_haneul/health"))));
        assertEquals(403, handle(new FakeExchange("GET", "/_haneul/echo")).status);
        assertEquals("abc", text(handle(signed("haneul", "POST", "/_haneul/echo", "abc"))));
        assertEquals("abc", text(handle(signed("s3", "POST", "/_haneul/echo", "abc"))));
        assertEquals(404, handle(signed("haneul", "GET", "/_haneul/nothing", "")).status);
        assertEquals(403, handle(signedBy("AKCLERK", "SECRET", "haneul", "GET", "/_haneul/echo", "")).status);
        assertEquals(403, handle(signedBy("AKID", "wrong", "haneul", "GET", "/_haneul/echo", "")).status);
        assertEquals(403, handle(signed("ec2", "GET", "/_haneul/echo", "")).status);
    }

    public static final class Nonsense {
        @Action("s3:Nothing")
        public GetObjectResponse frobnicate(GetObjectRequest request, Call call) {
            return null;
        }
    }

    public static final class Misshapen {
        @Action("s3:GetObject")
        public String getObject(GetObjectRequest request) {
            return null;
        }
    }

    @Test
    void handlersAreCheckedAtTheStart() {
        var s3 = new Endpoint(model("s3"));
        assertThrows(IllegalArgumentException.class, () -> s3.handler(new Nonsense()));
        assertThrows(IllegalArgumentException.class, () -> s3.handler(new Misshapen()));
        s3.handler(new S3Handlers());
        assertThrows(IllegalArgumentException.class, () -> s3.handler(new S3Handlers()));
        assertEquals(java.util.Set.of("DeleteBucket", "GetObject", "PutBucketTagging", "PutObject"), s3.handled());
    }
}
