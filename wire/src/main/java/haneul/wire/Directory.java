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
        bySigningName
                .computeIfAbsent(model.signingName(), _ -> new ArrayList<>())
                .add(endpoint);
        if (!model.targetPrefix().isEmpty()) {
            byTarget.put(model.targetPrefix(), endpoint);
        }
        boolean objects = endpoint.style() == haneul.wire.auth.SigningStyle.S3;
        if (fallback == null || objects && fallback.style() != endpoint.style()) {
            fallback = endpoint;
        }
    }

    /**
     * The service of requests that name none: S3 where it is served, because its browsers and presigned links do not.
     */
    Endpoint fallback() {
        if (fallback == null) {
            throw new IllegalStateException("the gateway serves nothing yet");
        }
        return fallback;
    }

    /** Those that go by the service of a credential scope; more than one where AWS has several under one name. */
    List<Endpoint> signed(String service) {
        return bySigningName.getOrDefault(service, List.of());
    }

    /** One of several of the same signing name: by target, by form, by host name, else the one that serves the rest. */
    Endpoint among(List<Endpoint> candidates, Exchange exchange, Query form) {
        return target(exchange)
                .filter(candidates::contains)
                .or(() -> action(form).filter(candidates::contains))
                .or(() -> candidates.stream()
                        .filter(e -> e != fallback
                                && exchange.host().contains(e.model().endpointPrefix() + "."))
                        .findFirst())
                .orElseGet(() -> candidates.contains(fallback) ? fallback : candidates.getFirst());
    }

    /** By {@code X-Amz-Target}. */
    Optional<Endpoint> target(Exchange exchange) {
        return exchange.header("x-amz-target")
                .map(target -> byTarget.get(target.substring(0, Math.max(0, target.lastIndexOf('.')))));
    }

    /**
     * By the host name, as in {@code ec2.ap-northeast-2.amazonaws.com}; a bucket's host has no region behind its
     * name.
     */
    Optional<Endpoint> host(String host) {
        int dot = host.indexOf('.');
        if (dot <= 0 || !region(host, dot + 1)) {
            return Optional.empty();
        }
        var first = host.substring(0, dot);
        return endpoints.stream()
                .filter(e -> e.model().endpointPrefix().equals(first))
                .findFirst();
    }

    /** Whether a label such as {@code ap-northeast-2} starts there. */
    private static boolean region(String host, int from) {
        int end = host.indexOf('.', from);
        end = end < 0 ? host.length() : end;
        return end - from > 2 && host.indexOf('-', from) == from + 2 && Character.isDigit(host.charAt(end - 1));
    }

    /** By the {@code Action} and {@code Version} of a form. */
    Optional<Endpoint> action(Query form) {
        var action = form.first("Action").orElse("");
        if (action.isEmpty()) {
            return Optional.empty();
        }
        var version = form.first("Version").orElse("");
        for (var endpoint : endpoints) {
            var model = endpoint.model();
            boolean query = model.protocol() == Protocol.AWS_QUERY || model.protocol() == Protocol.EC2_QUERY;
            if (query
                    && model.apiVersion().equals(version)
                    && model.operation(action).isPresent()) {
                return Optional.of(endpoint);
            }
        }
        return Optional.empty();
    }
}
