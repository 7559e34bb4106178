package haneul.wire;

import java.io.IOException;

/**
 * The cloud's own verbs below {@code /_haneul/}, such as its clock. Called for the root user only, signature
 * verified.
 */
@FunctionalInterface
public interface Admin {
    Admin NONE = (exchange, caller, body) -> false;

    /**
     * @param body the whole body, verified, at most 1 MiB
     * @return false when the path names no verb, which is answered with 404
     */
    boolean handle(Exchange exchange, Caller caller, byte[] body) throws IOException;
}
