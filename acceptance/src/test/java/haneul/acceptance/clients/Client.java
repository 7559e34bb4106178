package haneul.acceptance.clients;

import haneul.acceptance.Cloud;
import haneul.acceptance.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;

/** A client program of this machine, pointed at the shared cloud, with nothing of the user's own configuration. */
final class Client {

    private Client() {}

    /** A shell in a folder whose programs talk to the cloud; the test is skipped when a program is missing. */
    static Shell in(Path folder, String... programs) {
        for (var program : programs) {
            Assumptions.assumeTrue(Shell.has(program), program + " is not installed");
        }
        var variables = new HashMap<String, String>();
        Cloud.shared().environment().forEach((name, value) -> {
            if (name.startsWith("AWS_")) {
                variables.put(name, value);
            }
        });
        variables.put("AWS_DEFAULT_REGION", variables.get("AWS_REGION"));
        variables.put("AWS_CONFIG_FILE", folder.resolve("no-config").toString());
        variables.put(
                "AWS_SHARED_CREDENTIALS_FILE", folder.resolve("no-credentials").toString());
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
        variables.put("AWS_PAGER", "");
        variables.put("AWS_MAX_ATTEMPTS", "1");
        for (var proxy : new String[] {"http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy"}) {
            variables.put(proxy, "");
        }
        return new Shell(folder, variables, Duration.ofMinutes(5));
    }

    /** A small tree of files: empty, small, large, with blanks and other letters in their names, two folders deep. */
    static Path tree(Path folder) {
        try {
            var root = Files.createDirectories(folder.resolve("tree"));
            file(root.resolve("empty"), 0);
            file(root.resolve("small.txt"), 10);
            file(root.resolve("name with blanks & signs+.txt"), 5_000);
            file(Files.createDirectories(root.resolve("폴더/하위")).resolve("파일.bin"), 200_000);
            file(Files.createDirectories(root.resolve("deep/er")).resolve("large.bin"), (12 << 20) + 1);
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path file(Path file, int size) throws IOException {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Files.write(file, bytes);
    }
}
