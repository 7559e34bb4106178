package haneul.acceptance.soak;

import haneul.acceptance.Cloud;
import haneul.acceptance.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills a server with {@code SIGKILL} at random moments under concurrent load, starts it again on the same folder and
 * compares everything with a model: acknowledged results are all there, unknown ones happened wholly or not at all.
 */
public final class KillLoop implements AutoCloseable {

    private static final long MAX_DISK_BYTES = 6L << 30;
    private static final int LONGEST_LOAD_MILLIS = 5_000;

    /** What one kill saw. */
    public record Round(int number, long operations, Duration restart, long diskBytes) {}

    private final long seed;
    private final SplittableRandom random;
    private final Cloud cloud;
    private final List<Load> loads = new ArrayList<>();
    private final AtomicLong operations = new AtomicLong();
    private volatile boolean killed;
    private int rounds;

    /** Starts a server of its own. The seed decides the load and the moments; timing stays the machine's. */
    public KillLoop(long seed) {
        this.seed = seed;
        random = new SplittableRandom(seed);
        cloud = Cloud.start(Map.of());
        try {
            prepare();
        } catch (RuntimeException e) {
            cloud.close();
            throw e;
        }
    }

    private void prepare() {
        try (var caller = new Caller(cloud, () -> false)) {
            for (var bucket : List.of("plain", "versions")) {
                PlainKeys.expect(
                        200,
                        "create bucket",
                        PlainKeys.answer(
                                caller,
                                Request.of("PUT", "/" + bucket)
                                        .body("<CreateBucketConfiguration><LocationConstraint>"
                                                + cloud.identity().region()
                                                + "</LocationConstraint></CreateBucketConfiguration>")));
            }
            PlainKeys.expect(
                    200,
                    "enable versions",
                    PlainKeys.answer(
                            caller,
                            Request.of("PUT", "/versions")
                                    .query("versioning")
                                    .body("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguratio"
                                            + "n>")));
        }
        for (int i = 0; i < 4; i++) {
            loads.add(new PlainKeys("plain", "plain-" + i + "-", random.split(), 3 << 20));
        }
        for (int i = 0; i < 2; i++) {
            loads.add(new VersionedKeys("versions", "versioned-" + i + "-", random.split()));
            loads.add(new Uploads("plain", "upload-" + i, random.split()));
        }
        var contest = new Contest("plain", "counter", random.split());
        loads.addAll(List.of(contest, contest, contest));
    }

    /** Loads, kills, restarts, verifies. Throws {@link Violation} when a promise was broken. */
    public Round round() {
        killed = false;
        operations.set(0);
        var problems = new ConcurrentLinkedQueue<RuntimeException>();
        var enough = new CountDownLatch(random.nextInt(6) == 0 ? random.nextInt(10) : random.nextInt(20, 300));
        try (var threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            for (var load : loads) {
                threads.submit(() -> drive(load, problems, enough));
            }
            await(enough, LONGEST_LOAD_MILLIS);
            LockSupport.parkNanos(random.nextLong(30_000_000));
            killed = true;
            cloud.kill();
        }
        throwFirst(problems);
        var restart = cloud.up();
        try (var caller = new Caller(cloud, () -> false)) {
            loads.stream().distinct().forEach(l -> l.verify(caller));
        }
        rounds++;
        return new Round(rounds, operations.get(), restart, disk());
    }

    public long seed() {
        return seed;
    }

    @Override
    public void close() {
        cloud.close();
    }

    private void drive(Load load, ConcurrentLinkedQueue<RuntimeException> problems, CountDownLatch enough) {
        try (var caller = new Caller(cloud, () -> killed)) {
            while (!killed && load.step(caller)) {
                operations.incrementAndGet();
                enough.countDown();
            }
        } catch (RuntimeException e) {
            problems.add(e);
        }
    }

    private static void throwFirst(ConcurrentLinkedQueue<RuntimeException> problems) {
        if (!problems.isEmpty()) {
            var first = problems.remove();
            problems.forEach(first::addSuppressed);
            throw first;
        }
    }

    private static void await(CountDownLatch enough, int millis) {
        try {
            enough.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private long disk() {
        try (var files = Files.walk(cloud.data())) {
            long bytes = 0;
            for (var file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.exists(file) ? allocated(file) : 0;
            }
            if (bytes > MAX_DISK_BYTES) {
                throw new Violation("the data folder has grown to " + bytes + " bytes for a few hundred small objects");
            }
            return bytes;
        } catch (IOException e) {
            throw new IllegalStateException("cannot measure " + cloud.data(), e);
        }
    }

    private static long allocated(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException collected) {
            return 0;
        }
    }
}
