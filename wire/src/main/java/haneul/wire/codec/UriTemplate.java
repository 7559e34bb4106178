package haneul.wire.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The path of a REST operation, for example {@code /{Bucket}/{Key+}}: literal segments, labels that take one segment,
 * and at most one greedy label that takes the rest. A label never matches nothing. One slash at the end of a
 * path that ends in no greedy label is ignored, as AWS does.
 */
final class UriTemplate {
    private sealed interface Segment {}

    private record Literal(String text) implements Segment {}

    private record Label(String name) implements Segment {}

    private record Greedy(String name) implements Segment {}

    private final List<Segment> segments = new ArrayList<>();
    private final int literals;

    UriTemplate(String path) {
        int count = 0;
        for (var part : path.split("/")) {
            if (part.startsWith("{") && part.endsWith("+}")) {
                segments.add(new Greedy(part.substring(1, part.length() - 2)));
            } else if (part.startsWith("{") && part.endsWith("}")) {
                segments.add(new Label(part.substring(1, part.length() - 1)));
            } else if (!part.isEmpty()) {
                segments.add(new Literal(part));
                count++;
            }
        }
        literals = count;
    }

    /** More literal segments make a template more specific. */
    int literals() {
        return literals;
    }

    boolean matches(String rawPath) {
        return walk(rawPath, null);
    }

    /** Hands each label and its decoded value to {@code each}. @throws Malformed when a value is badly escaped */
    void labels(String rawPath, BiConsumer<String, String> each) {
        walk(rawPath, each);
    }

    private boolean walk(String path, BiConsumer<String, String> each) {
        int at = 0;
        for (int i = 0; i < segments.size(); i++) {
            if (at >= path.length() || path.charAt(at) != '/') {
                return false;
            }
            int from = at + 1;
            var segment = segments.get(i);
            int rest = i == segments.size() - 1 ? 0 : trailing(path, segments.size() - 1 - i);
            int end = segment instanceof Greedy ? path.length() - rest : path.indexOf('/', from);
            end = end < 0 ? path.length() : end;
            if (!fits(segment, path, from, end, each)) {
                return false;
            }
            at = end;
        }
        return at == path.length() || at == path.length() - 1 && path.charAt(at) == '/';
    }

    /** Length of the last {@code count} segments of a path, with their slashes: what stands behind a greedy label. */
    private static int trailing(String path, int count) {
        int at = path.length();
        for (int i = 0; i < count && at > 0; i++) {
            at = path.lastIndexOf('/', at - 1);
        }
        return path.length() - Math.max(at, 0);
    }

    private static boolean fits(Segment segment, String path, int from, int end, BiConsumer<String, String> each) {
        if (end <= from) {
            return false;
        }
        var name =
                switch (segment) {
                    case Literal literal -> null;
                    case Label label -> label.name;
                    case Greedy greedy -> greedy.name;
                };
        if (segment instanceof Literal literal) {
            return literal.text.length() == end - from && path.startsWith(literal.text, from);
        }
        if (each != null) {
            each.accept(name, Percent.decode(path, from, end, false));
        }
        return true;
    }
}
