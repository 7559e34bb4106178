package haneul.server;

import java.util.List;

/** {@code ./haneul clock} and {@code ./haneul clock advance 31d}. */
final class ClockVerb implements Verb {
    private static final String USAGE =
            "clock [advance DURATION] [--data DIR], with a duration such as 90s, 15m, 31d or 1d12h";

    @Override
    public int run(List<String> given) {
        var arguments = Arguments.parse(given);
        var words = arguments.words(0, 2, USAGE);
        if (words.size() == 1 || !words.isEmpty() && !words.getFirst().equals("advance")) {
            throw new Failure("use: ./haneul " + USAGE);
        }
        if (!words.isEmpty()) {
            Durations.parse(words.getLast());
        }
        var cloud = AdminClient.of(arguments.target());
        var clock = words.isEmpty() ? cloud.clock() : cloud.advance(words.getLast());
        System.out.println(clock.get("now") + " (" + clock.get("offset") + " ahead of real time)");
        return DONE;
    }
}
