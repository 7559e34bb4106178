package haneul.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** {@code ./haneul coverage}: writes the page of what is built and what is refused. */
final class CoverageVerb implements Verb {
    @Override
    public int run(List<String> given) {
        Arguments.parse(given).words(0, 0, "coverage");
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
        return DONE;
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
