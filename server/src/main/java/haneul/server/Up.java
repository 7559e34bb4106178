package haneul.server;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "up", description = "Starts the cloud; builds it first when sources changed.")
final class Up implements Runnable {
    @Mixin
    private DataOption data;

    @Option(
            names = "--port",
            defaultValue = "" + DataOption.DEFAULT_PORT,
            description = "The port to listen on, 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen on (default: ${DEFAULT-VALUE}).")
    private String bind;

    @Option(
            names = "--profile",
            defaultValue = "aws",
            description = "Whose limits hold: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Profile profile;

    @Option(
            names = "--host",
            defaultValue = "auto",
            description = {
                "Where machines and networks are: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
                "This release has neither, so every choice starts the same cloud."
            })
    private HostKind host;

    @Option(
            names = "--domain",
            paramLabel = "NAME",
            defaultValue = Settings.LOCALHOST,
            description = {"A host name whose subdomains are buckets; may be repeated (default: ${DEFAULT-VALUE})."})
    private List<String> domains;

    @Option(names = "--detach", description = "Return when the cloud is ready, leaving it running.")
    private boolean detach;

    @Override
    public void run() {
        if (port < 0 || port > 65_535) {
            throw new Failure("--port must be 0 to 65535, not " + port);
        }
        var cloud = Main.start(new Settings(data.folder(), bind, port, profile, lowerCase(domains)));
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            cloud.close();
                            stopped.countDown();
                            Runtime.getRuntime().halt(0);
                        },
                        "shutdown"));
        cloud.banner().forEach(System.out::println);
        System.out.println("Haneul is ready on " + cloud.endpoint());
        if (detach) {
            System.out.close();
        }
        awaitShutdown(stopped);
    }

    private static List<String> lowerCase(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    private static void awaitShutdown(CountDownLatch stopped) {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
