package haneul.server;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code ./haneul test}: every module's tests side by side, and the acceptance tests against a started server. Ends
 * with
 * one line, {@code N passed, N failed, N skipped}.
 */
final class TestRun implements Verb {
    private static final Pattern CLASS_DONE = Pattern.compile("Tests run: .* (?:in|--) (?:in )?(haneul\\S+)");
    private static final Pattern PROBLEM =
            Pattern.compile("\\[ERROR\\].*(?:COMPILATION|\\.java:|Could not|Failed to).*");

    @Override
    public int run(List<String> options) {
        var home = Launch.home();
        new Packages().installMissing();
        clearOldReports(home);
        var report = new TestReport();
        int exit = runMaven(home, options);
        reports(home).forEach(report::add);
        if (exit != 0 && !report.failed()) {
            report.fail("maven ended with " + exit + "; its output is in " + log(home));
        }
        if (report.total() == 0) {
            report.fail("no test ran");
        }
        report.lines().forEach(System.out::println);
        return report.failed() ? FAILED : DONE;
    }

    private int runMaven(Path home, List<String> options) {
        var command = new ArrayList<>(List.of(
                Launch.maven(),
                "-B",
                "-ntp",
                "-fae",
                "-T",
                "2",
                "test",
                "-Dhaneul.launcher=" + home.resolve("haneul"),
                "-Dsurefire.failIfNoSpecifiedTests=false"));
        command.addAll(options);
        try (var log = Files.newBufferedWriter(log(home))) {
            return Processes.run(home, Map.of("HANEUL_NO_BUILD", "yes"), command, line -> progress(line, log));
        } catch (IOException e) {
            throw new Failure("cannot write " + log(home) + ": " + e, e);
        }
    }

    private static Path log(Path home) {
        return home.resolve("server/target/test.log");
    }

    private static void progress(String line, BufferedWriter log) {
        try {
            log.write(line);
            log.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (CLASS_DONE.matcher(line).find() || PROBLEM.matcher(line).matches()) {
            System.out.println(line.replaceFirst("^\\[\\w+\\] ", ""));
        }
    }

    private static void clearOldReports(Path home) {
        try {
            for (var file : reports(home)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new Failure("cannot remove the reports of an earlier run: " + e, e);
        }
    }

    private static List<Path> reports(Path home) {
        var reports = new ArrayList<Path>();
        for (var module : modules(home)) {
            var folder = module.resolve("target/surefire-reports");
            if (Files.isDirectory(folder)) {
                try (var files = Files.newDirectoryStream(folder, "TEST-*.xml")) {
                    files.forEach(reports::add);
                } catch (IOException e) {
                    throw new Failure("cannot list " + folder + ": " + e, e);
                }
            }
        }
        return reports;
    }

    private static List<Path> modules(Path home) {
        try (var top = Files.list(home);
                var services = Files.list(home.resolve("services"))) {
            return Stream.concat(top, services)
                    .filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Failure("cannot list " + home + ": " + e, e);
        }
    }
}
