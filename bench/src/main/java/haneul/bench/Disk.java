package haneul.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps a run from filling the disk it shares. */
final class Disk {
    /** What always stays free. */
    private static final long RESERVE = 15L << 30;
    /** What one turn of a writing cell may add: 4 s at 2 GB/s. */
    private static final long TURN = 8L << 30;

    private Disk() {}

    static Optional<String> shortage(Path folder, Cell cell) throws IOException {
        long room = room(folder);
        return cell.writes() && room < TURN
                ? Optional.of("only " + (room >> 30) + " GiB above the reserve of " + (RESERVE >> 30) + " GiB")
                : Optional.empty();
    }

    /** Bytes that may be written before the reserve is touched. */
    static long room(Path folder) throws IOException {
        return Math.max(0, Files.getFileStore(folder).getUsableSpace() - RESERVE);
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
