package haneul.acceptance.soak;

import haneul.acceptance.Cloud;
import haneul.acceptance.Reply;
import haneul.acceptance.Request;
import haneul.acceptance.Signer;
import haneul.acceptance.Wire;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Sends signed requests over one kept connection and never retries, so that every result is either an answer or
 * unknown. A connection that breaks, or an answer of 5xx, is a violation unless the server was being killed.
 */
final class Caller implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final Cloud cloud;
    private final BooleanSupplier killed;
    private Wire wire;

    Caller(Cloud cloud, BooleanSupplier killed) {
        this.cloud = cloud;
        this.killed = killed;
    }

    /** The answer, or nothing when the outcome is unknown because the server was killed. */
    Optional<Reply> call(Request request) {
        try {
            if (wire == null) {
                wire = new Wire(cloud.endpoint(), PATIENCE_MILLIS);
            }
            var reply = wire.send(Signer.s3(cloud.identity()).sign(request, cloud.host()));
            if (reply.status() >= 500) {
                throw Violation.unexpected(request.method() + " " + request.target(), reply);
            }
            if (reply.header("Connection").filter("close"::equalsIgnoreCase).isPresent()) {
                close();
            }
            return Optional.of(reply);
        } catch (IOException e) {
            close();
            if (!killed.getAsBoolean()) {
                throw new Violation(request.method() + " " + request.target() + " broke on a living server: " + e);
            }
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        if (wire != null) {
            try {
                wire.close();
            } catch (IOException e) {
                throw new IllegalStateException("cannot close a socket", e);
            } finally {
                wire = null;
            }
        }
    }
}
