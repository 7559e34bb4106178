package haneul.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "coverage", description = "Writes docs/coverage.md from the operations that are registered.")
final class CoverageVerb implements Runnable {
    @Mixin
    private DataOption ignored;

    @Override
    public void run() {
        var page = Launch.home().resolve("docs/coverage.md");
        try {
            var scratch = Files.createTempDirectory("haneul-coverage-");
            try (var cloud = Main.start(Settings.loopback(DataFolder.at(scratch)))) {
                Files.createDirectories(page.getParent());
                Files.writeString(page, cloud.coverage());
            } finally {
                remove(scratch);
            }
        } catch (IOException e) {
            throw new Failure("cannot write " + page + ": " + e, e);
        }
        System.out.println("wrote " + page);
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
