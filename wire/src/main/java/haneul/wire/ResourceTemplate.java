package haneul.wire;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** The resource of an {@link Action}, filled from the members of a request. */
final class ResourceTemplate {
    private record Part(String text, boolean member) {}

    private final List<Part> parts;

    private ResourceTemplate(List<Part> parts) {
        this.parts = parts;
    }

    /** @throws IllegalArgumentException when a brace is not closed */
    static ResourceTemplate parse(String template) {
        var parts = new ArrayList<Part>();
        int from = 0;
        while (from < template.length()) {
            int open = template.indexOf('{', from);
            if (open != from) {
                parts.add(new Part(template.substring(from, open < 0 ? template.length() : open), false));
            }
            if (open < 0) {
                break;
            }
            int close = template.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("the resource '" + template + "' lacks a closing brace");
            }
            parts.add(new Part(template.substring(open + 1, close), true));
            from = close + 1;
        }
        return new ResourceTemplate(List.copyOf(parts));
    }

    /** A member that is not set becomes empty. */
    String fill(SdkPojo request, Call call) {
        if (parts.size() == 1 && !parts.getFirst().member()) {
            return parts.getFirst().text();
        }
        var out = new StringBuilder();
        for (var part : parts) {
            out.append(part.member() ? value(part.text(), request, call) : part.text());
        }
        return out.toString();
    }

    private static String value(String name, SdkPojo request, Call call) {
        return switch (name) {
            case "region" -> call.region();
            case "account" -> call.caller().account();
            default -> {
                var value = member(name, request);
                yield value == null ? "" : value.toString();
            }
        };
    }

    private static Object member(String name, SdkPojo request) {
        for (SdkField<?> field : request.sdkFields()) {
            if (field.locationName().equals(name)) {
                return field.getValueOrDefault(request);
            }
        }
        throw new IllegalStateException(request.getClass().getSimpleName() + " has no member " + name);
    }
}
