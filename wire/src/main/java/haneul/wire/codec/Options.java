package haneul.wire.codec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code key=value} and {@code flag} words at the end of a model's line. */
final class Options {
    private final Map<String, String> words = new HashMap<>();

    Options(String[] line, int from) {
        for (int i = from; i < line.length; i++) {
            int equals = line[i].indexOf('=');
            words.put(
                    equals < 0 ? line[i] : line[i].substring(0, equals),
                    equals < 0 ? "" : line[i].substring(equals + 1));
        }
    }

    Optional<String> value(String key) {
        return Optional.ofNullable(words.get(key));
    }

    boolean flag(String key) {
        return words.containsKey(key);
    }

    List<String> list(String key) {
        var value = words.get(key);
        return value == null ? List.of() : List.of(value.split(","));
    }
}
