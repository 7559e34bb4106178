package haneul.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server of one process that speaks S3, and how it is started and stopped. */
abstract class Launched implements Server {
    private final String name;
    private final int port;
    private final Presigner presigner;
    private Process process;

    Launched(String name, int port, Presigner.Credentials credentials) {
        this.name = name;
        this.port = port;
        this.presigner = new Presigner(port, credentials);
    }

    /** The command that starts the server on the folder, in the foreground. */
    abstract List<String> command(Path folder) throws IOException;

    Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int port() {
        return port;
    }

    @Override
    public void start(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        ProcessBuilder builder = new ProcessBuilder(command(folder))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile());
        builder.environment().putAll(environment());
        process = builder.start();
        awaitAnswer(port, Duration.ofSeconds(60), process);
    }

    /** Waits until anything speaks HTTP on the port. */
    static void awaitAnswer(int port, Duration limit, Process process) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            try (Connection connection = new Connection(port)) {
                connection.exchange("GET", "/", 0);
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadline || !process.isAlive()) {
                    throw new IOException("nothing answers on port " + port + " within " + limit.toSeconds() + " s", e);
                }
                TimeUnit.MILLISECONDS.sleep(2);
            }
        }
    }

    @Override
    public ProcessTree processes() {
        return new ProcessTree(List.of(process.pid()));
    }

    @Override
    public String target(String method, String bucket, String key) {
        String path = "/" + bucket + (key.isEmpty() ? "" : "/" + key);
        return method.equals("LIST")
                ? presigner.target("GET", "/" + bucket, "list-type=2&max-keys=1000")
                : presigner.target(method, path, "");
    }

    @Override
    public void createBucket(String bucket) throws IOException {
        try (Connection connection = new Connection(port)) {
            Connection.Answer answer = connection.exchange("PUT", target("PUT", bucket, ""), 0);
            if (!answer.good() && answer.status() != 409) {
                throw new IOException(name + " answers " + answer.status() + " to the creation of bucket " + bucket);
            }
        }
    }

    @Override
    public void close() {
        stop(process);
    }

    /** Ends a process and its descendants: asks, waits ten seconds, then forces. */
    static void stop(Process process) {
        if (process == null) {
            return;
        }
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /** A reason when the program is not on the path. */
    static Optional<String> needs(String program) {
        boolean found = List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        return found ? Optional.empty() : Optional.of(program + " is not installed");
    }
}
