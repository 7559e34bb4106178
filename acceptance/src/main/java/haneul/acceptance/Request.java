package haneul.acceptance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One HTTP request exactly as it goes on the wire. Immutable: every step returns a new request.
 *
 * @param path the raw, already encoded path
 * @param query decoded names and values; a null value is a bare name without {@code =}
 * @param body the bytes sent after the head; their length is declared unless a header says otherwise
 */
public record Request(String method, String path, List<Pair> query, List<Pair> headers, byte[] body) {

    /** A name and its value. */
    public record Pair(String name, String value) {}

    public static Request of(String method, String path) {
        return new Request(method, path, List.of(), List.of(), new byte[0]);
    }

    /** A request for an object in path style. */
    public static Request object(String method, String bucket, String key) {
        return of(method, "/" + bucket + "/" + Percent.path(key));
    }

    public Request query(String name, String value) {
        return new Request(method, path, with(query, name, value), headers, body);
    }

    /** Adds a sub-resource such as {@code ?uploads}. */
    public Request query(String name) {
        return query(name, null);
    }

    public Request header(String name, String value) {
        return new Request(method, path, query, with(headers, name, value), body);
    }

    /** Puts a header in the place of every header of that name. */
    public Request replace(String name, String value) {
        return without(name).header(name, value);
    }

    public Request without(String name) {
        var kept =
                headers.stream().filter(h -> !h.name().equalsIgnoreCase(name)).toList();
        return new Request(method, path, query, kept, body);
    }

    public Request body(byte[] bytes) {
        return new Request(method, path, query, headers, bytes);
    }

    public Request body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    public Request path(String other) {
        return new Request(method, other, query, headers, body);
    }

    public Request method(String other) {
        return new Request(other, path, query, headers, body);
    }

    public Optional<String> first(String header) {
        return headers.stream()
                .filter(h -> h.name().equalsIgnoreCase(header))
                .map(Pair::value)
                .findFirst();
    }

    /** Path and query as they stand in the request line. */
    public String target() {
        if (query.isEmpty()) {
            return path;
        }
        return path + "?"
                + query.stream()
                        .map(p -> Percent.encode(p.name()) + (p.value() == null ? "" : "=" + Percent.encode(p.value())))
                        .collect(Collectors.joining("&"));
    }

    private static List<Pair> with(List<Pair> pairs, String name, String value) {
        var longer = new ArrayList<>(pairs);
        longer.add(new Pair(name, value));
        return List.copyOf(longer);
    }
}
