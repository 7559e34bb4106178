package haneul.acceptance.nouns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.acceptance.Checksum;
import haneul.acceptance.Expect;
import haneul.acceptance.Reply;
import haneul.acceptance.Request;
import haneul.acceptance.Scene;
import haneul.acceptance.Signer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not there says so in the words of its own protocol, and nothing is pretended. */
final class UnsupportedTest {

    @RegisterExtension
    static final Scene scene = new Scene();

    @Test
    void ec2AnswersInItsOwnXml() {
        var reply = form("ec2", "Action=DescribeInstances&Version=2016-11-15");
        assertTrue(reply.status() >= 400 && reply.status() != 500, reply::toString);
        assertEquals("Response", reply.xml().getLocalName());
        assertEquals("UnsupportedOperation", reply.first("Code"));
        reply.first("RequestID");
        assertEquals(
                "InvalidAction",
                form("ec2", "Action=FlyToTheMoon&Version=2016-11-15").first("Code"));
    }

    @Test
    void queryServicesAnswerInTheirs() {
        for (var call : List.of(
                List.of("iam", "Action=ListUsers&Version=2010-05-08"),
                List.of(
                        "sts",
                        "Action=AssumeRole&Version=2011-06-15&RoleArn=arn:aws:iam::000000000000:role/r&RoleSessionName"
                                + "=abc"))) {
            var reply = form(call.get(0), call.get(1));
            assertTrue(reply.status() >= 400 && reply.status() != 500, reply::toString);
            assertEquals("ErrorResponse", reply.xml().getLocalName(), reply::toString);
            reply.first("Code");
            reply.first("RequestId");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ecs, AmazonEC2ContainerServiceV20141113.ListClusters, application/x-amz-json-1.1",
        "storagegateway, StorageGateway_20130630.ListGateways, application/x-amz-json-1.1",
        "snowball, AWSIESnowballJobManagementService.ListJobs, application/x-amz-json-1.1",
        "kms, TrentService.ListKeys, application/x-amz-json-1.1"
    })
    void jsonServicesAnswerInJson(String service, String target, String type) {
        var reply = sign(
                service,
                Request.of("POST", "/")
                        .header("X-Amz-Target", target)
                        .header("Content-Type", type)
                        .body("{}"));
        assertTrue(reply.status() >= 400 && reply.status() != 500, reply::toString);
        assertTrue(reply.text().contains("\"__type\""), reply::toString);
        assertTrue(reply.header("x-amzn-RequestId").isPresent(), reply::toString);
    }

    @ParameterizedTest
    @CsvSource({"elasticfilesystem, /2015-02-01/file-systems", "glacier, /-/vaults"})
    void restServicesNameTheErrorInAHeaderOrBody(String service, String path) {
        var reply = sign(service, Request.of("GET", path));
        assertTrue(reply.status() >= 400 && reply.status() != 500, reply::toString);
        assertTrue(reply.header("x-amzn-ErrorType").isPresent() || reply.text().contains("\"code\""), reply::toString);
        assertTrue(reply.header("x-amzn-RequestId").isPresent(), reply::toString);
    }

    @Test
    void aServiceNobodyKnowsIsRefused() {
        Expect.refused(sign(
                "weather",
                Request.of("POST", "/").header("X-Amz-Target", "Weather.Rain").body("{}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "policy",
                "lifecycle",
                "encryption",
                "website",
                "replication",
                "notification",
                "logging",
                "accelerate",
                "inventory",
                "analytics",
                "metrics",
                "intelligent-tiering",
                "object-lock"
            })
    void settingsOfLaterAreRefusedNotPretended(String setting) {
        var bucket = scene.bucket();
        var put = Request.of("PUT", "/" + bucket).query(setting);
        put = List.of("inventory", "analytics", "metrics", "intelligent-tiering")
                        .contains(setting)
                ? put.query("id", "one")
                : put;
        var body = "<Configuration/>";
        var reply = scene.send(put.body(body).header("Content-MD5", Checksum.base64("MD5", body.getBytes())));
        Expect.refused(reply);
        Expect.refused(scene.send(Request.of("GET", "/" + bucket)
                .query(setting)
                .query("id", "one")
                .query("undefined-parameter", "x")
                .method("PATCH")));
    }

    @Test
    void methodsWithoutMeaningAreNotAllowed() {
        var bucket = scene.bucket();
        Expect.error(405, "MethodNotAllowed", scene.send(Request.of("PATCH", "/" + bucket)));
        Expect.error(
                405,
                "MethodNotAllowed",
                scene.send(Request.of("POST", "/" + bucket + "/k").body("x")));
        Expect.error(405, "MethodNotAllowed", scene.send(Request.of("PUT", "/").body("x")));
        Expect.error(405, "MethodNotAllowed", scene.send(Request.of("DELETE", "/")));
    }

    @Test
    void encryptionAndLocksThatAreNotThereAreRefused() {
        var bucket = scene.bucket();
        Expect.refused(scene.send(
                Request.object("PUT", bucket, "k").body("x").header("x-amz-server-side-encryption", "aws:kms")));
        Expect.refused(scene.send(Request.object("PUT", bucket, "k")
                .body("x")
                .header("x-amz-object-lock-mode", "GOVERNANCE")
                .header("x-amz-object-lock-retain-until-date", "2033-01-01T00:00:00Z")));
        Expect.status(404, scene.send(Request.object("HEAD", bucket, "k")));
    }

    private static Reply form(String service, String body) {
        return sign(
                service,
                Request.of("POST", "/")
                        .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                        .body(body));
    }

    private static Reply sign(String service, Request request) {
        var signer = new Signer(scene.cloud().identity(), service, Instant.now());
        return scene.cloud().sendRaw(signer.sign(request, scene.cloud().host()));
    }
}
