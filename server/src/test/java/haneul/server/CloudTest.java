package haneul.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A started cloud, asked as the launcher asks it. */
class CloudTest {
    private static final byte[] NOTHING = {};
    private static final byte[] HERE = ("<CreateBucketConfiguration><LocationConstraint>" + Main.REGION
                    + "</LocationConstraint></CreateBucketConfiguration>")
            .getBytes(UTF_8);

    @TempDir
    private Path scratch;

    private Settings settings(int port) {
        var folder = DataFolder.at(scratch.resolve("data"));
        return new Settings(folder, "127.0.0.1", port, Profile.AWS, List.of(Settings.LOCALHOST));
    }

    private static SignedClient client(Cloud cloud, RootKey key, String service) {
        return new SignedClient(cloud.endpoint(), key, service, Main.REGION, RealTime.clock());
    }

    private static Map<String, Object> admin(Cloud cloud, String method, String path, byte[] body) throws IOException {
        var answer = client(cloud, cloud.rootKey(), "haneul").send(method, "/_haneul/" + path, "", body);
        assertEquals(200, answer.status(), answer.text());
        return Json.read(answer.body());
    }

    private static int listBuckets(Cloud cloud, RootKey key) {
        return client(cloud, key, "s3").send("GET", "/", "", NOTHING).status();
    }

    @Test
    void keepsItsClockItsKeysAndItsBucketsOverARestart() throws IOException {
        RootKey further;
        try (var cloud = Main.start(settings(0))) {
            admin(cloud, "POST", "clock/advance", "{\"by\":\"31d\"}".getBytes(UTF_8));
            var created = admin(cloud, "POST", "keys", NOTHING);
            further = new RootKey((String) created.get("accessKeyId"), (String) created.get("secretAccessKey"));
            assertEquals(
                    200,
                    client(cloud, further, "s3")
                            .send("PUT", "/photos", "", HERE)
                            .status());
        }
        try (var cloud = Main.start(settings(0))) {
            var clock = admin(cloud, "GET", "clock", NOTHING);
            assertEquals(Duration.ofDays(31).toSeconds(), clock.get("offsetSeconds"));
            var ahead = Duration.between(RealTime.clock().now(), Instant.parse((String) clock.get("now")));
            assertTrue(ahead.compareTo(Duration.ofDays(30)) > 0, ahead.toString());
            var listed = client(cloud, further, "s3").send("GET", "/", "", NOTHING);
            assertTrue(listed.text().contains("<Name>photos</Name>"), listed.text());
        }
    }

    @Test
    void refusesADeletedKeyAtOnceAndForEver() throws IOException {
        RootKey further;
        try (var cloud = Main.start(settings(0))) {
            var created = admin(cloud, "POST", "keys", NOTHING);
            further = new RootKey((String) created.get("accessKeyId"), (String) created.get("secretAccessKey"));
            assertEquals(200, listBuckets(cloud, further));
            admin(cloud, "DELETE", "keys/" + further.accessKeyId(), NOTHING);
            assertEquals(403, listBuckets(cloud, further));
            assertEquals(List.of(), admin(cloud, "GET", "keys", NOTHING).get("keys"));
        }
        try (var cloud = Main.start(settings(0))) {
            assertEquals(403, listBuckets(cloud, further));
        }
    }

    @Test
    void refusesWrongSecretsAnonymousCallersAndMistakesByName() throws IOException {
        try (var cloud = Main.start(settings(0))) {
            var wrong = new RootKey(cloud.rootKey().accessKeyId(), "not-the-secret");
            assertEquals(403, listBuckets(cloud, wrong));
            assertEquals(
                    403,
                    client(cloud, wrong, "haneul")
                            .send("GET", "/_haneul/status", "", NOTHING)
                            .status());
            var root = client(cloud, cloud.rootKey(), "haneul");
            assertEquals(404, root.send("GET", "/_haneul/nonsense", "", NOTHING).status());
            assertEquals(
                    405, root.send("GET", "/_haneul/clock/advance", "", NOTHING).status());
            assertEquals(
                    404,
                    root.send("DELETE", "/_haneul/keys/AKIANONE", "", NOTHING).status());
            assertEquals(
                    409,
                    root.send("DELETE", "/_haneul/keys/" + cloud.rootKey().accessKeyId(), "", NOTHING)
                            .status());
            for (var body : List.of("", "{}", "{\"by\":\"-1d\"}", "{\"by\":1}", "[".repeat(100_000))) {
                assertEquals(
                        400,
                        root.send("POST", "/_haneul/clock/advance", "", body.getBytes(UTF_8))
                                .status(),
                        body);
            }
        }
    }

    @Test
    void refusesServicesThatAreNotBuiltInTheirOwnWords() {
        try (var cloud = Main.start(settings(0))) {
            var form = "Action=DescribeInstances&Version=2016-11-15".getBytes(UTF_8);
            var ec2 = client(cloud, cloud.rootKey(), "ec2").send("POST", "/", "", form);
            assertTrue(ec2.text().contains("<Response><Errors><Error><Code>"), ec2.text());
            var efs = client(cloud, cloud.rootKey(), "elasticfilesystem")
                    .send("GET", "/2015-02-01/file-systems", "", NOTHING);
            assertTrue(efs.status() >= 400 && efs.text().startsWith("{"), efs.text());
        }
    }

    @Test
    void takesNoFolderAndNoPortThatAnotherOneHas() throws IOException {
        try (var cloud = Main.start(settings(0))) {
            var failure = assertThrows(Failure.class, () -> Main.start(settings(0)));
            assertTrue(failure.getMessage().contains("in use by process"), failure.getMessage());
        }
        try (var taken = new ServerSocket(0)) {
            var failure = assertThrows(Failure.class, () -> Main.start(settings(taken.getLocalPort())));
            assertTrue(failure.getMessage().contains("--port"), failure.getMessage());
        }
        Main.start(settings(0)).close();
    }

    @Test
    void theCheckedInCoverageIsWhatIsRegistered() throws IOException {
        try (var cloud = Main.start(settings(0))) {
            assertEquals(
                    cloud.coverage(),
                    Files.readString(Sources.ROOT.resolve("docs/coverage.md")),
                    "docs/coverage.md is stale; run ./haneul coverage and check it in");
        }
    }
}
