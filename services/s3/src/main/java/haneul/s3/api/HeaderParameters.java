package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.wire.codec.Query;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A header value such as {@code form-data; name="key"} in its parts (RFC 9110 section 5.6.6; {@code name*} as in RFC
 * 8187). In a quoted value a backslash escapes a quotation mark alone, because old browsers send file paths in them.
 */
final class HeaderParameters {
    private final String text;
    private final String type;
    private final Map<String, String> values = new HashMap<>();
    private int at;

    /** @throws haneul.kernel.AwsException {@code MalformedPOSTRequest} when it is not of that form */
    HeaderParameters(String text) {
        this.text = text;
        this.type = upTo(";").strip();
        while (at < text.length()) {
            parameter();
        }
    }

    /** What stands before the first parameter. */
    String type() {
        return type;
    }

    /** @param name lower case. @return null when there is none of it */
    String value(String name) {
        var extended = values.get(name + "*");
        return extended != null ? extended : values.get(name);
    }

    private void parameter() {
        at++;
        var name = upTo("=;").strip().toLowerCase(Locale.ROOT);
        if (name.isEmpty() && at == text.length()) {
            return;
        }
        if (name.isEmpty() || at == text.length() || text.charAt(at) != '=') {
            throw MultipartForm.malformed();
        }
        at++;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        boolean quoted = at < text.length() && text.charAt(at) == '"';
        var value = quoted ? quoted() : upTo(";").strip();
        if (values.put(name, name.endsWith("*") ? extended(value) : value) != null) {
            throw MultipartForm.malformed();
        }
    }

    private String quoted() {
        var value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                if (!upTo(";").isBlank()) {
                    throw MultipartForm.malformed();
                }
                return value.toString();
            }
            if (c == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                at++;
                c = '"';
            }
            value.append(c);
        }
        throw MultipartForm.malformed();
    }

    private static String extended(String value) {
        int quote = value.indexOf('\'', value.indexOf('\'') + 1);
        if (quote < 0 || !value.regionMatches(true, 0, "utf-8'", 0, 6)) {
            throw MultipartForm.malformed();
        }
        try {
            return Query.parse("v=" + value.substring(quote + 1).replace("+", "%2B"))
                    .first("v")
                    .orElse("");
        } catch (AwsException badEscape) {
            throw MultipartForm.malformed();
        }
    }

    private String upTo(String stops) {
        int from = at;
        while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }
}
