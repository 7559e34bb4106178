package haneul.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that the acceptance tests drive against us.
 *
 * @param probe a command that succeeds where the program is usable
 * @param debianPackage what apt calls it
 */
record Client(String name, List<String> probe, String debianPackage) {
    static final List<Client> ALL = List.of(
            new Client("aws", List.of("aws", "--version"), "awscli"),
            new Client("boto3", List.of("python3", "-c", "import boto3"), "python3-boto3"),
            new Client("curl", List.of("curl", "--version"), "curl"),
            new Client("rclone", List.of("rclone", "version"), "rclone"),
            new Client("restic", List.of("restic", "version"), "restic"),
            new Client("s3cmd", List.of("s3cmd", "--version"), "s3cmd"),
            new Client("openssl", List.of("openssl", "version"), "openssl"));

    boolean present() {
        return onPath() && (probe.size() == 2 || Processes.succeeds(probe.toArray(String[]::new)));
    }

    private boolean onPath() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, probe.getFirst())));
    }
}
