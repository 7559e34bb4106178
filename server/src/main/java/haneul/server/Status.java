package haneul.server;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

@Command(name = "status", description = "Shows what runs on a data folder; exit code 1 when nothing does.")
final class Status implements Callable<Integer> {
    @Mixin
    private DataOption data;

    @Override
    public Integer call() {
        var folder = data.folder();
        if (folder.owner().isEmpty()) {
            System.out.println(
                    "No cloud runs on " + folder.root() + "; start it with ./haneul up --data " + folder.root());
            return ExitCode.SOFTWARE;
        }
        AdminClient.of(data).status().forEach((name, value) -> System.out.printf("%-12s %s%n", name, value));
        return ExitCode.OK;
    }
}
