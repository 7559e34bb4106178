package haneul.wire.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The constraints of a service's input shapes, read from the model's lines one shape at a time. */
final class Constraints {
    sealed interface Rule {}

    /** Bounds of a length or value; null where there is none. */
    record Bounds(Double min, Double max) {}

    record Structure(List<MemberRule> members) implements Rule {}

    /** @param target name of the member's own rule, or null */
    record MemberRule(String name, String wireName, boolean required, String target) {}

    /** A string or blob; {@code values} is empty and {@code pattern} null where there is none. */
    record Text(Bounds length, Set<String> values, Pattern pattern) implements Rule {}

    record Numeric(Bounds value) implements Rule {}

    record Elements(Bounds size, String element) implements Rule {}

    record Entries(Bounds size, String key, String value) implements Rule {}

    private final Map<String, String> lines;
    private final Map<String, Rule> rules = new ConcurrentHashMap<>();

    Constraints(Map<String, String> lines) {
        this.lines = Map.copyOf(lines);
    }

    /** Null when the shape has no constraints. */
    Rule of(String shape) {
        if (shape == null) {
            return null;
        }
        var known = rules.get(shape);
        if (known != null) {
            return known;
        }
        var line = lines.get(shape);
        return line == null ? null : rules.computeIfAbsent(shape, _ -> read(line));
    }

    private static Rule read(String line) {
        var words = line.split(" ");
        return switch (words[0]) {
            case "struct" -> structure(words);
            case "string", "blob" -> text(line);
            case "number" -> new Numeric(bounds(words));
            case "list" -> new Elements(bounds(words), target(words[4]));
            case "map" -> new Entries(bounds(words), target(words[4]), target(words[5]));
            default -> throw new IllegalArgumentException("'" + line + "' is no line of a service model");
        };
    }

    /** {@code struct Name member[=wire][!][:Target] ...}. */
    private static Rule structure(String[] words) {
        var members = new ArrayList<MemberRule>();
        for (int i = 2; i < words.length; i++) {
            var word = words[i];
            int behind = indexOfAny(word, "!:");
            boolean required = behind < word.length() && word.charAt(behind) == '!';
            int colon = word.indexOf(':', behind);
            var names = word.substring(0, behind).split("=");
            members.add(new MemberRule(
                    names[0], names[names.length - 1], required, colon < 0 ? null : word.substring(colon + 1)));
        }
        return new Structure(List.copyOf(members));
    }

    private static int indexOfAny(String word, String characters) {
        for (int i = 0; i < word.length(); i++) {
            if (characters.indexOf(word.charAt(i)) >= 0) {
                return i;
            }
        }
        return word.length();
    }

    /** {@code string Name min max [values|- [pattern]]}; the pattern takes the rest of the line. */
    private static Rule text(String line) {
        var words = line.split(" ", 6);
        Set<String> values = words.length > 4 && !words[4].equals("-")
                ? Set.copyOf(List.of(words[4].replace("\\u0020", " ").split("\\|", -1)))
                : Set.of();
        return new Text(bounds(words), values, words.length > 5 ? pattern(words[5]) : null);
    }

    /** A pattern that Java does not understand constrains nothing: the model's dialect is ECMA 262. */
    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text.replace("\\n", "\n"));
        } catch (PatternSyntaxException e) {
            return null;
        }
    }

    private static Bounds bounds(String[] words) {
        return new Bounds(bound(words[2]), bound(words[3]));
    }

    private static Double bound(String word) {
        return word.equals("-") ? null : Double.valueOf(word);
    }

    private static String target(String word) {
        return word.equals("-") ? null : word;
    }
}
