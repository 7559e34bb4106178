package haneul.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs of this machine in a folder with some environment, each bounded in time. */
public record Shell(Path folder, Map<String, String> environment, Duration limit) {

    /** What a program left: its exit status and everything it printed, both streams in order. */
    public record Result(int status, String output, String command) {

        /** The output, when the program succeeded. */
        public String ok() {
            if (status != 0) {
                throw new AssertionError(command + " ended with " + status + ":\n" + output);
            }
            return output;
        }

        /** The output, when the program failed as it should. */
        public String failed() {
            if (status == 0) {
                throw new AssertionError(command + " should have failed but printed:\n" + output);
            }
            return output;
        }
    }

    /** Whether a program is on the path. */
    public static boolean has(String program) {
        for (var folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    public Result run(String... command) throws IOException, InterruptedException {
        return run(List.of(command));
    }

    /** Runs a program to its end. Output goes through a file, so a daemon it leaves behind cannot hold us up. */
    public Result run(List<String> command) throws IOException, InterruptedException {
        var log = Files.createTempFile(folder, ".shell", ".log");
        try {
            var builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            environment.forEach((name, value) -> {
                if (value.isEmpty()) {
                    builder.environment().remove(name);
                }
            });
            var process = builder.start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError(command + " did not end within " + limit + ":\n" + Files.readString(log));
            }
            var output = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
            return new Result(process.exitValue(), output, String.join(" ", command));
        } finally {
            Files.deleteIfExists(log);
        }
    }

    /** Runs a line of shell. */
    public Result sh(String line) throws IOException, InterruptedException {
        return run("bash", "-euo", "pipefail", "-c", line);
    }

    /** The same shell with more environment; an empty value takes a variable away. */
    public Shell with(Map<String, String> more) {
        var all = new java.util.HashMap<>(environment);
        all.putAll(more);
        return new Shell(folder, Map.copyOf(all), limit);
    }
}
