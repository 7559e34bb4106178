package haneul.models;

import haneul.wire.codec.Operation;
import haneul.wire.codec.ServiceModel;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The table of what is built and what is refused, made from what is registered and never by hand. */
public final class Coverage {
    private Coverage() {}

    /**
     * The Markdown of {@code docs/coverage.md}.
     *
     * @param registered names of the operations that have a handler, by service name
     * @throws IllegalArgumentException when a registered service or operation is not modelled
     */
    public static String of(Map<String, Set<String>> registered) {
        var known = new TreeMap<>(registered);
        known.forEach(Coverage::check);
        var page = new StringBuilder("""
                # Coverage

                Generated from the service models and the registered handlers. Every other modelled operation is routed
                and answers AWS's error for an unsupported operation.

                | Service | Operations | Built |
                |---|---:|---:|
                """);
        for (var model : Models.all()) {
            int built = known.getOrDefault(model.name(), Set.of()).size();
            page.append("| ")
                    .append(model.name())
                    .append(" | ")
                    .append(model.operations().size())
                    .append(" | ")
                    .append(built)
                    .append(" |\n");
        }
        known.forEach(
                (service, operations) -> section(page, Models.service(service).operations(), service, operations));
        return page.toString();
    }

    private static void check(String service, Set<String> operations) {
        ServiceModel model = Models.service(service);
        for (var operation : operations) {
            if (model.operation(operation).isEmpty()) {
                throw new IllegalArgumentException("'" + operation + "' is no operation of " + service);
            }
        }
    }

    private static void section(
            StringBuilder page, Collection<Operation> operations, String service, Set<String> registered) {
        if (registered.isEmpty()) {
            return;
        }
        page.append("\n## ").append(service).append("\n\n| Operation | |\n|---|---|\n");
        for (var operation : operations) {
            page.append("| ")
                    .append(operation.name())
                    .append(" | ")
                    .append(registered.contains(operation.name()) ? "built" : "refused")
                    .append(" |\n");
        }
    }
}
