package haneul.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option every verb takes: which data folder, and so which cloud. */
final class DataOption {
    static final int DEFAULT_PORT = 4566;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder that holds everything the cloud keeps (default: $HANEUL_DATA, else ~/.haneul).")
    private Path data;

    DataFolder folder() {
        return DataFolder.at(data != null ? data : defaultFolder(System.getenv()));
    }

    /** These options where they name a folder, else those of the verb above: the option may stand on either side. */
    DataOption orElse(DataOption above) {
        return data != null ? this : above;
    }

    static Path defaultFolder(Map<String, String> environment) {
        var named = environment.getOrDefault("HANEUL_DATA", "");
        return named.isEmpty() ? Path.of(System.getProperty("user.home"), ".haneul") : Path.of(named);
    }

    /** Where the cloud on the folder listens, or listened last. */
    URI endpoint() {
        return URI.create(folder().endpoint().orElse("http://127.0.0.1:" + DEFAULT_PORT));
    }

    /** @throws Failure when no cloud was ever started on the folder */
    RootKey rootKey() {
        return RootKey.stored(folder())
                .orElseThrow(() -> new Failure("no cloud was ever started on " + folder().root()
                        + "; start one with ./haneul up --data " + folder().root()));
    }
}
