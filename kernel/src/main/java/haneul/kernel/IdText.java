package haneul.kernel;

import java.util.HexFormat;

/** Random bytes as text. */
final class IdText {
    private static final String UPPER_ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    /** The largest multiple of 36 in a byte: larger bytes are drawn again, else some characters were likelier. */
    private static final int FAIR = 252;

    private IdText() {}

    static String hex(Ids ids, int length) {
        var bytes = new byte[(length + 1) / 2];
        ids.fill(bytes);
        return HexFormat.of().formatHex(bytes).substring(0, length);
    }

    static String upperAlphanumeric(Ids ids, int length) {
        var text = new StringBuilder(length);
        var bytes = new byte[length + 4];
        while (text.length() < length) {
            ids.fill(bytes);
            for (int i = 0; i < bytes.length && text.length() < length; i++) {
                int value = bytes[i] & 0xff;
                if (value < FAIR) {
                    text.append(UPPER_ALPHANUMERIC.charAt(value % UPPER_ALPHANUMERIC.length()));
                }
            }
        }
        return text.toString();
    }
}
