package haneul.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.AwsException;
import haneul.wire.Exchange;
import haneul.wire.codec.Codec;
import haneul.wire.codec.Protocol;
import haneul.wire.codec.Query;
import haneul.wire.codec.Rendered;
import haneul.wire.codec.RequestParts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcResponse;
import software.amazon.awssdk.services.efs.model.CreateFileSystemRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The codecs by example: what clients do in the wild, what AWS refuses and in which words. */
class CodecTest {
    private static SdkPojo s3(
            String operation, String method, String path, String query, byte[] body, String... headers) {
        var fields = new java.util.ArrayList<Exchange.Header>();
        for (int i = 0; i < headers.length; i += 2) {
            fields.add(new Exchange.Header(headers[i], headers[i + 1]));
        }
        var service = Models.service("s3");
        return Codec.decode(
                service,
                service.operation(operation).orElseThrow(),
                new RequestParts(method, path, Query.parse(query), fields, body));
    }

    private static SdkPojo s3(String operation, String method, String path, String query, String body) {
        return s3(operation, method, path, query, body.getBytes(UTF_8));
    }

    private static SdkPojo query(String service, String form) {
        var model = Models.service(service);
        var parsed = Query.parse(form);
        return Codec.decode(
                model,
                model.operation(parsed.first("Action").orElseThrow()).orElseThrow(),
                new RequestParts("POST", "/", Query.EMPTY, List.of(), form.getBytes(UTF_8)));
    }

    private static SdkPojo json(String service, String operation, String body) {
        var model = Models.service(service);
        return Codec.decode(
                model,
                model.operation(operation).orElseThrow(),
                new RequestParts("POST", "/", Query.EMPTY, List.of(), body.getBytes(UTF_8)));
    }

    private static AwsException refused(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(AwsException.class, call);
    }

    private static String body(Rendered answer) {
        return new String(answer.body(), UTF_8);
    }

    @Test
    void readsAnUploadFromItsHeaders() {
        var put = assertInstanceOf(
                PutObjectRequest.class,
                s3(
                        "PutObject",
                        "PUT",
                        "/bucket/a//b%20c+d/%C3%A9",
                        "x-id=PutObject",
                        new byte[0],
                        "content-type",
                        "text/plain",
                        "X-Amz-Meta-Owner",
                        "me",
                        "x-amz-meta-owner",
                        "you",
                        "x-amz-meta-",
                        "none",
                        "Content-Length",
                        "12",
                        "x-amz-storage-class",
                        "NOT_YET_KNOWN",
                        "If-None-Match",
                        "*",
                        "Expires",
                        "never",
                        "Cache-Control",
                        "no-cache",
                        "Cache-Control",
                        "no-store"));
        assertEquals("a//b c+d/é", put.key());
        assertEquals(Map.of("owner", "me,you"), put.metadata());
        assertEquals(12, put.contentLength());
        assertEquals("NOT_YET_KNOWN", put.storageClassAsString());
        assertEquals("no-cache,no-store", put.cacheControl());
        assertNull(put.expires());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Mon, 02 Nov 2026 03:04:05 GMT", "Monday, 02-Nov-26 03:04:05 GMT", "Mon Nov  2 03:04:05 2026"})
    void readsEveryFormOfHttpDate(String date) {
        var get = (GetObjectRequest) s3("GetObject", "GET", "/b/k", "", new byte[0], "If-Modified-Since", date);
        assertEquals(Instant.parse("2026-11-02T03:04:05Z"), get.ifModifiedSince());
    }

    @Test
    void ignoresAnHttpDateItCannotReadAsRfc9110Demands() {
        assertNull(((GetObjectRequest) s3("GetObject", "GET", "/b/k", "", new byte[0], "If-Modified-Since", "soon"))
                .ifModifiedSince());
    }

    @Test
    void namesTheArgumentThatS3CannotRead() {
        var error = refused(() -> s3("ListObjectsV2", "GET", "/b", "list-type=2&max-keys=blah", ""));
        assertEquals("InvalidArgument", error.code());
        assertEquals("Provided max-keys not an integer or within integer range", error.getMessage());
        assertEquals(Map.of("ArgumentName", "max-keys", "ArgumentValue", "blah"), error.details());
        assertNull(((ListObjectsV2Request) s3("ListObjectsV2", "GET", "/b", "list-type=2&max-keys=", "")).maxKeys());
        assertEquals("", ((ListObjectsV2Request) s3("ListObjectsV2", "GET", "/b", "list-type=2&prefix=", "")).prefix());
    }

    @Test
    void refusesAPathThatIsNoUtf8() {
        assertEquals(
                "InvalidURI",
                refused(() -> s3("GetObject", "GET", "/b/%FF", "", "")).code());
        assertEquals(
                "InvalidURI",
                refused(() -> s3("GetObject", "GET", "/b/%C0%80", "", "")).code());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PutBucketVersioning | versioning | <Other/>",
                "PutBucketVersioning | versioning | <VersioningConfiguration>",
                "PutBucketVersioning | versioning | "
                        + "<VersioningConfiguration><Status>Enabled</Status><Status>x</Status></VersioningConfiguratio"
                        + "n>",
                "PutBucketTagging | tagging | <Tagging><TagSet><Tag><Key>k</Key></Tag></TagSet></Tagging>",
                "PutBucketTagging | tagging | <Tagging><TagSet><Other/></TagSet></Tagging>",
                "PutBucketTagging | tagging | <Tagging/>",
                "DeleteObjects | delete | <Delete><Object><VersionId>v</VersionId></Object></Delete>",
                "DeleteObjects | delete | <!DOCTYPE a [<!ENTITY b "
                        + "'c'>]><Delete><Object><Key>&b;</Key></Object></Delete>",
            })
    void answersMalformedXmlForWhatTheSchemaForbids(String operation, String query, String body) {
        var error = refused(() -> s3(operation, "PUT", "/b", query, body));
        assertEquals("MalformedXML", error.code());
        assertEquals(400, error.status());
    }

