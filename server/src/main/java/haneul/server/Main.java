package haneul.server;

import haneul.kernel.CloudClock;
import haneul.kernel.FolderDisk;
import haneul.kernel.RandomIds;
import haneul.models.Models;
import haneul.s3.Limits;
import haneul.s3.S3;
import haneul.storage.EngineOptions;
import haneul.storage.RocksIndex;
import haneul.storage.StorageEngine;
import haneul.wire.Endpoint;
import haneul.wire.Gateway;
import haneul.wire.Throttle;
import haneul.wire.http.JettyServer;
import haneul.wire.http.LocalAuthority;
import haneul.wire.http.ServerOptions;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.List;

/** The launcher's verbs, and the whole wiring of a cloud in {@link #start}. */
public final class Main {
    static final String REGION = "ap-northeast-2";
    static final String ACCOUNT = "000000000000";
    private static final long INDEX_CACHE_BYTES = 32 << 20;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    /** Does what the command line says and answers the exit code. */
    static int run(List<String> arguments) {
        var verb = arguments.isEmpty() ? "help" : arguments.getFirst();
        try {
            return verb(verb).run(arguments.subList(Math.min(1, arguments.size()), arguments.size()));
        } catch (Failure e) {
            System.err.println("haneul: " + e.getMessage());
            return Verb.FAILED;
        }
    }

    private static Verb verb(String name) {
        return switch (name) {
            case "up" -> new Up();
            case "down" -> new Down();
            case "env" -> new Env();
            case "status" -> new Status();
            case "doctor" -> new Doctor();
            case "clock" -> new ClockVerb();
            case "key" -> new KeyVerb();
            case "test" -> new TestRun();
            case "soak" -> new Soak();
            case "bench" -> new Bench();
            case "format" -> new Format();
            case "coverage" -> new CoverageVerb();
            case "rehearse" -> new Rehearse();
            case "help", "--help", "-h" -> new Help();
            default -> throw new Failure("there is no verb \"" + name + "\"\n" + Help.TEXT);
        };
    }

    /**
     * Starts a cloud; it answers when this returns.
     *
     * @throws Failure when its data folder or its port is taken, or either cannot be used
     */
    static Cloud start(Settings settings) {
        var parts = new Parts();
        try {
            return start(settings, parts);
        } catch (IOException e) {
            parts.close();
            throw new Failure("cannot start on " + settings.folder().root() + ": " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            parts.close();
            throw e;
        }
    }

    private static Cloud start(Settings settings, Parts parts) throws IOException {
        var folder = settings.folder();
        folder.create();
        parts.add(folder.lock());
        var ids = new RandomIds();
        var clock = new CloudClock(new ClockFile(folder));
        var rootKey = RootKey.establish(folder, System.getenv(), ids);

        var disk = new FolderDisk(folder.store());
        var rows = new RocksIndex(folder.store().resolve("index"), INDEX_CACHE_BYTES);
        var storage = parts.add(new StorageEngine(disk, ids, EngineOptions.defaults(), rows));
        var keys = new AccessKeys(storage.index(), clock, ids, rootKey, ACCOUNT);
        var gate = new RootAuthorizer(ACCOUNT);
        var status = new CloudStatus(settings, clock, gate);
        var admin = new AdminApi(clock, keys, status::facts);
        var gateway =
                new Gateway(clock, RealTime.clock()::now, ids, keys, gate, new CallLog(), REGION, admin, Throttle.NONE);

        var limits = Limits.of(settings.profile().toString());
        var s3 = parts.add(new S3(storage, clock, ids, limits, REGION, settings.domains(), Models.service("s3")));
        var services = List.of(s3.endpoint());
        services.forEach(gateway::serve);
        refuseTheRest(gateway, services);

        var options = ServerOptions.loopback(settings.port()).host(settings.bind());
        var http = parts.add(
                new JettyServer(options, ids, gateway::handle, authority(folder, settings.domains())::context));
        listen(http, settings);
        var endpoint = URI.create("http://" + settings.bind() + ":" + http.port());
        folder.recordEndpoint(endpoint.toString());
        return new Cloud(endpoint, rootKey, status.banner(), services, parts);
    }

    /** Whom HTTPS clients must trust; made on first use, by {@code env} or by the first of them. */
    static LocalAuthority authority(DataFolder folder, Collection<String> domains) {
        return LocalAuthority.standard(folder.certificates(), REGION, domains, new RandomIds(), RealTime.clock()::now);
    }

    /** Services that are not built are on the wire too, so that each of their operations is refused as AWS refuses. */
    private static void refuseTheRest(Gateway gateway, List<Endpoint> built) {
        var names = built.stream().map(service -> service.model().name()).toList();
        Models.all().stream()
                .filter(model -> !names.contains(model.name()))
                .forEach(model -> gateway.serve(new Endpoint(model)));
    }

    private static void listen(JettyServer http, Settings settings) {
        try {
            http.start();
        } catch (IOException e) {
            var taken =
                    "cannot listen on port %d of %s: %s. Choose another with --port (0 takes any free one), or stop "
                            + "the program that has it";
            throw new Failure(taken.formatted(settings.port(), settings.bind(), e.getMessage()), e);
        }
    }
}
