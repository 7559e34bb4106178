package haneul.server;

import java.util.List;
import java.util.Set;

/** {@code ./haneul format}. */
final class Format implements Verb {
    @Override
    public int run(List<String> given) {
        var arguments = Arguments.parse(given, Set.of(), Set.of("--check"));
        arguments.words(0, 0, "format [--check]");
        var goal = arguments.flag("--check") ? "spotless:check" : "spotless:apply";
        return Processes.inherit(Launch.home(), List.of(Launch.maven(), "-B", "-ntp", "-q", goal));
    }
}
