package haneul.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Collects the samples of a run and renders them as Markdown. */
final class Report {
    private static final String OURS = "haneul";

    private final Options options;
    private final String load = load();
    private final Map<Cell, Map<String, List<Sample>>> samples = new LinkedHashMap<>();
    private final Map<String, String> absent = new LinkedHashMap<>();
    private final Map<Cell, Map<String, String>> excuses = new LinkedHashMap<>();
    private final List<Double> digests = new ArrayList<>();
    private Optional<Starts> starts = Optional.empty();
    private Optional<Memory> memory = Optional.empty();

    Report(Options options) {
        this.options = options;
    }

    void sample(String server, Cell cell, Sample sample) {
        samples.computeIfAbsent(cell, key -> new LinkedHashMap<>())
                .computeIfAbsent(server, key -> new ArrayList<>())
                .add(sample);
    }

    void absent(String server, String reason) {
        Bench.say(server + " takes no part: " + reason);
        absent.put(server, reason);
    }

    void excuse(String server, Cell cell, String reason) {
        excuses.computeIfAbsent(cell, key -> new LinkedHashMap<>()).putIfAbsent(server, reason);
    }

    void processor(double megabytesPerSecond) {
        digests.add(megabytesPerSecond);
    }

    void starts(Starts measured) {
        starts = Optional.of(measured);
    }

    void memory(Memory measured) {
        memory = Optional.of(measured);
    }

    /** The tables and the lines beside them. */
    String text() {
        StringBuilder text = new StringBuilder();
        samples.forEach((cell, servers) -> text.append(table(cell, servers)));
        if (!digests.isEmpty()) {
            text.append(String.format(
                    "%nMD5 of one thread: %.0f MB/s (median of %d measurements, %.0f to %.0f).%n",
                    median(digests),
                    digests.size(),
                    digests.stream().min(Double::compare).orElseThrow(),
                    digests.stream().max(Double::compare).orElseThrow()));
        }
        starts.ifPresent(measured -> measured.milliseconds()
                .forEach((server, times) -> text.append(String.format(
                        "%nStart to first answer, %s: median %.0f ms of %d starts (%s); %d MiB resident three seconds "
                                + "later.%n",
                        server,
                        median(times),
                        times.size(),
                        times.stream().map(time -> String.format("%.0f", time)).collect(Collectors.joining(", ")),
                        measured.idleMiB().get(server)))));
        memory.ifPresent(measured -> text.append(String.format(
                """

                Memory with -Xmx512m, %d clients at once: idle %d MiB; uploads of %,d MiB each at most %d MiB (%.0f MB/s
                in total); downloads of %,d MiB each at most %d MiB (%.0f MB/s in total); with pages of mapped files,
                which the page cache takes back, at most %d MiB.
                """,
                measured.clients(),
                measured.idle(),
                measured.megabytesEach(),
                measured.upload(),
                measured.uploadRate(),
                measured.megabytesShared(),
                measured.download(),
                measured.downloadRate(),
                measured.mapped())));
        absent.forEach((server, reason) -> text.append(String.format("%nNot measured: %s (%s).%n", server, reason)));
        return text.toString();
    }

    /** The whole of docs/benchmarks.md. */
    String document() throws IOException {
        return Files.readString(options.repository().resolve("bench/preface.md"))
                + String.format(
                        """

                ## Results of %s

                Machine: %s; load average %s when the run began.
                Command: `%s`, commit %s.
                """,
                        LocalDate.now(ZoneOffset.UTC),
                        machine(),
                        load,
                        options.commandLine().strip(),
                        commit())
                + text();
    }

    private String table(Cell cell, Map<String, List<Sample>> servers) {
        StringBuilder table = new StringBuilder(String.format("""

                ### %s, %d connections

                | server | requests/s | MB/s | p50 ms | p99 ms | CPU us/request | memory MiB | haneul is | each round |
                |---|---|---|---|---|---|---|---|---|
                """, cell.title(), cell.connections()));
        servers.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> Servers.ORDER.indexOf(entry.getKey())))
                .forEach(entry -> table.append(row(cell, entry.getKey(), entry.getValue(), servers.get(OURS))));
        excuses.getOrDefault(cell, Map.of())
                .forEach((server, reason) ->
                        table.append(String.format("%n%s is not in this table: %s.%n", server, reason)));
        return table.toString();
    }

    private static String row(Cell cell, String server, List<Sample> list, List<Sample> ours) {
        double perSecond = median(list.stream().map(Sample::perSecond).toList());
        String rounds = list.stream().map(sample -> number(sample.perSecond())).collect(Collectors.joining(" "));
        long bad = list.stream().mapToLong(Sample::bad).sum();
        return String.format(
                "| %s | %s | %s | %.2f | %.2f | %.0f | %d | %s | %s%s |%n",
                server,
                number(perSecond),
                cell.lists() ? "" : number(perSecond * cell.size() / 1e6),
                median(list.stream().map(Sample::p50).toList()),
                median(list.stream().map(Sample::p99).toList()),
                median(list.stream().map(Sample::cpuMicros).toList()),
                list.getLast().memoryMiB(),
                ratio(server, list, ours),
                rounds,
                bad == 0 ? "" : ", " + bad + " failed");
    }

    /** Median of the ratios of the single rounds. */
    private static String ratio(String server, List<Sample> theirs, List<Sample> ours) {
        if (ours == null || server.equals(OURS)) {
            return "";
        }
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < Math.min(theirs.size(), ours.size()); round++) {
            ratios.add(ours.get(round).perSecond() / theirs.get(round).perSecond());
        }
        double median = median(ratios);
        return Double.isInfinite(median) ? "no answer in time" : String.format("%.2fx", median);
    }

    private static String number(double value) {
        return String.format(value < 100 ? "%.1f" : "%,.0f", value);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** How busy the machine was before this run. */
    private static String load() {
        return String.format("%.1f", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String machine() throws IOException {
        String processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.replaceAll(".*: *", ""))
                .orElse("unknown processor");
        String memory = Files.readAllLines(Path.of("/proc/meminfo")).getFirst().replaceAll("\\D", "");
        return String.format(
                "%d cores of a virtual machine (%s) shared by servers and load generator, %d GiB, JDK %s",
                Runtime.getRuntime().availableProcessors(),
                processor.strip(),
                Long.parseLong(memory) >> 20,
                Runtime.version());
    }

    private String commit() throws IOException {
        return Servers.Command.output(
                List.of("git", "-C", options.repository().toString(), "log", "-1", "--format=%h"));
    }
}
