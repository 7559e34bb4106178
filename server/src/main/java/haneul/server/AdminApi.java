package haneul.server;

import haneul.kernel.AwsException;
import haneul.kernel.CloudClock;
import haneul.wire.Admin;
import haneul.wire.Caller;
import haneul.wire.Exchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the cloud's owner may ask under {@code /_haneul/}: JSON documents for the launcher's verbs and for tests in any
 * language. Every call is signed with a key of the root account, for the service {@value #SERVICE}.
 */
final class AdminApi implements Admin {
    static final String SERVICE = "haneul";
    private static final String PREFIX = "/_haneul/";
    private static final List<Exchange.Header> JSON = List.of(new Exchange.Header("Content-Type", "application/json"));

    private final CloudClock clock;
    private final AccessKeys keys;
    private final Supplier<Map<String, Object>> status;

    AdminApi(CloudClock clock, AccessKeys keys, Supplier<Map<String, Object>> status) {
        this.clock = clock;
        this.keys = keys;
        this.status = status;
    }

    /** @throws AwsException NotFound for an unknown path, MethodNotAllowed, or ValidationException */
    @Override
    public boolean handle(Exchange exchange, Caller caller, byte[] body) throws IOException {
        var answer = answer(exchange.method(), exchange.rawPath().substring(PREFIX.length()), body);
        exchange.respond(200, JSON, ByteBuffer.wrap(Json.write(answer)));
        return true;
    }

    private Map<String, ?> answer(String method, String path, byte[] body) {
        return switch (path) {
            case "status" -> only("GET", method, status);
            case "clock" -> only("GET", method, this::clock);
            case "clock/advance" -> only("POST", method, () -> advance(body));
            case "keys" -> method.equals("POST") ? created(keys.create()) : only("GET", method, this::listKeys);
            default -> {
                if (!path.startsWith("keys/")) {
                    throw new AwsException(
                            "NotFound",
                            404,
                            "/_haneul/ has no " + path + "; it has status, clock, clock/advance, keys and keys/ID");
                }
                yield only("DELETE", method, () -> delete(path.substring("keys/".length())));
            }
        };
    }

    private static Map<String, ?> only(String expected, String method, Supplier<? extends Map<String, ?>> answer) {
        if (!expected.equals(method)) {
            throw new AwsException("MethodNotAllowed", 405, "This path takes " + expected + ", not " + method)
                    .withHeader("Allow", expected);
        }
        return answer.get();
    }

    private Map<String, Object> clock() {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("now", clock.now());
        answer.put("offset", clock.offset());
        answer.put("offsetSeconds", clock.offset().toSeconds());
        return answer;
    }

    private Map<String, Object> advance(byte[] body) {
        clock.advance(wanted(body));
        return clock();
    }

    private static Duration wanted(byte[] body) {
        try {
            return Durations.parse(String.valueOf(Json.read(body).get("by")));
        } catch (IOException | Failure e) {
            throw new AwsException(
                    "ValidationException", 400, "The body must be like {\"by\": \"31d\"}: " + e.getMessage());
        }
    }

    private Map<String, Object> listKeys() {
        return Map.of("keys", keys.list().stream().map(AdminApi::shown).toList());
    }

    private static Map<String, Object> shown(AccessKey key) {
        var row = new LinkedHashMap<String, Object>();
        row.put("accessKeyId", key.accessKeyId());
        row.put("created", key.created());
        return row;
    }

    private static Map<String, Object> created(AccessKey key) {
        var row = shown(key);
        row.put("secretAccessKey", key.secretAccessKey());
        return row;
    }

    private Map<String, Object> delete(String accessKeyId) {
        keys.delete(accessKeyId);
        return Map.of("deleted", accessKeyId);
    }
}
