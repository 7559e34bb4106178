package haneul.wire.auth;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** AWS's URI encoding: every byte but {@code A-Z a-z 0-9 - . _ ~} becomes {@code %XX} with upper-case digits. */
final class UriText {
    private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();
    private static final boolean[] UNRESERVED = new boolean[128];

    static {
        for (char c = 0; c < UNRESERVED.length; c++) {
            UNRESERVED[c] =
                    c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "-._~".indexOf(c) >= 0;
        }
    }

    private UriText() {}

    /**
     * Appends {@code raw}, which may already hold escapes, in the one canonical spelling: needless escapes are undone,
     * missing ones added. A malformed escape is taken literally.
     *
     * @param slash whether {@code /} stays as it is
     * @param plusIsSpace whether {@code +} means a space, as in a query
     */
    static void canonical(StringBuilder out, String raw, int from, int to, boolean slash, boolean plusIsSpace) {
        int i = from;
        while (i < to) {
            char c = raw.charAt(i);
            if (c < 128 && UNRESERVED[c] || c == '/' && slash) {
                out.append(c);
                i++;
            } else if (c == '%' && escape(raw, i, to) >= 0) {
                int octet = escape(raw, i, to);
                if (octet < 128 && UNRESERVED[octet]) {
                    out.append((char) octet);
                } else {
                    octet(out, octet);
                }
                i += 3;
            } else if (c == '+' && plusIsSpace) {
                out.append("%20");
                i++;
            } else {
                i += encode(out, raw, i, to);
            }
        }
    }

    /** Appends {@code raw} with every character encoded that is neither unreserved nor a slash, escapes included. */
    static void encodeAgain(StringBuilder out, String raw) {
        int i = 0;
        while (i < raw.length()) {
            char c = raw.charAt(i);
            if (c < 128 && UNRESERVED[c] || c == '/') {
                out.append(c);
                i++;
            } else {
                i += encode(out, raw, i, raw.length());
            }
        }
    }

    /** Decodes well-formed escapes and leaves everything else; {@code +} stays. */
    static String decode(String raw) {
        int first = raw.indexOf('%');
        if (first < 0) {
            return raw;
        }
        var bytes = new ByteArrayOutputStream(raw.length());
        int i = 0;
        while (i < raw.length()) {
            char c = raw.charAt(i);
            int octet = c == '%' ? escape(raw, i, raw.length()) : -1;
            if (octet >= 0) {
                bytes.write(octet);
                i += 3;
            } else if (c < 128) {
                bytes.write(c);
                i++;
            } else {
                int width = Character.charCount(raw.codePointAt(i));
                bytes.writeBytes(raw.substring(i, i + width).getBytes(StandardCharsets.UTF_8));
                i += width;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int encode(StringBuilder out, String raw, int at, int to) {
        char c = raw.charAt(at);
        if (c < 128) {
            octet(out, c);
            return 1;
        }
        int width = Math.min(Character.charCount(raw.codePointAt(at)), to - at);
        for (byte b : raw.substring(at, at + width).getBytes(StandardCharsets.UTF_8)) {
            octet(out, b & 0xFF);
        }
        return width;
    }

    private static void octet(StringBuilder out, int octet) {
        out.append('%').append(DIGITS[octet >> 4]).append(DIGITS[octet & 15]);
    }

    /** The octet of the escape at {@code at}, or -1 when it is none. */
    private static int escape(String raw, int at, int to) {
        if (at + 2 >= to) {
            return -1;
        }
        int high = Character.digit(raw.charAt(at + 1), 16);
        int low = Character.digit(raw.charAt(at + 2), 16);
        return high < 0 || low < 0 || raw.charAt(at + 1) > 127 || raw.charAt(at + 2) > 127 ? -1 : high << 4 | low;
    }
}
