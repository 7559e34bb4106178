package haneul.server;

import haneul.kernel.Ids;
import java.util.Map;
import java.util.Optional;

/**
 * The root account's first access key. It stands outside the storage engine, in a file of its own, so that commands
 * beside the running server can sign with it.
 *
 * @param accessKeyId 3 to 128 of {@code A-Z a-z 0-9 _}
 * @param secretAccessKey 8 to 128 printable characters
 */
public record RootKey(String accessKeyId, String secretAccessKey) {
    static final String ACCESS_KEY_VARIABLE = "HANEUL_ROOT_ACCESS_KEY";
    static final String SECRET_KEY_VARIABLE = "HANEUL_ROOT_SECRET_KEY";
    private static final String FILE = "root-key";
    private static final String SECRET_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int SECRET_LENGTH = 40;

    public RootKey {
        if (!accessKeyId.matches("\\w{3,128}")) {
            throw new Failure(
                    "the root access key id must be 3 to 128 letters, digits or _, not \"" + accessKeyId + "\"");
        }
        if (!secretAccessKey.matches("[!-~]{8,128}")) {
            throw new Failure(
                    "the root secret key must be 8 to 128 printable characters, not %d that may include others"
                            .formatted(secretAccessKey.length()));
        }
    }

    /** The key that the environment sets, else the stored one, else a random new one; stored when it returns. */
    static RootKey establish(DataFolder folder, Map<String, String> environment, Ids ids) {
        var stored = stored(folder);
        var wanted = fromEnvironment(environment).or(() -> stored).orElseGet(() -> random(ids));
        if (!stored.equals(Optional.of(wanted))) {
            folder.write(FILE, wanted.accessKeyId + "\n" + wanted.secretAccessKey + "\n");
        }
        return wanted;
    }

    /** The key of a folder that was started at least once. */
    public static Optional<RootKey> stored(DataFolder folder) {
        return folder.read(FILE).map(text -> {
            var lines = text.split("\n");
            if (lines.length != 2) {
                throw new Failure(folder.root().resolve(FILE)
                        + " must hold two lines, the root access key id and its secret; it has " + lines.length);
            }
            return new RootKey(lines[0], lines[1]);
        });
    }

    private static Optional<RootKey> fromEnvironment(Map<String, String> environment) {
        var id = environment.getOrDefault(ACCESS_KEY_VARIABLE, "");
        var secret = environment.getOrDefault(SECRET_KEY_VARIABLE, "");
        if (id.isEmpty() != secret.isEmpty()) {
            throw new Failure("set both " + ACCESS_KEY_VARIABLE + " and " + SECRET_KEY_VARIABLE + ", or neither");
        }
        return id.isEmpty() ? Optional.empty() : Optional.of(new RootKey(id, secret));
    }

    /** A key of AWS's shape: 20 characters that start with AKIA, and a secret of 40. */
    static RootKey random(Ids ids) {
        var bytes = new byte[SECRET_LENGTH];
        ids.fill(bytes);
        var secret = new StringBuilder(SECRET_LENGTH);
        for (var b : bytes) {
            secret.append(SECRET_ALPHABET.charAt(b & 63));
        }
        return new RootKey("AKIA" + ids.upperAlphanumeric(16), secret.toString());
    }

    @Override
    public String toString() {
        return "RootKey[" + accessKeyId + "]";
    }
}