    @Test
    void saysThatABodyIsMissing() {
        assertEquals(
                "MissingRequestBodyError",
                refused(() -> s3("DeleteObjects", "POST", "/b", "delete", "")).code());
    }

    @Test
    void readsTenThousandParts() {
        var xml = new StringBuilder("<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
        for (int i = 1; i <= 10_000; i++) {
            xml.append("<Part><PartNumber>").append(i).append("</PartNumber><ETag>&quot;e&quot;</ETag></Part>");
        }
        var complete = (CompleteMultipartUploadRequest)
                s3("CompleteMultipartUpload", "POST", "/b/k", "uploadId=u", xml + "</CompleteMultipartUpload>");
        assertEquals(10_000, complete.multipartUpload().parts().size());
        assertEquals("\"e\"", complete.multipartUpload().parts().getLast().eTag());
    }

    @Test
    void writesTheHeadersOfADownload() {
        var model = Models.service("s3");
        var answer = Codec.encode(
                model,
                model.operation("GetObject").orElseThrow(),
                GetObjectResponse.builder()
                        .contentLength(5L)
                        .eTag("\"e\"")
                        .lastModified(Instant.parse("2026-11-02T03:04:05.678Z"))
                        .contentDisposition("a\r\nSet-Cookie: b")
                        .metadata(Map.of("k", "v"))
                        .build(),
                "ID");
        assertEquals(0, answer.body().length);
        assertEquals(Optional.of("Mon, 02 Nov 2026 03:04:05 GMT"), header(answer, "Last-Modified"));
        assertEquals(Optional.of("a  Set-Cookie: b"), header(answer, "Content-Disposition"));
        assertEquals(Optional.of("v"), header(answer, "x-amz-meta-k"));
        assertTrue(header(answer, "Content-Type").isEmpty());
    }

    private static Optional<String> header(Rendered answer, String name) {
        return answer.headers().stream()
                .filter(h -> h.name().equals(name))
                .map(Exchange.Header::value)
                .findFirst();
    }

    @Test
    void writesListingsWithS3sRootAndCharactersThatXmlCannotHold() {
        var model = Models.service("s3");
        var answer = Codec.encode(
                model,
                model.operation("ListObjectsV2").orElseThrow(),
                ListObjectsV2Response.builder()
                        .contents(o -> o.key("a<&>\u0001\r\né").size(1L).lastModified(Instant.EPOCH), o -> o.key("b"))
                        .keyCount(2)
                        .build(),
                "ID");
        assertEquals(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        + "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                        + "<Contents><Key>a&lt;&amp;&gt;&#x1;&#13;\né</Key><LastModified>1970-01-01T00:00:00.000Z</Las"
                        + "tModified><Size>1</Size></Contents>"
                        + "<Contents><Key>b</Key></Contents><KeyCount>2</KeyCount></ListBucketResult>",
                body(answer));
    }

    @Test
    void writesTheLocationOfABucketAsTheRootItself() {
        var model = Models.service("s3");
        var location = model.operation("GetBucketLocation").orElseThrow();
        assertTrue(body(Codec.encode(
                        model,
                        location,
                        GetBucketLocationResponse.builder()
                                .locationConstraint("eu-west-1")
                                .build(),
                        "ID"))
                .endsWith("<LocationConstraint "
                        + "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">eu-west-1</LocationConstr"
                        + "aint>"));
        assertTrue(body(Codec.encode(
                        model, location, GetBucketLocationResponse.builder().build(), "ID"))
                .endsWith("></LocationConstraint>"));
    }

    @Test
    void rendersErrorsInEveryEnvelope() {
        var s3 = Models.service("s3");
        var noKey = new AwsException("NoSuchKey", 404, "The specified key does not exist.")
                .with("Key", "a<b")
                .withHeader("X-A", "b\nc");
        var answer = Codec.error(s3, null, noKey, "ID", "/b/k");
        assertEquals(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key "
                        + "does not exist."
                        + "</Message><Key>a&lt;b</Key><Resource>/b/k</Resource><RequestId>ID</RequestId><HostId>"
                        + Codec.hostId("ID")
                        + "</HostId></Error>",
                body(answer));
        assertEquals(Optional.of("b c"), header(answer, "X-A"));
        assertEquals(
                0,
                Codec.error(s3, null, new AwsException("NotModified", 304, ""), "ID", "/b/k")
                        .body()
                        .length);

        assertEquals(
                "<?xml version=\"1.0\" "
                        + "encoding=\"UTF-8\"?>\n<Response><Errors><Error><Code>InvalidVpcID.NotFound</Code><Message>m"
                        + "</Message>"
                        + "</Error></Errors><RequestID>ID</RequestID></Response>",
                body(Codec.error(
                        Models.service("ec2"), null, new AwsException("InvalidVpcID.NotFound", 400, "m"), "ID", null)));
        assertEquals(
                "<ErrorResponse "
                        + "xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error><Type>Sender</Type><Code>NoSuchE"
                        + "ntity</Code>"
                        + "<Message>m</Message></Error><RequestId>ID</RequestId></ErrorResponse>",
                body(Codec.error(
                        Models.service("iam"), null, new AwsException("NoSuchEntityException", 404, "m"), "ID", null)));
    }

    @Test
    void rendersErrorsOfJsonAndCbor() {
        var sqs = Models.service("sqs");
        var missing = new AwsException("QueueDoesNotExist", 400, "m");
        var answer = Codec.error(sqs, null, missing, "ID", null);
        assertEquals("{\"__type\":\"QueueDoesNotExist\",\"message\":\"m\"}", body(answer));
        assertEquals(
                Optional.of("AWS.SimpleQueueService.NonExistentQueue;Sender"), header(answer, "x-amzn-query-error"));
        assertEquals(Optional.of("application/x-amz-json-1.0"), header(answer, "Content-Type"));

        var efs = Codec.error(
                Models.service("efs"),
                null,
                new AwsException("FileSystemNotFound", 404, "m").with("ErrorCode", "FileSystemNotFound"),
                "ID",
                null);
        assertEquals(
                "{\"__type\":\"FileSystemNotFound\",\"Message\":\"m\",\"ErrorCode\":\"FileSystemNotFound\"}",
                body(efs));
        assertEquals(Optional.of("FileSystemNotFound"), header(efs, "x-amzn-ErrorType"));

        var snowball = Models.service("snowball");
        var cbor = Codec.error(
                snowball,
                Protocol.RPC_V2_CBOR,
                null,
                new AwsException("InvalidResourceException", 400, "m"),
                "ID",
                null);
        assertEquals(Optional.of("rpc-v2-cbor"), header(cbor, "smithy-protocol"));
        assertEquals(0xBF, cbor.body()[0] & 0xFF);
    }

    @Test
    void writesReturnTrueForOperationsOfEc2ThatReturnNothing() {
        var ec2 = Models.service("ec2");
        assertTrue(body(Codec.encode(
                        ec2,
                        ec2.operation("DeleteVpc").orElseThrow(),
                        DeleteVpcResponse.builder().build(),
                        "ID"))
                .endsWith("<requestId>ID</requestId><return>true</return></DeleteVpcResponse>"));
    }

    @Test
    void validatesEc2AsEc2DoesIt() {
        assertEquals(
                "The request must contain the parameter VpcId",
                refused(() -> query("ec2", "Action=CreateSubnet&CidrBlock=10.0.0.0/24"))
                        .getMessage());
        var range = refused(() -> query("ec2", "Action=DescribeVpcs&MaxResults=1"));
        assertEquals("InvalidParameterValue", range.code());
        assertEquals(
                "Value ( 1 ) for parameter maxResults is invalid. Expecting a value greater than 5.",
                range.getMessage());
        var number = refused(() -> query("ec2", "Action=DescribeVpcs&MaxResults=ten"));
        assertEquals("Value (ten) for parameter maxResults is invalid.", number.getMessage());
        assertEquals("vpc-1", ((CreateSubnetRequest) query("ec2", "Action=CreateSubnet&VpcId=vpc-1")).vpcId());
    }

    @Test
    void validatesQueryAndJsonWithOneSentencePerConstraint() {
        var user = refused(() -> query("iam", "Action=CreateUser&UserName=a%20b"));
        assertEquals("ValidationError", user.code());
        assertEquals(
                "1 validation error detected: Value 'a b' at 'userName' failed to satisfy constraint: "
                        + "Member must satisfy regular expression pattern: [\\w+=,.@-]+",
                user.getMessage());
        var both = refused(() -> json("kms", "Encrypt", "{\"Plaintext\":\"\"}"));
        assertEquals("ValidationException", both.code());
        assertEquals(
                "2 validation errors detected: Value null at 'keyId' failed to satisfy constraint: Member must not be "
                        + "null; "
                        + "Value at 'plaintext' failed to satisfy constraint: Member must have length greater than or "
                        + "equal to 1",
                both.getMessage());
        var nested = refused(() -> json(
                "kms",
                "TagResource",
                "{\"KeyId\":\"k\",\"Tags\":[{\"TagKey\":\"a\",\"TagValue\":\"b\"},{\"TagKey\":\"\"}]}"));
        assertTrue(
                nested.getMessage()
                        .contains("Value '' at 'tags.2.member.tagKey' failed to satisfy constraint: "
                                + "Member must have length greater than or equal to 1"),
                nested.getMessage());
        var of = refused(() -> json("kms", "CreateKey", "{\"KeySpec\":\"ROT13\"}"));
        assertTrue(
                of.getMessage()
                        .contains("Value 'ROT13' at 'keySpec' failed to satisfy constraint: Member must satisfy enum "
                                + "value set: ["),
                of.getMessage());
    }

    @Test
    void neverInventsAnIdempotencyToken() {
        var model = Models.service("efs");
        var operation = model.operation("CreateFileSystem").orElseThrow();
        var parts = new RequestParts(
                "POST", "/2015-02-01/file-systems", Query.EMPTY, List.of(), "{\"Encrypted\":true}".getBytes(UTF_8));
        var request = (CreateFileSystemRequest) Codec.read(model, Protocol.REST_JSON, operation, parts);
        assertNull(request.creationToken());
        assertTrue(refused(() -> Codec.decode(model, operation, parts))
                .getMessage()
                .contains("Value null at 'creationToken'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"x\"",
                "{\"KeyId\":5}",
                "{\"KeyId\":[]}",
                "{\"KeyId\":{}}",
                "{\"Plaintext\":\"*\"}",
                "{\"GrantTokens\":{}}",
                "{\"EncryptionContext\":[]}",
                "{\"DryRun\":\"true\"}",
                "{\"EncryptionContext\":{\"a\":1}}",
                "{",
                "\u0000",
            })
    void answersSerializationExceptionForJsonOfTheWrongShape(String body) {
        assertEquals(
                "SerializationException",
                refused(() -> json("kms", "Encrypt", body)).code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&a..b=1",
                "&A=%",
                "&InstanceId.x=1",
                "&InstanceId.-1=1",
                "&InstanceId.99999999999=1",
                "&DryRun.1=true"
            })
    void answersAnErrorForAFormThatIsMalformed(String more) {
        var error = refused(() -> query("ec2", "Action=DescribeInstances" + more));
        assertEquals(400, error.status());
        assertFalse(error.code().isEmpty());
    }

    @Test
    void anExplodingPatternAndAnEndlessIndexCostNothing() {
        long start = System.nanoTime();
        refused(() -> query(
                "iam", "Action=CreateRole&RoleName=r&AssumeRolePolicyDocument=x&Path=" + "/a".repeat(100_000) + "%00"));
        query("ec2", "Action=DescribeInstances&Filter.999999999.Name=a&Filter.999999999.Value.2000000000=b");
        assertTrue(System.nanoTime() - start < 5_000_000_000L);
    }
}
