package haneul.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures this server beside others on one machine in one run: all are up, and they take turns cell by cell in several
 * rounds, so that a disturbance of the machine meets all of them. See {@code bench/run --help}.
 */
public final class Bench {
    private static final int LARGE_LOAD_SECONDS = 240;

    private final Options options;
    private final Report report;
    private final Map<String, Map<String, Optional<String>>> loaded = new LinkedHashMap<>();

    private Bench(Options options) {
        this.options = options;
        this.report = new Report(options);
    }

    /** Runs the cells named by the arguments and prints the tables; {@code --write} also puts them into the docs. */
    public static void main(String[] arguments) throws Exception {
        Options options = Options.parse(arguments);
        if (options.help()) {
            System.out.println(Options.HELP);
            return;
        }
        Disk.delete(options.folder());
        Files.createDirectories(options.folder());
        new Bench(options).run();
    }

    private void run() throws IOException, InterruptedException {
        if (options.wants("md5")) {
            report.processor(Processor.measure());
        }
        if (options.wants("start")) {
            report.starts(Starts.measure(options));
        }
        if (options.wants("memory")) {
            report.memory(Memory.measure(options));
        }
        if (!options.cells().isEmpty()) {
            compare();
        }
        String text = report.text();
        System.out.println(text);
        if (options.write()) {
            Path docs = Files.createDirectories(options.repository().resolve("docs"));
            Files.writeString(docs.resolve("benchmarks.md"), report.document());
        }
        Disk.delete(options.folder());
    }

    private void compare() throws IOException, InterruptedException {
        List<Server> running = new ArrayList<>();
        try {
            for (Server server : Servers.all(options.repository())) {
                start(server, running);
            }
            for (int round = 0; round <= options.rounds(); round++) {
                for (Cell cell : options.cells()) {
                    for (int turn = 0; turn < running.size(); turn++) {
                        turn(running.get((turn + round) % running.size()), cell, round);
                    }
                }
                report.processor(Processor.measure());
            }
        } finally {
            running.reversed().forEach(Server::close);
        }
    }

    private void start(Server server, List<Server> running) throws InterruptedException {
        if (!options.wantsServer(server.name())) {
            return;
        }
        Optional<String> missing = server.missing();
        if (missing.isPresent()) {
            report.absent(server.name(), missing.get());
            return;
        }
        running.add(server);
        try {
            say("starting " + server.name());
            server.start(options.folder().resolve(server.name()));
        } catch (IOException e) {
            report.absent(server.name(), e.getMessage());
            running.remove(server);
            server.close();
        }
    }

    /** One server's turn in one cell; round 0 only warms up. */
    private void turn(Server server, Cell cell, int round) throws IOException {
        Optional<String> excuse = server.excused(cell);
        if (excuse.isEmpty()) {
            excuse = Disk.shortage(options.folder(), cell);
        }
        if (excuse.isEmpty()) {
            excuse = load(server, cell);
        }
        if (excuse.isPresent()) {
            report.excuse(server.name(), cell, excuse.get());
            return;
        }
        Path script = options.repository().resolve("bench/wrk.lua");
        int seconds = round == 0 ? options.warmSeconds(cell) : options.seconds(cell);
        Sample sample = Sample.measure(server, cell, seconds, options.folder(), script);
        say(String.format(
                "round %d %-14s %-9s %10.1f/s p50 %8.2f ms p99 %8.2f ms %9.1f us cpu %5d MiB%s",
                round,
                cell.name(),
                server.name(),
                sample.perSecond(),
                sample.p50(),
                sample.p99(),
                sample.cpuMicros(),
                sample.memoryMiB(),
                sample.bad() == 0 ? "" : " BAD " + sample.bad()));
        if (round > 0) {
            report.sample(server.name(), cell, sample);
        }
    }

    private Optional<String> load(Server server, Cell cell) throws IOException {
        Map<String, Optional<String>> buckets = loaded.computeIfAbsent(server.name(), name -> new LinkedHashMap<>());
        if (!buckets.containsKey(cell.bucket())) {
            long begin = System.nanoTime();
            Optional<String> failure = cell.keys() > 100_000 && !server.name().equals("haneul")
                    ? Optional.of("loading takes too long")
                    : Loader.load(server, cell, Duration.ofSeconds(LARGE_LOAD_SECONDS));
            say(String.format(
                    "%s: %,d objects of %s in %.1f s%s",
                    server.name(),
                    server.keys(cell),
                    cell.bucket(),
                    (System.nanoTime() - begin) / 1e9,
                    failure.map(reason -> " FAILED: " + reason).orElse("")));
            buckets.put(cell.bucket(), failure);
        }
        return buckets.get(cell.bucket());
    }

    static void say(String text) {
        System.err.println("bench: " + text);
    }
}
