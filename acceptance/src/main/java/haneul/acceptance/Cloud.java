package haneul.acceptance;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A started cloud in a data folder of its own, known only by its launcher and by HTTP. Closing it stops the process by
 * its id and removes the folder; the end of this process closes what is still open. With {@code HANEUL_ENDPOINT} in
 * the environment {@link #shared()} is that server instead, under the access key of the environment; it is never
 * stopped.
 */
public final class Cloud implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Object LOCK = new Object();
    private static final Set<Cloud> OPEN = ConcurrentHashMap.newKeySet();
    private static Cloud shared;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(Cloud::close)));
    }

    private final Path home;
    private final Map<String, String> options;
    private final URI endpoint;
    private final boolean own;
    private Map<String, String> environment;

    private Cloud(Path home, URI endpoint, Map<String, String> options, boolean own) {
        this.home = home;
        this.endpoint = endpoint;
        this.options = Map.copyOf(options);
        this.own = own;
    }

    /** The one server most tests share. It ends with this process. */
    public static Cloud shared() {
        synchronized (LOCK) {
            if (shared == null) {
                shared = open(System.getenv("HANEUL_ENDPOINT"));
            }
            return shared;
        }
    }

    /** Starts a server of our own with variables such as {@code HANEUL_JAVA_OPTS}. */
    public static Cloud start(Map<String, String> options) {
        try {
            int port;
            try (var free = new ServerSocket(0)) {
                port = free.getLocalPort();
            }
            var home = Files.createTempDirectory("haneul-acceptance-");
            var cloud = new Cloud(home, URI.create("http://127.0.0.1:" + port), options, true);
            OPEN.add(cloud);
            cloud.up();
            return cloud;
        } catch (IOException e) {
            throw new IllegalStateException("cannot make a data folder or find a port", e);
        }
    }

    /** The launcher: system property {@code haneul.launcher}, else {@code haneul} in this folder or the one above. */
    public static Path launcher() {
        return findLauncher()
                .orElseThrow(() -> new IllegalStateException("name the launcher: -Dhaneul.launcher=/path/to/haneul"));
    }

    /** Whether servers of our own can be started. */
    public static boolean launcherAvailable() {
        return findLauncher().isPresent();
    }

    private static Optional<Path> findLauncher() {
        return Stream.concat(
                        Optional.ofNullable(System.getProperty("haneul.launcher")).map(Path::of).stream(),
                        Stream.of(Path.of("haneul"), Path.of("../haneul")))
                .filter(p -> Files.isRegularFile(p) && Files.isExecutable(p))
                .findFirst()
                .map(p -> p.toAbsolutePath().normalize());
    }

    /** Starts the process on its folder and port and returns when it is ready. Returns the time this took. */
    public Duration up() {
        long begun = System.nanoTime();
        launch("up", "--detach", "--port", String.valueOf(endpoint.getPort()), "--data", data().toString())
                .ok();
        var took = Duration.ofNanos(System.nanoTime() - begun);
        if (environment == null) {
            environment = readEnvironment();
        }
        return took;
    }

    /** Kills the process at once, as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        await(process().orElseThrow(() -> new IllegalStateException("not running: " + data())), true);
    }

    /** Asks the process to stop (SIGTERM) and waits until it is gone. */
    public void stop() {
        await(process().orElseThrow(() -> new IllegalStateException("not running: " + data())), false);
    }

    /** The process, while it runs. */
    public Optional<ProcessHandle> process() {
        try {
            var file = data().resolve("haneul.pid");
            return Files.exists(file)
                    ? ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                            .filter(ProcessHandle::isAlive)
                    : Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the process id in " + data(), e);
        }
    }

    /** What the process uses; empty for a server that is not ours or a system without {@code /proc}. */
    public Optional<Usage> usage() {
        return own ? process().flatMap(p -> Usage.of(p.pid())) : Optional.empty();
    }

    public boolean own() {
        return own;
    }

    public URI endpoint() {
        return endpoint;
    }

    /** Host and port as clients send them. */
    public String host() {
        return endpoint.getHost() + ":" + endpoint.getPort();
    }

    public Path data() {
        return home.resolve("data");
    }

    /** What {@code haneul env} exports. */
    public Map<String, String> environment() {
        return environment;
    }

    public Identity identity() {
        return new Identity(
                environment.get("AWS_ACCESS_KEY_ID"),
                environment.get("AWS_SECRET_ACCESS_KEY"),
                environment.get("AWS_REGION"));
    }

    /** Signs a request with the root key, sends it on a new connection and reads the answer. */
    public Reply send(Request request) {
        return sendRaw(Signer.s3(identity()).sign(request, host()));
    }

    /** Sends a request as it is; only Host is added when missing. */
    public Reply sendRaw(Request request) {
        try {
            return Wire.once(endpoint, request.first("Host").isPresent() ? request : request.header("Host", host()));
        } catch (IOException e) {
            throw new AssertionError("no answer to " + request.method() + " " + request.target() + ": " + e, e);
        }
    }

    /** Runs a verb of the launcher. */
    public Shell.Result launch(String... arguments) {
        var command = new ArrayList<>(List.of(launcher().toString()));
        command.addAll(List.of(arguments));
        try {
            return new Shell(home, options, PATIENCE).run(command);
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command, e);
        }
    }

    @Override
    public void close() {
        if (OPEN.remove(this)) {
            if (own) {
                process().ifPresent(p -> await(p, true));
            }
            remove(home);
        }
    }

    private static Cloud open(String endpoint) {
        if (endpoint == null || endpoint.isBlank()) {
            return start(Map.of());
        }
        try {
            var cloud =
                    new Cloud(Files.createTempDirectory("haneul-acceptance-"), URI.create(endpoint), Map.of(), false);
            var variables = new HashMap<>(System.getenv());
            variables.putIfAbsent("AWS_REGION", "ap-northeast-2");
            variables.put("AWS_ENDPOINT_URL", endpoint);
            cloud.environment = Map.copyOf(variables);
            OPEN.add(cloud);
            return cloud;
        } catch (IOException e) {
            throw new IllegalStateException("cannot make a scratch folder", e);
        }
    }

    private Map<String, String> readEnvironment() {
        var shell = new Shell(home, options, PATIENCE);
        try {
            var printed = shell.run(
                            "bash",
                            "-c",
                            "eval \"$(\"$0\" env --data \"$1\")\" && env -0",
                            launcher().toString(),
                            data().toString())
                    .ok();
            var variables = new HashMap<String, String>();
            for (var line : printed.split("\0")) {
                int equals = line.indexOf('=');
                if (line.startsWith("AWS_") || line.startsWith("HANEUL_")) {
                    variables.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
            return Map.copyOf(variables);
        } catch (IOException e) {
            throw new IllegalStateException("cannot run the launcher", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the environment", e);
        }
    }

    private static void await(ProcessHandle process, boolean force) {
        try {
            if (force) {
                process.destroyForcibly();
            } else {
                process.destroy();
            }
            process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while process " + process.pid() + " ends", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("process " + process.pid() + " did not end", e);
        }
    }

    private static void remove(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot remove " + folder, e);
        }
    }
}
