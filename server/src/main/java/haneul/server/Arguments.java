package haneul.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What follows a verb on the command line: {@code --name value} or {@code --name=value}, flags, and plain words, in any
 * order. Whatever the verb did not declare is refused.
 */
final class Arguments {
    private final Map<String, List<String>> values = new HashMap<>();
    private final Set<String> flags = new HashSet<>();
    private final List<String> words = new ArrayList<>();

    private Arguments() {}

    /**
     * @param valued names of options that take a value, such as {@code --port}; {@code --data} is always one
     * @param flags names of options that take none
     * @throws Failure when an option is unknown, lacks its value or has one it does not take
     */
    static Arguments parse(List<String> given, Set<String> valued, Set<String> flags) {
        var arguments = new Arguments();
        var rest = given.iterator();
        while (rest.hasNext()) {
            var word = rest.next();
            if (!word.startsWith("--")) {
                arguments.words.add(word);
                continue;
            }
            int equals = word.indexOf('=');
            var name = equals < 0 ? word : word.substring(0, equals);
            if (name.equals("--data") || valued.contains(name)) {
                if (equals < 0 && !rest.hasNext()) {
                    throw new Failure(name + " needs a value");
                }
                var value = equals < 0 ? rest.next() : word.substring(equals + 1);
                arguments.values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
            } else if (flags.contains(word)) {
                arguments.flags.add(word);
            } else {
                throw new Failure("unknown option " + word + "; ./haneul help lists what there is");
            }
        }
        return arguments;
    }

    /** Arguments of a verb that has no options but {@code --data}. */
    static Arguments parse(List<String> given) {
        return parse(given, Set.of(), Set.of());
    }

    /** The last value given for an option. */
    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).map(List::getLast);
    }

    /** Every value given for an option. */
    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** A number within bounds. @throws Failure when it is none, or out of them */
    int number(String name, int preset, int least, int most) {
        var text = value(name).orElse(String.valueOf(preset));
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new Failure(name + " must be a number from " + least + " to " + most + ", not \"" + text + "\"", e);
        }
        throw new Failure(name + " must be from " + least + " to " + most + ", not " + text);
    }

    boolean flag(String name) {
        return flags.contains(name);
    }

    /** The plain words. @throws Failure when there are fewer or more than expected */
    List<String> words(int least, int most, String usage) {
        if (words.size() < least || words.size() > most) {
            throw new Failure("use: ./haneul " + usage);
        }
        return List.copyOf(words);
    }

    /** The data folder that the options, else the environment, name. */
    Target target() {
        return Target.of(value("--data"), System.getenv());
    }
}
