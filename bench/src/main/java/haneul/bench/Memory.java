package haneul.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What our server's memory does while 64 clients upload one large object each at once, and then download one at once.
 *
 * @param megabytesEach size of each object uploaded, in MiB
 * @param megabytesShared size of the object that all download, in MiB
 * @param idle resident MiB before
 * @param upload highest resident MiB during the uploads, without mapped files
 * @param download highest resident MiB during the downloads, without mapped files
 * @param mapped highest resident MiB of all, pages of mapped files included (the page cache may take those back)
 */
record Memory(
        int clients,
        long megabytesEach,
        long megabytesShared,
        long idle,
        long upload,
        double uploadRate,
        long download,
        double downloadRate,
        long mapped) {
    private static final int CLIENTS = 64;
    private static final long DEFAULT_MIB = 64;
    private static final long MOST_MIB = 1024;

    static Memory measure(Options options) throws IOException, InterruptedException {
        long room = Disk.room(options.folder()) / CLIENTS * 4 / 5 >> 20;
        long each = Math.min(room, options.full() ? MOST_MIB : options.quick() ? DEFAULT_MIB / 4 : DEFAULT_MIB);
        try (Server server = new Servers.Haneul(options.repository(), 17_491, "-Xmx512m -XX:+UseSerialGC")) {
            server.start(options.folder().resolve("memory"));
            server.createBucket("memory");
            long idle = server.processes().anonymousMiB();
            AtomicLong mapped = new AtomicLong();
            long[] up = run(server, "PUT", "object-", each, mapped);
            Bench.say(String.format("%d uploads of %d MiB at once: %d MiB peak, %d MB/s", CLIENTS, each, up[0], up[1]));
            long shared = options.quick() ? DEFAULT_MIB : MOST_MIB;
            transfer(server, "PUT", server.target("PUT", "memory", "shared"), shared << 20);
            long[] down = run(server, "GET", "shared", shared, mapped);
            Bench.say(String.format(
                    "%d downloads of %d MiB at once: %d MiB peak, %d MB/s", CLIENTS, shared, down[0], down[1]));
            return new Memory(CLIENTS, each, shared, idle, up[0], up[1], down[0], down[1], mapped.get());
        }
    }

    private static long[] run(Server server, String method, String key, long megabytesEach, AtomicLong mapped)
            throws IOException, InterruptedException {
        AtomicLong peak = new AtomicLong();
        Thread watcher = Thread.ofPlatform().start(() -> watch(server, peak, mapped));
        long size = megabytesEach << 20;
        long begin = System.nanoTime();
        List<Callable<Long>> clients = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            String target = server.target(method, "memory", key.endsWith("-") ? key + client : key);
            clients.add(() -> transfer(server, method, target, size));
        }
        try {
            Loader.together(clients);
        } finally {
            watcher.interrupt();
            watcher.join();
        }
        return new long[] {peak.get(), (long) (size * 1e3 * CLIENTS / (System.nanoTime() - begin))};
    }

    private static long transfer(Server server, String method, String target, long size) throws IOException {
        try (Connection connection = new Connection(server.port())) {
            Connection.Answer answer = connection.exchange(method, target, method.equals("PUT") ? size : 0);
            if (!answer.good() || method.equals("GET") && answer.body() != size) {
                throw new IOException(method + " answers " + answer);
            }
            return answer.body();
        }
    }

    private static void watch(Server server, AtomicLong peak, AtomicLong mapped) {
        try {
            while (true) {
                peak.accumulateAndGet(server.processes().anonymousMiB(), Math::max);
                mapped.accumulateAndGet(server.processes().residentMiB(), Math::max);
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
