package haneul.wire.codec;

/**
 * An error that a service's model declares.
 *
 * @param shape name of its shape, which JSON protocols send
 * @param code code that query protocols send
 * @param fault whether the service is at fault, not the caller
 * @param messageMember {@code message} or {@code Message}
 */
record ModelledError(String shape, String code, int status, boolean fault, String messageMember) {
    /** Reads {@code error Shape Code status [fault] [Message]}. */
    static ModelledError read(String line) {
        var words = line.split(" ");
        var options = new Options(words, 4);
        return new ModelledError(
                words[1],
                words[2],
                Integer.parseInt(words[3]),
                options.flag("fault"),
                options.flag("Message") ? "Message" : "message");
    }
}
