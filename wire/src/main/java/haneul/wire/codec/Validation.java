package haneul.wire.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Compares a request shape with the constraints of the model. Gathers what is violated, at most {@value #LIMIT} times.
 */
final class Validation {
    private static final int LIMIT = 100;
    private static final int SHOWN_CHARACTERS = 1024;
    private static final int MATCHING_STEPS = 1_000_000;

    /** What is wrong with a member. */
    enum Kind {
        MISSING,
        NUMBER,
        OTHER
    }

    /**
     * One violated constraint.
     *
     * @param path as AWS's messages name a member: {@code tags.1.member.key}
     * @param wirePath as the request names it: {@code Tags.1.Key}
     * @param member the member's location in the request; null within lists
     * @param value as shown to the caller; null when not shown
     */
    record Violation(Kind kind, String path, String wirePath, Member member, String value, String constraint) {}

    private final Constraints constraints;
    private final boolean requiredOnly;
    private final List<Violation> violations = new ArrayList<>();

    private Validation(Constraints constraints, boolean requiredOnly) {
        this.constraints = constraints;
        this.requiredOnly = requiredOnly;
    }

    /** Every violation, in the model's order; empty when the request is as the model wants it. */
    static List<Violation> of(Constraints constraints, String shape, SdkPojo request, boolean requiredOnly) {
        if (!(constraints.of(shape) instanceof Constraints.Structure structure)) {
            return List.of();
        }
        var validation = new Validation(constraints, requiredOnly);
        validation.structure(structure, request, Layout.of(request), "", "");
        return validation.violations;
    }

    private void structure(Constraints.Structure rule, SdkPojo shape, Layout layout, String path, String wirePath) {
        var members = rule.members();
        for (int i = 0; i < members.size() && violations.size() < LIMIT; i++) {
            var named = members.get(i);
            if (requiredOnly
                    && !named.required()
                    && !(constraints.of(named.target()) instanceof Constraints.Structure)
                    && !(constraints.of(named.target()) instanceof Constraints.Elements)) {
                continue;
            }
            var member = layout.member(named.wireName());
            if (member == null) {
                continue;
            }
            var value = member.get(shape);
            if (value != null) {
                if (named.target() != null) {
                    check(
                            constraints.of(named.target()),
                            member,
                            value,
                            path(path, named.name()),
                            wire(wirePath, member.name));
                }
            } else if (named.required()) {
                violations.add(new Violation(
                        Kind.MISSING,
                        path(path, named.name()),
                        wire(wirePath, member.name),
                        member,
                        "null",
                        "Member must not be null"));
            }
        }
    }

    private static String path(String parent, String member) {
        var name = Character.toLowerCase(member.charAt(0)) + member.substring(1);
        return parent.isEmpty() ? name : parent + "." + name;
    }

    private static String wire(String parent, String member) {
        return parent.isEmpty() ? member : parent + "." + member;
    }

    private void check(Constraints.Rule rule, Member member, Object value, String path, String wirePath) {
        switch (rule) {
            case null -> {}
            case Constraints.Structure structure
            when value instanceof SdkPojo shape -> structure(structure, shape, member.layout(), path, wirePath);
            case Constraints.Elements elements
            when value instanceof List<?> list -> elements(elements, member, list, path, wirePath);
            case Constraints.Entries entries
            when value instanceof Map<?, ?> map -> entries(entries, member, map, path, wirePath);
            case Constraints.Rule leaf
            when !requiredOnly -> {
                var broken = leaf(leaf, value);
                var kind = leaf instanceof Constraints.Numeric ? Kind.NUMBER : Kind.OTHER;
                broken.forEach(text -> add(kind, path, wirePath, member, value, text));
            }
            default -> {}
        }
    }

    private void add(Kind kind, String path, String wirePath, Member member, Object value, String constraint) {
        if (violations.size() < LIMIT) {
            violations.add(new Violation(kind, path, wirePath, member, shown(value), constraint));
        }
    }

    private static String shown(Object value) {
        if (value instanceof SdkBytes) {
            return null;
        }
        var text = value.toString();
        return "'" + (text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...") + "'";
    }

    private void elements(Constraints.Elements rule, Member member, List<?> list, String path, String wirePath) {
        if (!requiredOnly) {
            size(rule.size(), list.size()).forEach(text -> add(Kind.OTHER, path, wirePath, member, list, text));
        }
        var element = constraints.of(rule.element());
        if (element == null) {
            return;
        }
        for (int i = 0; i < list.size() && violations.size() < LIMIT; i++) {
            if (member.element.isAggregate()) {
                check(element, member.element, list.get(i), path + "." + (i + 1) + ".member", wirePath + "." + (i + 1));
            } else if (!requiredOnly
                    && list.get(i) != null
                    && !leaf(element, list.get(i)).isEmpty()) {
                add(Kind.OTHER, path, wirePath, member, list, "Member must satisfy constraint: " + all(element));
                return;
            }
        }
    }

    private void entries(Constraints.Entries rule, Member member, Map<?, ?> map, String path, String wirePath) {
        if (requiredOnly) {
            return;
        }
        size(rule.size(), map.size()).forEach(text -> add(Kind.OTHER, path, wirePath, member, map, text));
        var key = constraints.of(rule.key());
        var held = constraints.of(rule.value());
        for (var entry : map.entrySet()) {
            if (key != null && !leaf(key, entry.getKey()).isEmpty()) {
                add(Kind.OTHER, path, wirePath, member, map, "Map keys must satisfy constraint: " + all(key));
                return;
            }
            if (held == null || entry.getValue() == null) {
                continue;
            }
            if (member.element.isAggregate()) {
                check(held, member.element, entry.getValue(), path + "." + entry.getKey() + ".member", wirePath);
            } else if (!leaf(held, entry.getValue()).isEmpty()) {
                add(Kind.OTHER, path, wirePath, member, map, "Map value must satisfy constraint: " + all(held));
                return;
            }
        }
    }

    /** The constraints that a leaf breaks, in AWS's words. */
    private static List<String> leaf(Constraints.Rule rule, Object value) {
        return switch (rule) {
            case Constraints.Text text -> text(text, value);
            case Constraints.Numeric number
            when value instanceof Number given -> bounds(number.value(), given.doubleValue(), "value");
            default -> List.of();
        };
    }

    private static List<String> text(Constraints.Text rule, Object value) {
        if (value instanceof SdkBytes bytes) {
            return bounds(rule.length(), bytes.asByteArrayUnsafe().length, "length");
        }
        if (!(value instanceof String text)) {
            return List.of();
        }
        var broken = new ArrayList<>(bounds(rule.length(), text.codePointCount(0, text.length()), "length"));
        if (!rule.values().isEmpty() && !rule.values().contains(text)) {
            broken.add(values(rule));
        }
        if (rule.pattern() != null && !matches(rule.pattern(), text)) {
            broken.add(pattern(rule));
        }
        return broken;
    }

    private static String values(Constraints.Text rule) {
        return "Member must satisfy enum value set: [" + String.join(", ", rule.values()) + "]";
    }

    private static String pattern(Constraints.Text rule) {
        return "Member must satisfy regular expression pattern: " + rule.pattern();
    }

    private static List<String> size(Constraints.Bounds bounds, int size) {
        return bounds(bounds, size, "length");
    }

    private static List<String> bounds(Constraints.Bounds bounds, double given, String what) {
        var broken = new ArrayList<String>(2);
        if (bounds.max() != null && given > bounds.max()) {
            broken.add("Member must have " + what + " less than or equal to " + plain(bounds.max()));
        }
        if (bounds.min() != null && given < bounds.min()) {
            broken.add("Member must have " + what + " greater than or equal to " + plain(bounds.min()));
        }
        return broken;
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) && Math.abs(bound) < 1e18
                ? Long.toString((long) bound)
                : Double.toString(bound);
    }

    /** Every constraint of a leaf: AWS lists them all when an element of a list breaks one. */
    private static String all(Constraints.Rule rule) {
        var every = new ArrayList<String>();
        switch (rule) {
            case Constraints.Text text -> {
                every.addAll(limits(text.length(), "length"));
                if (text.pattern() != null) {
                    every.add(pattern(text));
                }
                if (!text.values().isEmpty()) {
                    every.add(values(text));
                }
            }
            case Constraints.Numeric number -> every.addAll(limits(number.value(), "value"));
            case Constraints.Structure _, Constraints.Elements _, Constraints.Entries _ -> {}
        }
        return "[" + String.join(", ", every) + "]";
    }

    private static List<String> limits(Constraints.Bounds bounds, String what) {
        var limits = new ArrayList<String>(2);
        if (bounds.max() != null) {
            limits.add("Member must have " + what + " less than or equal to " + plain(bounds.max()));
        }
        if (bounds.min() != null) {
            limits.add("Member must have " + what + " greater than or equal to " + plain(bounds.min()));
        }
        return limits;
    }

    /**
     * Matches with a bounded number of steps and a bounded stack: some of the model's patterns backtrack
     * exponentially, or recurse per character, on hostile text. Text that exhausts either does not match.
     */
    static boolean matches(Pattern pattern, String text) {
        try {
            return pattern.matcher(new Metered(text, new int[] {MATCHING_STEPS}))
                    .matches();
        } catch (Exhausted | StackOverflowError e) {
            return false;
        }
    }

    private static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Exhausted() {
            super(null, null, false, false);
        }
    }

    private record Metered(CharSequence text, int[] left) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--left[0] < 0) {
                throw new Exhausted();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Metered(text.subSequence(start, end), left);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
