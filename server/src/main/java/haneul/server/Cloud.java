package haneul.server;

import haneul.models.Coverage;
import haneul.wire.Endpoint;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A cloud that answers.
 *
 * @param banner what to tell the user about it
 * @param services what is on the wire
 * @param parts everything that closes with it
 */
record Cloud(URI endpoint, RootKey rootKey, List<String> banner, List<Endpoint> services, Parts parts)
        implements AutoCloseable {
    /** The page of what is built and what is refused. */
    String coverage() {
        return Coverage.of(services.stream()
                .collect(Collectors.toMap(service -> service.model().name(), Endpoint::handled)));
    }

    /** Stops listening, lets running calls end, and closes storage. */
    @Override
    public void close() {
        parts.close();
    }
}
