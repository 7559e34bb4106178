package haneul.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The servers that can be measured, ours first. */
final class Servers {
    static final Presigner.Credentials CREDENTIALS = new Presigner.Credentials(
            "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1");
    private static final int FIRST_PORT = 17_480;

    /** How tables list them. */
    static final List<String> ORDER = List.of("haneul", "s3proxy", "radosgw", "moto", "nginx");

    private Servers() {}

    static List<Server> all(Path repository) {
        return List.of(
                new Haneul(repository, FIRST_PORT, ""),
                new S3Proxy(repository),
                new Moto(),
                new Radosgw(repository),
                new Nginx());
    }

    /** Our server as the launcher starts it. */
    static final class Haneul extends Launched {
        private final Path repository;
        private final String options;

        /** {@code options} replaces the launcher's JVM options when not empty. */
        Haneul(Path repository, int port, String options) {
            super("haneul", port, CREDENTIALS);
            this.repository = repository;
            this.options = options;
        }

        @Override
        public Optional<String> missing() {
            Path launcher = repository.resolve("haneul");
            return Files.isExecutable(launcher) ? Optional.empty() : Optional.of("no launcher at " + launcher);
        }

        @Override
        List<String> command(Path folder) {
            return List.of(
                    repository.resolve("haneul").toString(),
                    "up",
                    "--port",
                    String.valueOf(port()),
                    "--data",
                    folder.resolve("data").toString());
        }

        @Override
        Map<String, String> environment() {
            Map<String, String> environment = new java.util.HashMap<>(Map.of(
                    "HANEUL_ROOT_ACCESS_KEY",
                    CREDENTIALS.accessKey(),
                    "HANEUL_ROOT_SECRET_KEY",
                    CREDENTIALS.secretKey()));
            if (!options.isEmpty()) {
                environment.put("HANEUL_JAVA_OPTS", options);
            }
            return environment;
        }
    }

    /** S3Proxy 2.9.0 over its file system provider; it never syncs. */
    static final class S3Proxy extends Launched {
        private final Path repository;
        private String classPath;

        S3Proxy(Path repository) {
            super("s3proxy", FIRST_PORT + 1, CREDENTIALS);
            this.repository = repository;
        }

        @Override
        public Optional<String> missing() {
            try {
                classPath = Command.output(
                        List.of(repository.resolve("bench/peers/s3proxy.sh").toString()));
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of("its jars cannot be fetched: " + e.getMessage());
            }
        }

        @Override
        List<String> command(Path folder) throws IOException {
            Path files = Files.createDirectories(folder.resolve("files"));
            Path properties = Files.writeString(folder.resolve("s3proxy.conf"), """
                    s3proxy.authorization=aws-v2-or-v4
                    s3proxy.endpoint=http://127.0.0.1:%d
                    s3proxy.identity=%s
                    s3proxy.credential=%s
                    jclouds.provider=filesystem-nio2
                    jclouds.filesystem.basedir=%s
                    """.formatted(
                            port(), CREDENTIALS.accessKey(), CREDENTIALS.secretKey(), files));
            Path logback = Files.writeString(folder.resolve("logback.xml"), """
                    <configuration>
                      <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                        <encoder><pattern>%d %p %m%n</pattern></encoder>
                      </appender>
                      <root level="WARN"><appender-ref ref="out"/></root>
                    </configuration>
                    """);
            return List.of(
                    Command.java(),
                    "-Xmx1g",
                    "-Dlogback.configurationFile=" + logback,
                    "-cp",
                    classPath,
                    "org.gaul.s3proxy.Main",
                    "--properties",
                    properties.toString());
        }
    }

    /** The moto library's server: everything in memory, one Python process. */
    static final class Moto extends Launched {
        private static final int MOST_KEYS = 3_500;
        private static final long LARGEST = 64 * 1024;

        Moto() {
            super("moto", FIRST_PORT + 2, CREDENTIALS);
        }

        @Override
        public Optional<String> missing() {
            return needs("moto_server");
        }

        @Override
        public Optional<String> excused(Cell cell) {
            return cell.size() > LARGEST || cell.lists()
                    ? Optional.of("keeps everything in memory, a mock for tests")
                    : Optional.empty();
        }

        @Override
        public int keys(Cell cell) {
            return Math.min(cell.keys(), MOST_KEYS);
        }

        @Override
        List<String> command(Path folder) {
            return List.of("moto_server", "-H", "127.0.0.1", "-p", String.valueOf(port()));
        }
    }

    /** Ceph's gateway with one OSD, started by its own script. */
    static final class Radosgw extends Launched {
        private final Path script;
        private Path folder;
        private List<Long> ids = List.of();

