package haneul.server;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "soak",
        description = "Kills a server again and again under load and checks that nothing acknowledged is lost.")
final class Soak implements Callable<Integer> {
    @Mixin
    private DataOption ignored;

    @Parameters(
            arity = "0..1",
            paramLabel = "MINUTES",
            defaultValue = "10",
            description = "How long (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Override
    public Integer call() {
        return Modules.run("acceptance", "haneul.acceptance.Soak", List.of(String.valueOf(minutes)));
    }
}
