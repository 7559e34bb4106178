package haneul.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From the start of the command to the first answer over HTTP, in milliseconds, servers in turn. */
record Starts(Map<String, List<Double>> milliseconds, Map<String, Long> idleMiB) {
    private static final int TIMES = 5;
    private static final long SETTLE_MILLIS = 3_000;

    static Starts measure(Options options) throws IOException, InterruptedException {
        Starts starts = new Starts(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (int time = 0; time < (options.quick() ? 2 : TIMES); time++) {
            for (Server server : List.of(
                    new Servers.Haneul(options.repository(), 17_490, ""),
                    new Servers.Moto(),
                    new Servers.S3Proxy(options.repository()))) {
                if (options.wantsServer(server.name()) && server.missing().isEmpty()) {
                    starts.once(server, options.folder().resolve("start-" + server.name() + "-" + time), time == 0);
                }
            }
        }
        return starts;
    }

    private void once(Server server, Path folder, boolean first) throws IOException, InterruptedException {
        try (server) {
            long begin = System.nanoTime();
            server.start(folder);
            double took = (System.nanoTime() - begin) / 1e6;
            Bench.say(String.format("%s answers after %.0f ms", server.name(), took));
            if (first) {
                Thread.sleep(SETTLE_MILLIS);
                idleMiB.put(server.name(), server.processes().residentMiB());
            } else {
                milliseconds
                        .computeIfAbsent(server.name(), name -> new ArrayList<>())
                        .add(took);
            }
        }
    }
}
