package haneul.wire.codec;

/** Text for messages. */
final class Text {
    private static final int EXCERPT = 64;

    private Text() {}

    /** At most {@value #EXCERPT} characters, so that a message stays short whatever a client sends. */
    static String excerpt(String text) {
        return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
    }
}
