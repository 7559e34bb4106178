package haneul.acceptance;

import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding as Signature Version 4 wants it: only RFC 3986 unreserved characters stay, hex digits in capitals.
 */
public final class Percent {

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

    private Percent() {}

    /** Encodes a query name or value, or one path segment: {@code /} becomes {@code %2F}. */
    public static String encode(String text) {
        return encode(text, false);
    }

    /** Encodes an object key for a path: {@code /} stays. */
    public static String path(String key) {
        return encode(key, true);
    }

    private static String encode(String text, boolean keepSlash) {
        var out = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (UNRESERVED.indexOf(c) >= 0 || keepSlash && c == '/') {
                out.append(c);
            } else {
                out.append('%').append(String.format("%02X", (int) c));
            }
        }
        return out.toString();
    }
}
