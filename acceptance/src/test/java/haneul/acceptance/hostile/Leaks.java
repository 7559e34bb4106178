package haneul.acceptance.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.acceptance.Cloud;
import haneul.acceptance.Request;
import haneul.acceptance.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Compares what the server holds before and after an attack, and whether it still works. */
record Leaks(Cloud cloud, Optional<Usage> before) {

    private static final long MAX_GROWTH_KIB = 450 * 1024;
    private static final int MAX_MORE_DESCRIPTORS = 8;

    static Leaks watch(Cloud cloud) {
        healthy(cloud);
        return new Leaks(cloud, cloud.usage());
    }

    /** The server answers, has closed what the attack opened, and has not grown by more than its heap may. */
    void none() {
        healthy(cloud);
        if (before.isEmpty()) {
            return;
        }
        var deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (now().descriptors() > before.get().descriptors() + MAX_MORE_DESCRIPTORS
                && Instant.now().isBefore(deadline)) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        assertTrue(
                now().descriptors() <= before.get().descriptors() + MAX_MORE_DESCRIPTORS,
                () -> "open descriptors: " + before.get().descriptors() + " before, " + now().descriptors() + " after");
        assertTrue(
                now().ownKib() <= before.get().ownKib() + MAX_GROWTH_KIB,
                () -> "own KiB: " + before.get().ownKib() + " before, " + now().ownKib() + " after");
    }

    private Usage now() {
        return cloud.usage().orElseThrow(() -> new AssertionError("the server is gone"));
    }

    static void healthy(Cloud cloud) {
        assertEquals(200, cloud.send(Request.of("GET", "/")).status());
    }
}
