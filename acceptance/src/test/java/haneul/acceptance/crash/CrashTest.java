package haneul.acceptance.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.acceptance.Cloud;
import haneul.acceptance.soak.KillLoop;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Row SUP-27 and invariants 1 and 2: what was acknowledged survives {@code kill -9}, what was not is whole or absent.
 */
final class CrashTest {

    private static final int KILLS = 10;

    @BeforeAll
    static void needsALauncher() {
        Assumptions.assumeTrue(Cloud.launcherAvailable(), "needs the launcher: -Dhaneul.launcher=/path/to/haneul");
    }

    @Test
    void tenKillsUnderLoadLoseNothing() {
        long seed = ThreadLocalRandom.current().nextInt(1_000_000_000);
        try (var loop = new KillLoop(seed)) {
            long operations = 0;
            for (int i = 0; i < KILLS; i++) {
                operations += loop.round().operations();
            }
            assertTrue(operations > KILLS * 10, "hardly any load: " + operations + " operations");
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }
}
