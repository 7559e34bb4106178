package haneul.acceptance.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.acceptance.Cloud;
import haneul.acceptance.Scene;
import haneul.acceptance.soak.BigTransfers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Invariant 4: memory per request is bounded, whatever the object's size. */
final class MemoryTest {

    @Test
    void largeTransfersFitASmallHeap() {
        Assumptions.assumeTrue(Cloud.launcherAvailable(), "needs the launcher: -Dhaneul.launcher=/path/to/haneul");
        var result = BigTransfers.run("-Xmx256m -XX:+UseSerialGC", 16, 64);
        assertTrue(result.ownMib() < 256 + 250, result::toString);
    }

    @Test
    void anIdleServerIsSmallAndStartsFast() {
        Assumptions.assumeTrue(Cloud.launcherAvailable(), "needs the launcher: -Dhaneul.launcher=/path/to/haneul");
        var scene = Scene.alone(Map.of());
        try (var cloud = scene.cloud()) {
            cloud.usage()
                    .ifPresent(u -> assertTrue(u.residentKib() <= 200 * 1024, "idle resident KiB: " + u.residentKib()));
            cloud.stop();
            var restart = cloud.up();
            assertTrue(restart.compareTo(Duration.ofSeconds(10)) < 0, "restart took " + restart);
        }
    }
}
