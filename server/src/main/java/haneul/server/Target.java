package haneul.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The cloud a verb is about.
 *
 * @param folder holds everything it keeps, and says where it listens
 */
record Target(DataFolder folder) {
    static final int DEFAULT_PORT = 4566;

    /** The folder named by {@code --data}, else by {@code HANEUL_DATA}, else {@code ~/.haneul}. */
    static Target of(Optional<String> data, Map<String, String> environment) {
        var named = data.or(() -> Optional.ofNullable(environment.get("HANEUL_DATA")))
                .filter(path -> !path.isEmpty());
        return new Target(DataFolder.at(
                named.map(Path::of).orElseGet(() -> Path.of(System.getProperty("user.home"), ".haneul"))));
    }

    /** Where the cloud listens, or listened last. */
    URI endpoint() {
        return URI.create(folder.endpoint().orElse("http://127.0.0.1:" + DEFAULT_PORT));
    }

    /** @throws Failure when no cloud was ever started on the folder */
    RootKey rootKey() {
        return RootKey.stored(folder)
                .orElseThrow(() -> new Failure("no cloud was ever started on " + folder.root()
                        + "; start one with ./haneul up --data " + folder.root()));
    }
}
