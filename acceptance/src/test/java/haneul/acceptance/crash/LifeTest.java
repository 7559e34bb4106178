package haneul.acceptance.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.acceptance.Cloud;
import haneul.acceptance.Expect;
import haneul.acceptance.Request;
import haneul.acceptance.Scene;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The launcher's contract: start, stop, kill, start again on the same folder. */
final class LifeTest {

    @RegisterExtension
    static final Scene scene = Scene.alone(Map.of());

    @Test
    void everythingIsStillThereAfterAStopAndAfterAKill() {
        var cloud = scene.cloud();
        var bucket = scene.bucket();
        var content = Scene.bytes(500_000, 1);
        Expect.status(
                200, scene.send(Request.object("PUT", bucket, "k").body(content).header("x-amz-meta-a", "1")));
        cloud.stop();
        assertFalse(Files.exists(cloud.data().resolve("haneul.pid")), "a clean stop leaves no process id");
        cloud.up();
        Expect.status(200, scene.send(Request.object("PUT", bucket, "l").body("after the stop")));
        cloud.kill();
        cloud.up();
        var got = Expect.status(200, scene.send(Request.object("GET", bucket, "k")));
        assertEquals("1", got.header("x-amz-meta-a").orElse("none"));
        assertTrue(Arrays.equals(content, got.body()));
        assertEquals(
                "after the stop", scene.send(Request.object("GET", bucket, "l")).text());
    }

    @Test
    void twoServersCannotShareAFolder() {
        var cloud = scene.cloud();
        cloud.launch("up", "--detach", "--port", "0", "--data", cloud.data().toString())
                .failed();
        assertEquals(200, scene.send(Request.of("GET", "/")).status());
    }

    @Test
    void secretsAreNotForOthersToRead() throws Exception {
        try (var files = Files.walk(scene.cloud().data())) {
            for (var file : files.toList()) {
                var permissions = Files.getPosixFilePermissions(file);
                assertFalse(
                        permissions.contains(PosixFilePermission.OTHERS_READ)
                                && file.equals(scene.cloud().data()),
                        "others may enter " + file);
            }
        }
    }

    @Test
    void downStopsItAndUpBringsItBack() {
        var cloud = scene.cloud();
        cloud.launch("down", "--data", cloud.data().toString()).ok();
        assertTrue(cloud.process().isEmpty());
        cloud.up();
        assertEquals(200, scene.send(Request.of("GET", "/")).status());
        assertTrue(cloud.launch("status", "--data", cloud.data().toString())
                .ok()
                .contains(String.valueOf(cloud.endpoint().getPort())));
    }

    @Test
    void theRootKeyMayBeChosen() {
        var key = Map.of(
                "HANEUL_ROOT_ACCESS_KEY", "AKIACHOSENCHOSEN0000", "HANEUL_ROOT_SECRET_KEY", "chosen+secret/with=signs");
        try (var chosen = Cloud.start(key)) {
            assertEquals("AKIACHOSENCHOSEN0000", chosen.identity().accessKey());
            assertEquals(200, chosen.send(Request.of("GET", "/")).status());
        }
    }

    @Test
    void theClockMovesForwardAndClientsGoOnSigning() {
        try (var cloud = Cloud.start(Map.of())) {
            assertEquals(200, cloud.send(Request.of("GET", "/")).status());
            cloud.launch("clock", "advance", "31d", "--data", cloud.data().toString())
                    .ok();
            Expect.status(200, cloud.send(Request.of("GET", "/")));
            var made = cloud.send(Request.of("PUT", "/later")
                    .body("<CreateBucketConfiguration><LocationConstraint>"
                            + cloud.identity().region() + "</LocationConstraint></CreateBucketConfiguration>"));
            Expect.status(200, made);
            var advanced = Instant.now().plus(Duration.ofDays(30));
            assertTrue(Instant.parse(cloud.send(Request.of("GET", "/")).first("CreationDate"))
                    .isAfter(advanced));
            cloud.kill();
            cloud.up();
            Expect.status(200, cloud.send(Request.object("PUT", "later", "k").body("x")));
            var modified = cloud.send(Request.of("GET", "/later")).first("LastModified");
            assertTrue(Instant.parse(modified).isAfter(advanced), modified);
            cloud.launch("clock", "advance", "-1d", "--data", cloud.data().toString())
                    .failed();
        }
    }
}
