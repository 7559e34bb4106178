package haneul.wire;

import haneul.wire.codec.Operation;

/** Holds a whole body against what its headers say of it, such as checksums. */
@FunctionalInterface
public interface BodyCheck {
    BodyCheck NONE = (exchange, operation, payload, body) -> {};

    /**
     * @param payload the body was read from it to the end, so its trailers are complete
     * @throws haneul.kernel.AwsException when the body is not what was announced
     */
    void check(Exchange exchange, Operation operation, Payload payload, byte[] body);
}
