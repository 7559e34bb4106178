package haneul.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a process holds: resident memory in KiB and open file descriptors, sockets included. */
public record Usage(long residentKib, long descriptors) {

    /** Reads {@code /proc}; empty where there is none or the process is gone. */
    public static Optional<Usage> of(long pid) {
        var proc = Path.of("/proc", String.valueOf(pid));
        try (var open = Files.list(proc.resolve("fd"))) {
            long resident = Files.readAllLines(proc.resolve("status")).stream().filter(l -> l.startsWith("VmRSS:"))
                    .map(l -> l.replaceAll("\\D", "")).mapToLong(Long::parseLong).findFirst().orElse(0);
            return Optional.of(new Usage(resident, open.count()));
        } catch (IOException noProc) {
            return Optional.empty();
        }
    }
}
