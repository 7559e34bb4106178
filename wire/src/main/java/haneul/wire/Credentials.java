package haneul.wire;

import java.util.Optional;

/** Finds the secret behind an access key id. */
@FunctionalInterface
public interface Credentials {
    Optional<Credential> find(String accessKeyId);

    /** @param sessionToken the token that must accompany a temporary key; null for a long-lived key */
    record Credential(String accessKeyId, String secretAccessKey, String sessionToken, Caller caller) {
        @Override
        public String toString() {
            return "Credential[" + accessKeyId + "]";
        }
    }
}
