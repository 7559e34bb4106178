package haneul.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

@Command(name = "bench", description = "Measures us beside peers in one run; --help lists the cells and options.")
final class Bench implements Callable<Integer> {
    @Mixin
    private DataOption ignored;

    /** Options and names alike go to bench/run, which knows them. */
    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        var command = new ArrayList<>(List.of(Launch.home().resolve("bench/run").toString()));
        command.addAll(arguments);
        return Processes.inherit(Launch.home(), command);
    }
}
