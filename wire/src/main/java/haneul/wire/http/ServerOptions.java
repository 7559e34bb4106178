package haneul.wire.http;

import java.time.Duration;

/**
 * Limits of the HTTP server. None of them bounds the size of an object.
 *
 * @param host the address to bind
 * @param port 0 for any free one
 * @param maxConnections further connections wait unaccepted
 * @param maxHeaderBytes request line and headers together
 * @param idleTimeout after which a silent connection, or a read or write that makes no progress, is given up
 * @param headTimeout within which a request's head must be complete, and a new connection's first request
 * @param minBytesPerSecond the least pace of a body in either direction, averaged over the time spent waiting for the
 *     client once {@code slowGrace} has passed
 * @param slowGrace how long a client may be slow before its pace counts
 * @param maxDrainBytes how much of an unread request body is read and thrown away to keep a connection
 * @param stopTimeout how long a stop waits for requests in flight
 * @param selectors threads that wait for readiness of connections
 */
public record ServerOptions(
        String host,
        int port,
        int maxConnections,
        int maxHeaderBytes,
        Duration idleTimeout,
        Duration headTimeout,
        long minBytesPerSecond,
        Duration slowGrace,
        long maxDrainBytes,
        Duration stopTimeout,
        int selectors) {
    private static final int KIB = 1024;
    /** One selector is a bottleneck already on two cores: half the requests at the same processor time each. */
    private static final int MAX_SELECTORS = 4;

    /** The defaults, bound to loopback. */
    public static ServerOptions loopback(int port) {
        return new ServerOptions(
                "127.0.0.1",
                port,
                8 * KIB,
                16 * KIB,
                Duration.ofSeconds(60),
                Duration.ofSeconds(20),
                KIB,
                Duration.ofSeconds(30),
                KIB * KIB,
                Duration.ofSeconds(5),
                Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MAX_SELECTORS));
    }

    public ServerOptions host(String host) {
        return new ServerOptions(
                host,
                port,
                maxConnections,
                maxHeaderBytes,
                idleTimeout,
                headTimeout,
                minBytesPerSecond,
                slowGrace,
                maxDrainBytes,
                stopTimeout,
                selectors);
    }

    public ServerOptions timeouts(Duration idle, Duration head, Duration grace) {
        return new ServerOptions(
                host,
                port,
                maxConnections,
                maxHeaderBytes,
                idle,
                head,
                minBytesPerSecond,
                grace,
                maxDrainBytes,
                stopTimeout,
                selectors);
    }

    public ServerOptions selectors(int selectors) {
        return new ServerOptions(
                host,
                port,
                maxConnections,
                maxHeaderBytes,
                idleTimeout,
                headTimeout,
                minBytesPerSecond,
                slowGrace,
                maxDrainBytes,
                stopTimeout,
                selectors);
    }
}