        Radosgw(Path repository) {
            super("radosgw", FIRST_PORT + 10, CREDENTIALS);
            this.script = repository.resolve("bench/peers/radosgw.sh");
        }

        @Override
        public Optional<String> missing() {
            return List.of("radosgw", "ceph-osd", "ceph-mon", "ceph-mgr", "ceph").stream()
                    .flatMap(program -> needs(program).stream())
                    .findFirst();
        }

        @Override
        List<String> command(Path folder) {
            return List.of(
                    script.toString(),
                    "start",
                    folder.toString(),
                    String.valueOf(port()),
                    CREDENTIALS.accessKey(),
                    CREDENTIALS.secretKey());
        }

        @Override
        public void start(Path folder) throws IOException, InterruptedException {
            this.folder = folder;
            ids = Command.output(command(folder))
                    .lines()
                    .map(String::strip)
                    .map(Long::valueOf)
                    .toList();
        }

        @Override
        public ProcessTree processes() {
            return new ProcessTree(ids);
        }

        @Override
        public void close() {
            if (folder != null) {
                try {
                    Command.output(List.of(script.toString(), "stop", folder.toString()));
                } catch (IOException e) {
                    System.err.println("radosgw did not stop cleanly: " + e.getMessage());
                }
            }
        }
    }

    /** nginx serving files with sendfile and without any signature: the ceiling for GET. */
    static final class Nginx implements Server {
        private static final int PORT = FIRST_PORT + 3;
        private Process process;
        private Path files;

        @Override
        public String name() {
            return "nginx";
        }

        @Override
        public Optional<String> missing() {
            return Launched.needs("nginx").filter(reason -> !Files.isExecutable(Path.of("/usr/sbin/nginx")));
        }

        @Override
        public Optional<String> excused(Cell cell) {
            return cell.method().equals("GET") ? Optional.empty() : Optional.of("serves files only");
        }

        /** Fewer, so that the cache of open files holds them all below the usual limit of 20,000 descriptors. */
        @Override
        public int keys(Cell cell) {
            return Math.min(cell.keys(), 10_000);
        }

        @Override
        public void start(Path folder) throws IOException, InterruptedException {
            files = Files.createDirectories(folder.resolve("files"));
            Path configuration = Files.writeString(folder.resolve("nginx.conf"), """
                    daemon off; user root; worker_processes 2; worker_rlimit_nofile 65536; pid %1$s/nginx.pid;
                    error_log %1$s/error.log;
                    events { worker_connections 1024; }
                    http {
                      access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; keepalive_timeout 600s;
                      open_file_cache max=12000 inactive=600s; open_file_cache_valid 600s; default_type text/plain;
                      client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fastcgi;
                      uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                      server { listen 127.0.0.1:%2$d; root %1$s/files; }
                    }
                    """.formatted(folder, PORT));
            process = new ProcessBuilder(
                            "/usr/sbin/nginx",
                            "-e",
                            folder.resolve("start.log").toString(),
                            "-p",
                            folder.toString(),
                            "-c",
                            configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output.log").toFile())
                    .start();
            Launched.awaitAnswer(PORT, java.time.Duration.ofSeconds(10), process);
        }

        @Override
        public int port() {
            return PORT;
        }

        @Override
        public ProcessTree processes() {
            return new ProcessTree(new ArrayList<>(List.of(process.pid())));
        }

        @Override
        public String target(String method, String bucket, String key) {
            return "/" + bucket + "/" + key;
        }

        @Override
        public void createBucket(String bucket) throws IOException {
            Files.createDirectories(files.resolve(bucket));
        }

        /** Puts an object where GET finds it. */
        void store(String bucket, String key, byte[] content) throws IOException {
            Path file = files.resolve(bucket).resolve(key);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        }

        @Override
        public void close() {
            Launched.stop(process);
        }
    }

    /** Runs programs that end by themselves. */
    static final class Command {
        private static final long LIMIT_SECONDS = 300;

        private Command() {}

        static String java() {
            return Path.of(System.getProperty("java.home"), "bin", "java").toString();
        }

        /** What the program prints; fails with its last words when it does not end well within five minutes. */
        static String output(List<String> command) throws IOException {
            Path out = Files.createTempFile("haneul-bench", ".out");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
                boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
                String text = Files.readString(out).strip();
                if (!ended || process.exitValue() != 0) {
                    process.destroyForcibly();
                    throw new IOException(command.getFirst() + ": "
                            + text.lines().reduce((a, b) -> b).orElse("failed"));
                }
                return text;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(command.getFirst() + " was interrupted", e);
            } finally {
                Files.deleteIfExists(out);
            }
        }
    }
}
