package haneul.wire.codec;

/** One operation of a service, as AWS's model describes it. */
public final class Operation {
    Operation() {}

    /** AWS's name, for example {@code PutObject}. */
    public String name() {
        throw new UnsupportedOperationException();
    }

    /** The HTTP status of success. */
    public int status() {
        throw new UnsupportedOperationException();
    }

    /** Whether the request body is data that must not be buffered. */
    public boolean streamsInput() {
        throw new UnsupportedOperationException();
    }

    /** Whether the response body is data that must not be buffered. */
    public boolean streamsOutput() {
        throw new UnsupportedOperationException();
    }

    /** Whether AWS serves it without a signature (auth type none). */
    public boolean unsigned() {
        throw new UnsupportedOperationException();
    }
}
