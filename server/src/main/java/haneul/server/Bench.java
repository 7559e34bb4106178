package haneul.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "bench", description = "Measures us beside peers in one run.")
final class Bench implements Callable<Integer> {
    @Mixin
    private DataOption ignored;

    @Parameters(arity = "0..*", paramLabel = "ARGUMENT", description = "Passed on to bench/run.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() {
        var command = new ArrayList<>(List.of(Launch.home().resolve("bench/run").toString()));
        command.addAll(arguments);
        return Processes.inherit(Launch.home(), command);
    }
}
