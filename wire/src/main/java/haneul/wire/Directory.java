package haneul.wire;

import haneul.wire.codec.Protocol;
import haneul.wire.codec.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the service that a request is meant for. */
final class Directory {
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final Map<String, List<Endpoint>> bySigningName = new HashMap<>();
    private final Map<String, Endpoint> byTarget = new HashMap<>();
    private Endpoint fallback;

    void add(Endpoint endpoint) {
        var model = endpoint.model();
        endpoints.add(endpoint);
        bySigningName.computeIfAbsent(model.signingName(), _ -> new ArrayList<>()).add(endpoint);
        if (!model.targetPrefix().isEmpty()) {
            byTarget.put(model.targetPrefix(), endpoint);
        }
        boolean objects = endpoint.style() == haneul.wire.auth.SigningStyle.S3;
        if (fallback == null || objects && fallback.style() != endpoint.style()) {
            fallback = endpoint;
        }
    }

    /** The service of requests that name none: S3 where it is served, because its browsers and presigned links do not. */
    Endpoint fallback() {
        if (fallback == null) {
            throw new IllegalStateException("the gateway serves nothing yet");
        }
        return fallback;
    }

    /** By the service of a credential scope; where several share a name, by the target or the route. */
    Optional<Endpoint> signed(String service, Exchange exchange) {
        var candidates = bySigningName.getOrDefault(service, List.of());
        if (candidates.size() <= 1) {
            return candidates.stream().findFirst();
        }
        return target(exchange).filter(candidates::contains)
                .or(() -> candidates.stream().filter(e -> routes(e, exchange)).findFirst())
                .or(() -> Optional.of(candidates.getFirst()));
    }

    private static boolean routes(Endpoint endpoint, Exchange exchange) {
        var query = Query.parse(exchange.rawQuery());
        return endpoint.model().route(exchange.method(), exchange.rawPath(), query, exchange::header).isPresent();
    }

    /** By {@code X-Amz-Target}. */
    Optional<Endpoint> target(Exchange exchange) {
        return exchange.header("x-amz-target")
                .map(target -> byTarget.get(target.substring(0, Math.max(0, target.lastIndexOf('.')))));
    }

    /** By a label of the host name, as in {@code ec2.ap-northeast-2.amazonaws.com}. */
    Optional<Endpoint> host(String host) {
        for (var endpoint : endpoints) {
            var prefix = endpoint.model().endpointPrefix();
            if (host.startsWith(prefix + ".") || endpoint == fallback && host.contains("." + prefix + ".")) {
                return Optional.of(endpoint);
            }
        }
        return Optional.empty();
    }

    /** By the {@code Action} and {@code Version} of a form. */
    Optional<Endpoint> action(Query form) {
        var action = form.first("Action").orElse("");
        var version = form.first("Version").orElse("");
        for (var endpoint : endpoints) {
            var model = endpoint.model();
            boolean query = model.protocol() == Protocol.AWS_QUERY || model.protocol() == Protocol.EC2_QUERY;
            if (query && model.apiVersion().equals(version) && model.operation(action).isPresent()) {
                return Optional.of(endpoint);
            }
        }
        return Optional.empty();
    }
}
