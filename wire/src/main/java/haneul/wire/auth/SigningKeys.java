package haneul.wire.auth;

import haneul.wire.Credentials.Credential;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;

/**
 * Derived signing keys, at most {@value #CAPACITY} remembered. A key is remembered only after a request has proven
 * that its sender knows the secret, so strangers cannot fill the memory. (AWS: "Derive a signing key".)
 */
final class SigningKeys {
    static final int CAPACITY = 1024;

    private record Name(String accessKeyId, String secretAccessKey, Scope scope) {}

    private final ConcurrentHashMap<Name, Mac> known = new ConcurrentHashMap<>();

    /** The keyed Mac of a scope, to be copied before use. */
    Mac key(Credential credential, Scope scope) {
        var found = known.get(name(credential, scope));
        return found != null ? found : derive(credential.secretAccessKey(), scope);
    }

    void remember(Credential credential, Scope scope, Mac key) {
        var name = name(credential, scope);
        if (known.get(name) == key) {
            return;
        }
        if (known.size() >= CAPACITY) {
            known.clear();
        }
        known.put(name, key);
    }

    int size() {
        return known.size();
    }

    private static Name name(Credential credential, Scope scope) {
        return new Name(credential.accessKeyId(), credential.secretAccessKey(), scope);
    }

    private static Mac derive(String secret, Scope scope) {
        var date = step(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), scope.date());
        var region = step(date, scope.region());
        var service = step(region, scope.service());
        return Sha256.keyed(step(service, Scope.TERMINAL));
    }

    private static byte[] step(byte[] key, String text) {
        return Sha256.keyed(key).doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
