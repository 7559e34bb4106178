package haneul.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the processes of a server and their descendants use, read from /proc. */
record ProcessTree(List<Long> roots) {
    private static final long MICROS_PER_TICK = 10_000;

    /** User and system time of all live processes of the tree, in microseconds, to 10 ms. */
    long cpuMicros() {
        return processes().mapToLong(ProcessTree::cpuTicks).sum() * MICROS_PER_TICK;
    }

    /** Resident memory in MiB: everything, mapped files included. */
    long residentMiB() {
        return processes().mapToLong(id -> status(id, "VmRSS:")).sum() / 1024;
    }

    /** Resident memory in MiB that belongs to no file: heap, stacks, native buffers. */
    long anonymousMiB() {
        return processes().mapToLong(id -> status(id, "RssAnon:")).sum() / 1024;
    }

    private Stream<Long> processes() {
        return roots.stream()
                .flatMap(root -> ProcessHandle.of(root).stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(ProcessHandle::pid)
                .distinct();
    }

    private static long cpuTicks(long id) {
        String stat = read(Path.of("/proc/" + id + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        return fields.length < 13 ? 0 : Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private static long status(long id, String field) {
        return read(Path.of("/proc/" + id + "/status"))
                .lines()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(
                        line.substring(field.length()).replace("kB", "").strip()))
                .findFirst()
                .orElse(0);
    }

    /** The file's text, or nothing when the process has just ended. */
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            if (e.getMessage() != null && e.getMessage().contains("No such process")) {
                return "";
            }
            throw new UncheckedIOException(e);
        }
    }
}
