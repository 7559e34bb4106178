package haneul.server;

import java.util.List;

/** {@code ./haneul soak}: kills a server under load again and again and checks that nothing acknowledged is lost. */
final class Soak implements Verb {
    private static final String DEFAULT_MINUTES = "10";

    @Override
    public int run(List<String> arguments) {
        return Modules.run(
                "acceptance", "haneul.acceptance.Soak", arguments.isEmpty() ? List.of(DEFAULT_MINUTES) : arguments);
    }
}
