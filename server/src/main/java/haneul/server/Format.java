package haneul.server;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "format", description = "Formats every source file; with --check says which are not.")
final class Format implements Callable<Integer> {
    @Mixin
    private DataOption ignored;

    @Option(names = "--check", description = "Change nothing; fail when a file is not formatted.")
    private boolean check;

    @Override
    public Integer call() {
        var goal = check ? "spotless:check" : "spotless:apply";
        return Processes.inherit(Launch.home(), List.of(Launch.maven(), "-B", "-ntp", "-q", goal));
    }
}
