package haneul.wire.codec;

import java.util.List;
import java.util.Optional;

/** The parameters of a query string or of a form body: strictly decoded, in the order sent, bounded. */
public final class Query {
    public static final Query EMPTY = new Query(List.of());

    /** One decoded parameter; the value of a parameter without an equals sign is empty. */
    public record Parameter(String name, String value) {}

    private final List<Parameter> parameters;

    private Query(List<Parameter> parameters) {
        this.parameters = parameters;
    }

    /** @throws haneul.kernel.AwsException 400 when an escape is malformed, is no UTF-8, or there are too many */
    public static Query parse(String raw) {
        throw new UnsupportedOperationException();
    }

    public Optional<String> first(String name) {
        throw new UnsupportedOperationException();
    }

    public List<String> all(String name) {
        throw new UnsupportedOperationException();
    }

    public boolean has(String name) {
        throw new UnsupportedOperationException();
    }

    public List<Parameter> parameters() {
        return parameters;
    }
}
