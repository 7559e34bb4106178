package haneul.models.conformance;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** A shape as plain maps and lists keyed by wire names, and where two of them differ. */
final class Dump {
    private Dump() {}

    static Map<String, Object> of(SdkPojo shape) {
        return of(shape, false);
    }

    /** @param answer whether to use the names of answers, which EC2 has apart from those of requests */
    static Map<String, Object> of(SdkPojo shape, boolean answer) {
        var members = new TreeMap<String, Object>();
        for (SdkField<?> field : shape.sdkFields()) {
            var value = field.getValueOrDefault(shape);
            if (value != null
                    && !Filler.isLeftOut(field, shape)
                    && !(value instanceof SdkAutoConstructList)
                    && !(value instanceof SdkAutoConstructMap)) {
                members.put(answer ? field.unmarshallLocationName() : field.locationName(), plain(value, answer));
            }
        }
        return members;
    }

    private static Object plain(Object value, boolean answer) {
        return switch (value) {
            case SdkPojo shape -> of(shape, answer);
            case List<?> list ->
                list.stream().map(element -> plain(element, answer)).toList();
            case Map<?, ?> map -> {
                var plain = new LinkedHashMap<String, Object>();
                map.forEach((key, held) -> plain.put(key.toString(), plain(held, answer)));
                yield plain;
            }
            case SdkBytes bytes -> "bytes:" + HexFormat.of().formatHex(bytes.asByteArray());
            default -> value.toString();
        };
    }

    /** Paths at which two dumps differ, at most a few. */
    static List<String> differences(Object expected, Object found) {
        var differences = new ArrayList<String>();
        compare("", expected, found, differences);
        return differences;
    }

    private static void compare(String path, Object expected, Object found, List<String> differences) {
        if (differences.size() > 5) {
            return;
        }
        if (expected instanceof Map<?, ?> left && found instanceof Map<?, ?> right) {
            var keys = new java.util.TreeSet<String>();
            left.keySet().forEach(key -> keys.add(key.toString()));
            right.keySet().forEach(key -> keys.add(key.toString()));
            keys.forEach(key -> compare(path + "/" + key, left.get(key), right.get(key), differences));
        } else if (expected instanceof List<?> left && found instanceof List<?> right && left.size() == right.size()) {
            for (int i = 0; i < left.size(); i++) {
                compare(path + "/" + i, left.get(i), right.get(i), differences);
            }
        } else if (!java.util.Objects.equals(expected, found)) {
            differences.add(path + ": expected " + brief(expected) + " found " + brief(found));
        }
    }

    private static String brief(Object value) {
        var text = String.valueOf(value);
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
