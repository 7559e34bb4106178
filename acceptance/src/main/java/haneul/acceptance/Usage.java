package haneul.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a process holds.
 *
 * @param residentKib everything resident, mapped files included
 * @param ownKib what is resident and not a view of a file: heap, buffers, stacks. The system cannot take it back.
 * @param descriptors open file descriptors, sockets included
 */
public record Usage(long residentKib, long ownKib, long descriptors) {

    /** Reads {@code /proc}; empty where there is none or the process is gone. */
    public static Optional<Usage> of(long pid) {
        var proc = Path.of("/proc", String.valueOf(pid));
        try (var open = Files.list(proc.resolve("fd"))) {
            var status = Files.readAllLines(proc.resolve("status"));
            return Optional.of(new Usage(kib(status, "VmRSS:"), kib(status, "RssAnon:"), open.count()));
        } catch (IOException noProc) {
            return Optional.empty();
        }
    }

    private static long kib(List<String> status, String field) {
        return status.stream()
                .filter(l -> l.startsWith(field))
                .map(l -> l.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }
}
