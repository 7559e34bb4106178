package haneul.wire.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strict percent-decoding (RFC 3986 section 2.1): a malformed escape or bytes that are no UTF-8 are refused. */
final class Percent {
    private Percent() {}

    /**
     * Decodes {@code raw[from, to)}. @throws Malformed when an escape is cut off, is not hexadecimal, or yields no
     * UTF-8
     */
    static String decode(String raw, int from, int to, boolean plusIsSpace) {
        if (plain(raw, from, to, plusIsSpace)) {
            return raw.substring(from, to);
        }
        var bytes = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                if (i + 2 >= to) {
                    throw new Malformed("the escape at the end of '" + excerpt(raw, from, to) + "' is cut off");
                }
                bytes[length++] = (byte) (digit(raw, i + 1) << 4 | digit(raw, i + 2));
                i += 2;
            } else if (c < 0x80) {
                bytes[length++] = (byte) (c == '+' && plusIsSpace ? ' ' : c);
            } else {
                throw new Malformed("'" + excerpt(raw, from, to) + "' holds a character that must be escaped");
            }
        }
        return text(bytes, length);
    }

    private static boolean plain(String raw, int from, int to, boolean plusIsSpace) {
        for (int i = from; i < to; i++) {
            char c = raw.charAt(i);
            if (c == '%' || c >= 0x80 || c == '+' && plusIsSpace) {
                return false;
            }
        }
        return true;
    }

    private static int digit(String raw, int at) {
        int value = Character.digit(raw.charAt(at), 16);
        if (value < 0 || raw.charAt(at) >= 0x80) {
            throw new Malformed("'%" + raw.substring(at - 1, at + 1) + "' is no escape");
        }
        return value;
    }

    /** UTF-8 without overlong forms, surrogates or stray bytes. */
    static String text(byte[] bytes, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("the text is no UTF-8: " + e.getMessage());
        }
    }

    private static String excerpt(String raw, int from, int to) {
        return raw.substring(from, Math.min(to, from + 40));
    }
}
