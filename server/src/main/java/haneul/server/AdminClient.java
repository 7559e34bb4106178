package haneul.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Map;

/** What the verbs ask a running cloud, over {@code /_haneul/}, signed with the root key. */
final class AdminClient {
    private static final byte[] NOTHING = {};
    private final SignedClient client;

    private AdminClient(SignedClient client) {
        this.client = client;
    }

    static AdminClient of(Target target) {
        return new AdminClient(
                new SignedClient(target.endpoint(), target.rootKey(), AdminApi.SERVICE, Main.REGION, RealTime.clock()));
    }

    Map<String, Object> status() {
        return call("GET", "status", NOTHING);
    }

    Map<String, Object> clock() {
        return call("GET", "clock", NOTHING);
    }

    Map<String, Object> advance(String by) {
        return call("POST", "clock/advance", Json.write(Map.of("by", by)));
    }

    Map<String, Object> keys() {
        return call("GET", "keys", NOTHING);
    }

    Map<String, Object> createKey() {
        return call("POST", "keys", NOTHING);
    }

    Map<String, Object> deleteKey(String accessKeyId) {
        return call("DELETE", "keys/" + accessKeyId, NOTHING);
    }

    private Map<String, Object> call(String method, String path, byte[] body) {
        var answer = client.send(method, "/_haneul/" + path, "", body);
        try {
            var document = Json.read(answer.body());
            if (answer.status() >= 400) {
                throw new Failure(String.valueOf(document.getOrDefault("message", answer.text())));
            }
            return document;
        } catch (IOException e) {
            throw new Failure(
                    "the cloud answered " + answer.status() + ": " + new String(answer.body(), UTF_8).strip(), e);
        }
    }
}
