package haneul.wire.auth;

import haneul.wire.Exchange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The one spelling of a request that both sides sign. (AWS: "Create a canonical request".) */
final class CanonicalRequest {
    private record Parameter(String name, String value) {}

    private static final Comparator<Parameter> ORDER =
            Comparator.comparing(Parameter::name).thenComparing(Parameter::value);

    private CanonicalRequest() {}

    /** Characters stand for bytes: header values come as ISO 8859-1, everything else is ASCII. */
    static String of(Exchange exchange, Claim claim, SigningStyle style, String payloadHash) {
        var out = new StringBuilder(768);
        out.append(exchange.method()).append('\n');
        path(out, exchange.rawPath(), style);
        out.append('\n');
        query(out, exchange.rawQuery(), claim.presigned());
        out.append('\n');
        var headers = exchange.headers();
        for (var name : claim.signedHeaders()) {
            header(out, name, headers);
        }
        out.append('\n');
        names(out, claim.signedHeaders());
        return out.append('\n').append(payloadHash).toString();
    }

    private static void names(StringBuilder out, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            out.append(i == 0 ? "" : ";").append(names.get(i));
        }
    }

    static void path(StringBuilder out, String rawPath, SigningStyle style) {
        switch (style) {
            case S3 -> UriText.canonical(out, rawPath, 0, rawPath.length(), true, false);
            case STANDARD -> UriText.encodeAgain(out, normalised(rawPath));
        }
    }

    private static String normalised(String path) {
        if (!path.contains("//") && !path.contains("/.")) {
            return path;
        }
        var kept = new ArrayDeque<String>();
        for (var segment : path.split("/")) {
            switch (segment) {
                case "", "." -> {}
                case ".." -> kept.pollLast();
                default -> kept.addLast(segment);
            }
        }
        boolean folder = path.endsWith("/") || path.endsWith("/.") || path.endsWith("/..");
        return "/" + String.join("/", kept) + (folder && !kept.isEmpty() ? "/" : "");
    }

    static void query(StringBuilder out, String raw, boolean presigned) {
        if (raw.isEmpty()) {
            return;
        }
        var parameters = new ArrayList<Parameter>();
        int from = 0;
        while (from <= raw.length()) {
            int end = raw.indexOf('&', from);
            end = end < 0 ? raw.length() : end;
            if (end > from) {
                parameter(parameters, raw, from, end, presigned);
            }
            from = end + 1;
        }
        parameters.sort(ORDER);
        for (int i = 0; i < parameters.size(); i++) {
            var parameter = parameters.get(i);
            out.append(i == 0 ? "" : "&").append(parameter.name()).append('=').append(parameter.value());
        }
    }

    private static void parameter(List<Parameter> into, String raw, int from, int end, boolean presigned) {
        int equals = raw.indexOf('=', from);
        int nameEnd = equals < 0 || equals > end ? end : equals;
        var text = new StringBuilder(end - from + 16);
        UriText.canonical(text, raw, from, nameEnd, false, true);
        int split = text.length();
        if (nameEnd < end) {
            UriText.canonical(text, raw, nameEnd + 1, end, false, true);
        }
        var name = text.substring(0, split);
        if (!presigned || !name.equals("X-Amz-Signature")) {
            into.add(new Parameter(name, text.substring(split)));
        }
    }

    private static void header(StringBuilder out, String name, List<Exchange.Header> headers) {
        out.append(name).append(':');
        boolean repeated = false;
        for (var header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                if (repeated) {
                    out.append(',');
                }
                trimmed(out, header.value());
                repeated = true;
            }
        }
        out.append('\n');
    }

    /** Without blanks around it, and with one space for each run of blanks inside. */
    private static void trimmed(StringBuilder out, String value) {
        int end = value.length();
        while (end > 0 && blank(value.charAt(end - 1))) {
            end--;
        }
        int start = 0;
        while (start < end && blank(value.charAt(start))) {
            start++;
        }
        for (int i = start; i < end; i++) {
            char c = value.charAt(i);
            if (!blank(c)) {
                out.append(c);
            } else if (!blank(value.charAt(i - 1))) {
                out.append(' ');
            }
        }
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t';
    }
}
