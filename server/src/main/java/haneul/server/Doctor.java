package haneul.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/** {@code ./haneul doctor}: what this machine can do, what is missing and how to get it. */
final class Doctor implements Verb {
    private static final long ENOUGH_FREE_BYTES = 2L << 30;
    private static final int SYNCS = 50;
    private static final int BLOCK = 4096;

    private boolean works = true;

    @Override
    public int run(List<String> given) {
        var arguments = Arguments.parse(given);
        arguments.words(0, 0, "doctor [--data DIR]");
        java();
        program("maven", Launch.maven(), "-v");
        disk(arguments.target().folder());
        clients();
        return works ? DONE : FAILED;
    }

    private void java() {
        ok("java", Runtime.version() + " in " + System.getProperty("java.home"));
        ok(
                "processors",
                Runtime.getRuntime().availableProcessors() + ", heap at most "
                        + (Runtime.getRuntime().maxMemory() >> 20) + " MiB (HANEUL_JAVA_OPTS changes it)");
        if (System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64")) {
            ok("system", "Linux on amd64");
        } else {
            missing(
                    "system",
                    System.getProperty("os.name") + " on " + System.getProperty("os.arch")
                            + ": this release's storage engine runs on Linux on amd64 alone");
        }
    }

    private void program(String what, String... command) {
        if (Processes.succeeds(command)) {
            ok(what, command[0]);
        } else {
            missing(what, String.join(" ", command) + " does not run; on Debian: apt install maven");
        }
    }

    private void disk(DataFolder folder) {
        folder.create();
        long free = folder.usableBytes();
        var text = "%.1f GiB free in %s".formatted(free / 1024.0 / 1024 / 1024, folder.root());
        if (free < ENOUGH_FREE_BYTES) {
            missing(
                    "disk",
                    text + "; less than 2 GiB, so writes will soon be refused. Free some, or choose another --data");
        } else {
            ok("disk", text);
        }
        try {
            ok(
                    "fsync",
                    "%.2f ms in the median of %d (bounds what one client alone can write per second)"
                            .formatted(medianSyncNanos(folder.root()) / 1e6, SYNCS));
        } catch (IOException e) {
            missing("fsync", folder.root() + " cannot be written: " + e);
        }
    }

    private static long medianSyncNanos(Path folder) throws IOException {
        var file = Files.createTempFile(folder, "doctor", null);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(BLOCK * SYNCS));
            channel.force(true);
            var nanos = new long[SYNCS];
            for (int i = 0; i < SYNCS; i++) {
                channel.write(ByteBuffer.allocate(BLOCK).put(0, (byte) i), (long) i * BLOCK);
                long begun = System.nanoTime();
                channel.force(false);
                nanos[i] = System.nanoTime() - begun;
            }
            Arrays.sort(nanos);
            return nanos[SYNCS / 2];
        } finally {
            Files.delete(file);
        }
    }

    private void clients() {
        for (var client : Client.ALL) {
            if (client.present()) {
                ok("client", client.name());
            } else {
                note(
                        "client",
                        client.name() + " is not here, so tests of it are skipped; on Debian: apt install "
                                + client.debianPackage());
            }
        }
    }

    private static void ok(String what, String text) {
        print("ok", what, text);
    }

    private static void note(String what, String text) {
        print("-", what, text);
    }

    private void missing(String what, String text) {
        works = false;
        print("MISSING", what, text);
    }

    private static void print(String mark, String what, String text) {
        System.out.printf("%-8s %-11s %s%n", mark, what, text);
    }
}
