package haneul.wire;

import java.io.IOException;

/** The client broke the connection, or would not keep pace; nobody is there to be answered. No fault of ours. */
public final class ClientGoneException extends IOException {
    public ClientGoneException(String message, Throwable cause) {
        super(message, cause);
    }
}
