package haneul.server;

import java.net.URI;
import java.util.List;

/**
 * A cloud that answers.
 *
 * @param banner what to tell the user about it
 * @param parts everything that closes with it
 */
record Cloud(URI endpoint, RootKey rootKey, List<String> banner, Parts parts) implements AutoCloseable {
    /** Stops listening, lets running calls end, and closes storage. */
    @Override
    public void close() {
        parts.close();
    }
}
