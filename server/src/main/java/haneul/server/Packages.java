package haneul.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Installs the clients that the acceptance tests drive, where this is Debian and we may. */
final class Packages {
    private static final Map<String, String> QUIET = Map.of("DEBIAN_FRONTEND", "noninteractive");

    /** Installs what is missing, or says why it is not; tests of absent clients are skipped and say so. */
    void installMissing() {
        var missing = Client.ALL.stream().filter(client -> !client.present()).toList();
        if (missing.isEmpty()) {
            return;
        }
        var names = String.join(" ", missing.stream().map(Client::debianPackage).toList());
        if (!mayInstall()) {
            System.out.println(
                    "Not installed, so their tests are skipped: " + names + " (as root on Debian they are installed)");
            return;
        }
        System.out.println("Installing " + names);
        var output = new ArrayList<String>();
        if (apt(output, List.of("update", "-qq")) != 0) {
            System.out.println("apt-get update failed: " + last(output));
        }
        for (var client : missing) {
            if (apt(output, List.of("install", "-y", "-qq", "--no-install-recommends", client.debianPackage())) != 0) {
                System.out.println(client.debianPackage() + " cannot be installed: " + last(output));
            }
        }
    }

    private static int apt(List<String> output, List<String> arguments) {
        output.clear();
        var command = new ArrayList<>(List.of("apt-get", "-o", "DPkg::Lock::Timeout=120"));
        command.addAll(arguments);
        return Processes.run(Path.of("/"), QUIET, command, output::add);
    }

    private static String last(List<String> output) {
        return output.isEmpty() ? "no output" : output.getLast();
    }

    private static boolean mayInstall() {
        return "root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/bin/apt-get"));
    }
}
