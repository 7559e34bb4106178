package haneul.wire.codec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the operation of a REST request. Among those whose path fits, more literal path segments win, then more
 * literal query parameters, then more required parameters that the request has. An operation named by a literal query
 * parameter, or alone on its path, is chosen even when required ones are missing, so that the caller learns what is
 * missing. Elsewhere a request without them is no operation at all: {@code POST /bucket/key} is not the end of an
 * upload.
 */
final class Routes {
    /** Operations of one method and one path template, most specific first. */
    private record Group(UriTemplate template, List<Operation> operations) {}

    /** Where one operation replaced another on its route, its name ends in Configuration. */
    private static final Comparator<Operation> SPECIFIC = Comparator.comparingInt(Operation::literalCount)
            .thenComparingInt(Operation::needCount)
            .thenComparing(operation -> operation.name().endsWith("Configuration"))
            .reversed()
            .thenComparing(Operation::superseded);

    private final Map<String, List<Group>> byMethod = new HashMap<>();

    Routes(Collection<Operation> operations) {
        var grouped = new HashMap<String, Map<String, Group>>();
        for (var operation : operations) {
            var path = operation.uri().replaceFirst("\\?.*", "").replaceAll("\\{[^}+]*", "{");
            grouped.computeIfAbsent(operation.method(), _ -> new HashMap<>())
                    .computeIfAbsent(path, _ -> new Group(operation.template(), new ArrayList<>()))
                    .operations
                    .add(operation);
        }
        grouped.forEach((method, groups) -> {
            var sorted = new ArrayList<>(groups.values());
            sorted.sort(Comparator.comparingInt((Group group) -> -group.template.literals())
                    .thenComparing(
                            group -> group.operations.getFirst().uri(),
                            Comparator.comparingInt(String::length).reversed()));
            sorted.forEach(group -> group.operations.sort(SPECIFIC));
            byMethod.put(method, sorted);
        });
    }

    Optional<Operation> find(String method, String rawPath, Query query, Function<String, Optional<String>> headers) {
        var groups = byMethod.getOrDefault(method, List.of());
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).template.matches(rawPath)) {
                var found = choose(groups.get(i).operations, query, headers);
                if (found != null) {
                    return Optional.of(found);
                }
            }
        }
        return Optional.empty();
    }

    private static Operation choose(
            List<Operation> operations, Query query, Function<String, Optional<String>> headers) {
        Operation nearest = null;
        int fewestMissing = Integer.MAX_VALUE;
        for (int i = 0; i < operations.size(); i++) {
            var operation = operations.get(i);
            if (nearest != null && operation.literalCount() < nearest.literalCount()) {
                return nearest;
            }
            if (!operation.fitsLiterals(query)) {
                continue;
            }
            int missing = operation.missingNeeds(query, headers);
            if (missing == 0) {
                return operation;
            }
            if (missing < fewestMissing) {
                nearest = operation;
                fewestMissing = missing;
            }
        }
        return nearest != null && nearest.literalCount() == 0 && operations.size() > 1 ? null : nearest;
    }
}
