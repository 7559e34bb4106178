package haneul.wire.codec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The body of a service model: an index of its lines, each read when it is needed. */
final class ServiceOperations {
    private final String javaPackage;
    private final Map<String, String> lines = new LinkedHashMap<>();
    private final Map<String, Operation> operations = new ConcurrentHashMap<>();
    private final Map<String, ModelledError> errors = new HashMap<>();
    private final Constraints constraints;
    private volatile Routes routes;

    ServiceOperations(String text, String javaPackage) {
        this.javaPackage = javaPackage;
        var shapes = new HashMap<String, String>();
        var declared = new ArrayList<ModelledError>();
        for (int from = text.indexOf('\n') + 1; from > 0 && from < text.length(); ) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            var line = text.substring(from, end);
            int name = line.indexOf(' ') + 1;
            int behind = line.indexOf(' ', name);
            switch (line.substring(0, name)) {
                case "op " -> lines.put(line.substring(name, behind), line);
                case "error " -> declared.add(ModelledError.read(line));
                default -> shapes.put(line.substring(name, behind), line);
            }
            from = end + 1;
        }
        declared.forEach(error -> errors.putIfAbsent(error.code(), error));
        declared.forEach(error -> errors.put(error.shape(), error));
        this.constraints = new Constraints(shapes);
    }

    Collection<Operation> all() {
        return lines.keySet().stream().map(name -> named(name).orElseThrow()).toList();
    }

    Optional<Operation> named(String wireName) {
        var line = lines.get(wireName);
        return line == null
                ? Optional.empty()
                : Optional.of(operations.computeIfAbsent(wireName, _ -> new Operation(line, javaPackage)));
    }

    Optional<ModelledError> error(String code) {
        return Optional.ofNullable(errors.get(code));
    }

    Constraints constraints() {
        return constraints;
    }

    Routes routes() {
        var known = routes;
        if (known == null) {
            known = routes = new Routes(all());
        }
        return known;
    }
}
