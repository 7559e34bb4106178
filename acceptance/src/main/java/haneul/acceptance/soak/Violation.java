package haneul.acceptance.soak;

import haneul.acceptance.Reply;

/** A promise was broken: an acknowledged result is missing, or something appeared that nobody wrote. */
public final class Violation extends RuntimeException {

    private static final long serialVersionUID = 1;

    Violation(String what) {
        super(what);
    }

    static Violation unexpected(String doing, Reply reply) {
        var shown = reply.toString();
        return new Violation(doing + ": unexpected answer " + shown.substring(0, Math.min(600, shown.length())));
    }
}
