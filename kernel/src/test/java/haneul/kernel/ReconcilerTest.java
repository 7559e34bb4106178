package haneul.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static void ignore(String subject, Exception failure) {
        throw new AssertionError(subject, failure);
    }

    @Test
    void nudgesThatComeWhileItWorksMakeItWorkOnceMore() throws Exception {
        var runs = new AtomicInteger();
        var atOnce = new AtomicInteger();
        var started = new Semaphore(0);
        var mayEnd = new Semaphore(0);
        try (var reconciler = new Reconciler<String>(
                "test",
                List::of,
                subject -> {
                    assertEquals(1, atOnce.incrementAndGet());
                    runs.incrementAndGet();
                    started.release();
                    mayEnd.acquire();
                    atOnce.decrementAndGet();
                },
                NEVER,
                ReconcilerTest::ignore)) {
            reconciler.nudge("a");
            assertTrue(started.tryAcquire(20, TimeUnit.SECONDS));
            for (int i = 0; i < 5; i++) {
                reconciler.nudge("a");
            }
            mayEnd.release(2);
            assertTrue(reconciler.awaitIdle(LIMIT));
            assertEquals(2, runs.get());
        }
    }

    @Test
    void differentSubjectsDoNotWaitForEachOther() throws Exception {
        var both = new CountDownLatch(2);
        try (var reconciler = new Reconciler<String>(
                "test",
                () -> List.of("a", "b"),
                subject -> {
                    both.countDown();
                    assertTrue(both.await(20, TimeUnit.SECONDS));
                },
                NEVER,
                ReconcilerTest::ignore)) {
            reconciler.nudgeAll();
            assertTrue(reconciler.awaitIdle(LIMIT));
            assertEquals(0, both.getCount());
        }
    }

    @Test
    void failedWorkIsReportedAndRunsAgainOnTheTimer() throws Exception {
        var failures = new ConcurrentLinkedQueue<String>();
        var done = new CountDownLatch(1);
        var runs = new AtomicInteger();
        try (var reconciler = new Reconciler<String>(
                "test",
                () -> List.of("a"),
                subject -> {
                    if (runs.incrementAndGet() < 3) {
                        throw new IllegalStateException("not yet");
                    }
                    done.countDown();
                },
                Duration.ofMillis(5),
                (subject, failure) -> failures.add(subject + " " + failure.getMessage()))) {
            assertTrue(done.await(20, TimeUnit.SECONDS));
            assertEquals(List.of("a not yet", "a not yet"), List.copyOf(failures));
        }
    }

    @Test
    void afterItIsClosedNothingStarts() throws Exception {
        var runs = new AtomicInteger();
        var reconciler = new Reconciler<String>(
                "test", List::of, subject -> runs.incrementAndGet(), NEVER, ReconcilerTest::ignore);
        reconciler.close();
        reconciler.nudge("a");
        assertTrue(reconciler.awaitIdle(LIMIT));
        assertEquals(0, runs.get());
    }
}
