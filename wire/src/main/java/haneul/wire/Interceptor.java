package haneul.wire;

import java.io.IOException;

/** Sees a request addressed to its service before it is routed, and before its signature is checked. */
@FunctionalInterface
public interface Interceptor {
    /**
     * @param exchange adds the headers that every answer has by itself
     * @param path the path after {@link Addressing}
     * @return true when it answered the request
     * @throws haneul.kernel.AwsException rendered as any other error of the service
     */
    boolean intercept(Exchange exchange, String requestId, String path) throws IOException;
}
