package haneul.server;

/** A problem to tell the user in one or a few lines, with what to do about it; never printed with a stack trace. */
public final class Failure extends RuntimeException {
    public Failure(String message) {
        super(message, null, false, false);
    }

    public Failure(String message, Throwable cause) {
        super(message, cause, false, false);
    }
}
