package haneul.wire.codec;

import haneul.kernel.AwsException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The parameters of a query string or of a form body: strictly decoded, in the order sent, at most {@value #LIMIT}. */
public final class Query {
    /** Far above what any operation takes, and low enough that a body full of separators stays cheap. */
    public static final int LIMIT = 20_000;

    public static final Query EMPTY = new Query(List.of());

    /** One decoded parameter; the value of a parameter without an equals sign is empty. */
    public record Parameter(String name, String value) {}

    private final List<Parameter> parameters;

    private Query(List<Parameter> parameters) {
        this.parameters = parameters;
    }

    /**
     * Reads {@code a=1&b=%20}; {@code +} stands for a space.
     *
     * @throws AwsException {@code MalformedQueryString} 400 when an escape is malformed or no UTF-8, or there are too
     *     many
     */
    public static Query parse(String raw) {
        try {
            return read(raw);
        } catch (Malformed e) {
            throw new AwsException("MalformedQueryString", 400, "The query string is malformed: " + e.getMessage());
        }
    }

    static Query read(String raw) {
        if (raw.isEmpty()) {
            return EMPTY;
        }
        var found = new ArrayList<Parameter>();
        for (int from = 0; from <= raw.length(); ) {
            int end = raw.indexOf('&', from);
            end = end < 0 ? raw.length() : end;
            if (end > from) {
                if (found.size() == LIMIT) {
                    throw new Malformed("more than " + LIMIT + " parameters");
                }
                found.add(parameter(raw, from, end));
            }
            from = end + 1;
        }
        return new Query(Collections.unmodifiableList(found));
    }

    private static Parameter parameter(String raw, int from, int end) {
        int equals = raw.indexOf('=', from);
        if (equals < 0 || equals >= end) {
            return new Parameter(Percent.decode(raw, from, end, true), "");
        }
        return new Parameter(Percent.decode(raw, from, equals, true), Percent.decode(raw, equals + 1, end, true));
    }

    /** The value of the first parameter of this name. */
    public Optional<String> first(String name) {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name.equals(name)) {
                return Optional.of(parameters.get(i).value);
            }
        }
        return Optional.empty();
    }

    /** The values of every parameter of this name, in the order sent. */
    public List<String> all(String name) {
        return parameters.stream()
                .filter(p -> p.name.equals(name))
                .map(Parameter::value)
                .toList();
    }

    public boolean has(String name) {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name.equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** These parameters, then those. */
    Query and(Query more) {
        if (parameters.isEmpty()) {
            return more;
        }
        var both = new ArrayList<>(parameters);
        both.addAll(more.parameters);
        return new Query(Collections.unmodifiableList(both));
    }

    public boolean isEmpty() {
        return parameters.isEmpty();
    }

    public List<Parameter> parameters() {
        return parameters;
    }
}
