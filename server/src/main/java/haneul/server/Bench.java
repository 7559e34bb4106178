package haneul.server;

import java.util.ArrayList;
import java.util.List;

/** {@code ./haneul bench}: everything behind it goes to {@code bench/run}, which knows its own options. */
final class Bench implements Verb {
    @Override
    public int run(List<String> arguments) {
        var command = new ArrayList<>(List.of(Launch.home().resolve("bench/run").toString()));
        command.addAll(arguments);
        return Processes.inherit(Launch.home(), command);
    }
}
