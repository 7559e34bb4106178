package haneul.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One measurement of one cell on one server.
 *
 * @param perSecond requests per second
 * @param p50 median latency in milliseconds
 * @param p99 99th percentile of latency in milliseconds
 * @param cpuMicros processor time of the server per request, in microseconds
 * @param memoryMiB resident memory of the server afterwards, without pages of mapped files
 * @param bad answers other than 2xx, and connection errors
 */
record Sample(double perSecond, double p50, double p99, double cpuMicros, long memoryMiB, long bad) {

    /** Lets wrk (one thread) run the cell against the server. */
    static Sample measure(Server server, Cell cell, int seconds, Path folder, Path script) throws IOException {
        Path targets = targets(server, cell, folder);
        long before = server.processes().cpuMicros();
        String output = Servers.Command.output(List.of(
                "wrk",
                "-t1",
                "-c" + cell.connections(),
                "-d" + seconds + "s",
                "--timeout",
                "30s",
                "-s",
                script.toString(),
                "http://127.0.0.1:" + server.port(),
                "--",
                targets.toString(),
                cell.lists() ? "GET" : cell.method(),
                String.valueOf(cell.writes() ? cell.size() : 0)));
        long used = server.processes().cpuMicros() - before;
        String[] result = output.lines()
                .filter(line -> line.startsWith("result "))
                .findFirst()
                .orElseThrow(() -> new IOException("wrk printed no result: " + output))
                .split(" ");
        double requests = Double.parseDouble(result[1]);
        return new Sample(
                requests / Double.parseDouble(result[2]) * 1e6,
                Double.parseDouble(result[4]) / 1e3,
                Double.parseDouble(result[5]) / 1e3,
                used / Math.max(1, requests),
                server.processes().anonymousMiB(),
                Long.parseLong(result[6]));
    }

    /** The requests of a cell in a shuffled order that is the same for every server and run. */
    private static Path targets(Server server, Cell cell, Path folder) throws IOException {
        Path file = folder.resolve("targets-" + server.name() + "-" + cell.name());
        if (Files.exists(file)) {
            return file;
        }
        List<String> targets = new ArrayList<>();
        for (int index = 0; index < (cell.lists() ? 1 : server.keys(cell)); index++) {
            targets.add(server.target(cell.method(), cell.bucket(), cell.key(index)));
        }
        SplittableRandom random = new SplittableRandom(42);
        for (int left = targets.size() - 1; left > 0; left--) {
            java.util.Collections.swap(targets, left, random.nextInt(left + 1));
        }
        return Files.write(file, targets);
    }
}
