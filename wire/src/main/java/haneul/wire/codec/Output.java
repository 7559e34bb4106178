package haneul.wire.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing row of bytes that text is written to as UTF-8 without passing through a string. */
final class Output {
    private byte[] bytes;
    private int length;

    Output(int capacity) {
        this.bytes = new byte[capacity];
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    int length() {
        return length;
    }

    private void need(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, more)));
        }
    }

    Output octet(int value) {
        need(1);
        bytes[length++] = (byte) value;
        return this;
    }

    Output raw(byte[] more) {
        need(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    Output text(String text) {
        int size = text.length();
        need(size);
        for (int i = 0; i < size; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return raw(text.substring(i).getBytes(StandardCharsets.UTF_8));
            }
            bytes[length++] = (byte) c;
        }
        return this;
    }

    /**
     * Text of an XML element or attribute. A control character that XML 1.0 cannot hold is written as a character
     * reference, as S3 does for keys.
     */
    Output escaped(String text) {
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            var escape = escape(text.charAt(i));
            if (escape != null) {
                text(text.substring(from, i)).text(escape);
                from = i + 1;
            }
        }
        return text(from == 0 ? text : text.substring(from));
    }

    /** As {@link #escaped}, with the white space that a reader of an attribute would turn into spaces. */
    Output escapedAttribute(String text) {
        if (text.indexOf('\t') < 0 && text.indexOf('\n') < 0) {
            return escaped(text);
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t' || c == '\n') {
                text("&#" + (int) c + ";");
            } else if (Character.isHighSurrogate(c) && i + 1 < text.length()) {
                escaped(text.substring(i, ++i + 1));
            } else {
                escaped(String.valueOf(c));
            }
        }
        return this;
    }

    private static String escape(char c) {
        return switch (c) {
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '&' -> "&amp;";
            case '"' -> "&quot;";
            case '\n', '\t' -> null;
            case '\r' -> "&#13;";
            case '\uFFFE', '\uFFFF' -> "&#x" + Integer.toHexString(c) + ";";
            default -> c < 0x20 ? "&#x" + Integer.toHexString(c) + ";" : null;
        };
    }
}
