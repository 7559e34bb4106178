package haneul.s3.api;

import haneul.s3.model.Regions;
import haneul.wire.Addressing;
import java.util.List;
import java.util.Optional;

/**
 * Reads the bucket and region that a host name may carry (S3 user guide, "Virtual hosting of general purpose buckets"):
 * {@code bucket.s3.region.domain}, {@code bucket.s3.domain} and {@code bucket.domain}, where a bucket's name may hold
 * dots. Any other host, an address or a name unknown, carries neither; then the bucket is in the path.
 */
public final class Hosts implements Addressing {
    private static final String AMAZON = "amazonaws.com";
    private static final String DUALSTACK = "dualstack.";

    private final List<String> domains;

    /** @param domains where buckets are subdomains, lower case, for example {@code localhost}; amazonaws.com is one */
    public Hosts(List<String> domains) {
        this.domains = List.copyOf(domains);
    }

    /** What a host names; each part may be absent. */
    record Named(Optional<String> bucket, Optional<String> region) {
        static final Named NOTHING = new Named(Optional.empty(), Optional.empty());
    }

    @Override
    public String path(String host, String rawPath) {
        return named(host).bucket().map(bucket -> "/" + bucket + rawPath).orElse(rawPath);
    }

    Named named(String host) {
        if (host.endsWith("." + AMAZON)) {
            return service(labels(host, AMAZON)).orElse(Named.NOTHING);
        }
        for (var domain : domains) {
            if (host.equals(domain)) {
                return Named.NOTHING;
            }
            if (host.endsWith("." + domain)) {
                var labels = labels(host, domain);
                return service(labels).orElseGet(() -> new Named(Optional.of(labels), Optional.empty()));
            }
        }
        return Named.NOTHING;
    }

    private static String labels(String host, String domain) {
        return host.substring(0, host.length() - domain.length() - 1);
    }

    /** What stands before the domain when it ends with {@code s3} or {@code s3.region}; empty when it does not. */
    private static Optional<Named> service(String labels) {
        var region = Optional.<String>empty();
        var rest = labels;
        int dot = labels.lastIndexOf('.');
        if (Regions.exists(labels.substring(dot + 1)) && dot > 0) {
            region = Optional.of(labels.substring(dot + 1));
            rest = labels.substring(0, dot);
            boolean dualstack = (rest + ".").endsWith("s3." + DUALSTACK);
            rest = dualstack ? rest.substring(0, rest.length() - DUALSTACK.length()) : rest;
        }
        if (rest.equals("s3")) {
            return Optional.of(new Named(Optional.empty(), region));
        }
        if (rest.endsWith(".s3")) {
            return Optional.of(new Named(Optional.of(rest.substring(0, rest.length() - 3)), region));
        }
        return Optional.empty();
    }
}
