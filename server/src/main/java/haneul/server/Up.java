package haneul.server;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** {@code ./haneul up}: starts the cloud and stays until it is told to stop. */
final class Up implements Verb {
    static final Set<String> VALUED = Set.of("--port", "--bind", "--domain", "--profile", "--host");
    private static final Set<String> HOSTS = Set.of("auto", "linux", "sim");
    private static final int MAX_PORT = 65_535;

    @Override
    public int run(List<String> given) {
        var arguments = Arguments.parse(given, VALUED, Set.of("--detach"));
        arguments.words(0, 0, "up [--port PORT] [--data DIR] [--detach] ...; ./haneul help lists all options");
        var cloud = Main.start(settings(arguments, Target.DEFAULT_PORT));
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(cloud, stopped), "shutdown"));
        cloud.banner().forEach(System.out::println);
        System.out.println("Haneul is ready on " + cloud.endpoint());
        if (arguments.flag("--detach")) {
            System.out.close();
        }
        return awaitStop(stopped);
    }

    /** @param port unless the arguments say otherwise */
    static Settings settings(Arguments arguments, int port) {
        var host = arguments.value("--host").orElse("auto");
        if (!HOSTS.contains(host)) {
            throw new Failure("--host must be auto, linux or sim, not \"" + host + "\"");
        }
        var domains = arguments.all("--domain").stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        return new Settings(
                arguments.target().folder(),
                arguments.value("--bind").orElse(Settings.LOOPBACK),
                arguments.number("--port", port, 0, MAX_PORT),
                Profile.of(arguments.value("--profile").orElse("aws")),
                domains.isEmpty() ? List.of(Settings.LOCALHOST) : domains);
    }

    /** A stop that was asked for is a success, whatever signal asked. */
    private static void stop(Cloud cloud, CountDownLatch stopped) {
        cloud.close();
        stopped.countDown();
        Runtime.getRuntime().halt(DONE);
    }

    private static int awaitStop(CountDownLatch stopped) {
        try {
            stopped.await();
            return DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }
}
