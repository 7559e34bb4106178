package haneul.wire.codec;

/** Text for messages. */
final class Text {
    private static final int EXCERPT = 64;

    private Text() {}

    /** Whether no character is beyond ASCII, such as the digits of other scripts that Java's parsers accept. */
    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** At most {@value #EXCERPT} characters, so that a message stays short whatever a client sends. */
    static String excerpt(String text) {
        return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
    }
}
