package haneul.wire;

import haneul.wire.auth.Authenticator;
import java.io.IOException;

/** Answers requests that carry their signature in their body, such as S3's POST forms. */
@FunctionalInterface
public interface SelfSigned {
    SelfSigned NONE = (exchange, path, admission) -> false;

    /**
     * @param path the path after {@link Addressing}
     * @return true when it answered the request
     * @throws haneul.kernel.AwsException rendered as any other error of the service
     */
    boolean answer(Exchange exchange, String path, Admission admission) throws IOException;

    /** What the gateway lends for the way from a body that was read so far to a call that may be made. */
    interface Admission {
        /** Verifies signatures; its time is the one that policies expire in. */
        Authenticator authenticator();

        /**
         * The call, once the gate has let it through; it is then audited like any other.
         *
         * @param operation AWS's name of what is done, which need not be modelled
         * @param region that the signature names
         * @throws haneul.kernel.AwsException access denied
         */
        Call admit(String operation, String region, Caller caller, String action, String resource);
    }
}
