package haneul.server;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "clock", description = "Shows the cloud's own clock, or moves it forward.")
final class ClockVerb implements Runnable {
    @Mixin
    private DataOption data;

    @Override
    public void run() {
        print(AdminClient.of(data).clock());
    }

    @Command(
            description = {
                "Moves the clock forward; everything that falls due happens before the command returns. It never goes back."
            })
    void advance(
            @Mixin DataOption where,
            @Parameters(paramLabel = "DURATION", description = "For example 90s, 15m, 36h, 31d, 1d12h.") String by) {
        Durations.parse(by);
        print(AdminClient.of(where.orElse(data)).advance(by));
    }

    private static void print(Map<String, Object> clock) {
        System.out.println(clock.get("now") + " (" + clock.get("offset") + " ahead of real time)");
    }
}
