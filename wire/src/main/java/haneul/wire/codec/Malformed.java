package haneul.wire.codec;

/** A request that cannot be read. {@link Codec} turns it into the error that the protocol of the request has for it. */
final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String parameter;
    private final String value;
    private boolean inBody;

    Malformed(String message) {
        this(message, null, null);
    }

    /** A value that its parameter cannot take. */
    Malformed(String message, String parameter, String value) {
        super(message, null, false, false);
        this.parameter = parameter;
        this.value = value;
    }

    /** Null when not one parameter is at fault but the whole document. */
    String parameter() {
        return parameter;
    }

    String value() {
        return value;
    }

    /** Marks that the body is at fault, not the path, the query or a header. */
    Malformed inBody() {
        inBody = true;
        return this;
    }

    boolean isInBody() {
        return inBody;
    }
}
