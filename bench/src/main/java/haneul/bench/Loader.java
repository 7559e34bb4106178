package haneul.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Creates the objects that a cell reads or overwrites. */
final class Loader {
    private static final int CONNECTIONS = 16;

    private Loader() {}

    /** Puts all objects of the cell; the reason when the server refuses or is not done within the limit. */
    static Optional<String> load(Server server, Cell cell, Duration limit) throws IOException {
        server.createBucket(cell.bucket());
        if (server instanceof Servers.Nginx nginx) {
            byte[] content = new byte[Math.toIntExact(cell.size())];
            for (int index = 0; index < server.keys(cell); index++) {
                nginx.store(cell.bucket(), cell.key(index), content);
            }
            return Optional.empty();
        }
        long deadline = System.nanoTime() + limit.toNanos();
        AtomicInteger next = new AtomicInteger();
        List<Callable<Optional<String>>> clients = new ArrayList<>();
        int connections = cell.size() > 1 << 20 ? 1 : Math.min(CONNECTIONS, server.keys(cell));
        for (int client = 0; client < connections; client++) {
            clients.add(() -> put(server, cell, next, deadline));
        }
        return together(clients).stream().flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> put(Server server, Cell cell, AtomicInteger next, long deadline)
            throws IOException {
        try (Connection connection = new Connection(server.port())) {
            for (int index = next.getAndIncrement(); index < server.keys(cell); index = next.getAndIncrement()) {
                String target = server.target("PUT", cell.bucket(), cell.key(index));
                Connection.Answer answer = connection.exchange("PUT", target, cell.size());
                if (!answer.good()) {
                    return Optional.of("answers " + answer.status() + " to PUT " + cell.key(index));
                }
                if (System.nanoTime() > deadline) {
                    return Optional.of("only " + index + " of " + cell.keys() + " keys within the time limit");
                }
            }
            return Optional.empty();
        }
    }

    /** Runs all tasks at once, each on its own thread, and returns their results. */
    static <T> List<T> together(List<Callable<T>> tasks) throws IOException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = tasks.stream().map(threads::submit).toList();
            List<T> results = new ArrayList<>();
            for (Future<T> task : running) {
                results.add(task.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IOException("a client failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
