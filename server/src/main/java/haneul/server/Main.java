package haneul.server;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The launcher's verbs, and the whole wiring of a cloud in {@link #start}. */
@Command(
        name = "haneul",
        description = "A private cloud in one process that speaks the AWS wire protocols.",
        subcommands = {
            Up.class,
            Down.class,
            Env.class,
            Status.class,
            Doctor.class,
            ClockVerb.class,
            KeyVerb.class,
            TestRun.class,
            Soak.class,
            Bench.class,
            Format.class,
            Rehearse.class,
            HelpCommand.class
        })
public final class Main {
    static final String REGION = "ap-northeast-2";
    static final String ACCOUNT = "000000000000";

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static Cloud start(Settings settings) {
        throw new Failure("not wired");
    }

    static CommandLine commandLine() {
        var commandLine = new CommandLine(new Main());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (!(exception instanceof Failure)) {
                throw exception;
            }
            command.getErr().println("haneul: " + exception.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        return commandLine;
    }
}
