package haneul.server;

import haneul.kernel.CloudClock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a running cloud says about itself, at start and when asked. */
final class CloudStatus {
    private final Settings settings;
    private final CloudClock clock;
    private final RootAuthorizer gate;

    CloudStatus(Settings settings, CloudClock clock, RootAuthorizer gate) {
        this.settings = settings;
        this.clock = clock;
        this.gate = gate;
    }

    /** The facts by name, in the order to show them. */
    Map<String, Object> facts() {
        var folder = settings.folder();
        var facts = new LinkedHashMap<String, Object>();
        facts.put("endpoint", folder.endpoint().orElse("not listening yet"));
        facts.put(
                "data",
                "%s (%.1f GiB free, everything on this one disk)"
                        .formatted(folder.root(), folder.usableBytes() / (double) (1 << 30)));
        facts.put("region", Main.REGION + ", account " + Main.ACCOUNT + ", limits of profile " + settings.profile());
        facts.put("clock", clock.now() + ", " + clock.offset() + " ahead of real time");
        facts.put("gate", gate.enforcement());
        facts.put("process", ProcessHandle.current().pid());
        return facts;
    }

    /** The lines to print at start. */
    List<String> banner() {
        return facts().entrySet().stream()
                .filter(fact -> !fact.getKey().equals("endpoint"))
                .map(fact -> "  %-9s %s".formatted(fact.getKey(), fact.getValue()))
                .toList();
    }
}
