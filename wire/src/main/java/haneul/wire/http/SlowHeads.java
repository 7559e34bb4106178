package haneul.wire.http;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections that send a request's head, or a handshake, drop by drop ("slowloris"). The idle time-out does not
 * see them, because every drop is progress.
 */
final class SlowHeads extends AbstractLifeCycle implements Connection.Listener {
    private static final class Seen {
        private long messages = -1;
        private long sinceNanos = System.nanoTime();
    }

    private final ConcurrentHashMap<Connection, Seen> connections = new ConcurrentHashMap<>();
    private final Scheduler scheduler;
    private final long limitNanos;
    private final long periodMillis;
    private volatile Scheduler.Task next;

    SlowHeads(Scheduler scheduler, Duration limit) {
        this.scheduler = scheduler;
        this.limitNanos = limit.toNanos();
        this.periodMillis = Math.max(50, Math.min(5000, limit.toMillis() / 4));
    }

    @Override
    public void onOpened(Connection connection) {
        connections.put(connection, new Seen());
    }

    @Override
    public void onClosed(Connection connection) {
        connections.remove(connection);
    }

    @Override
    protected void doStart() {
        plan();
    }

    @Override
    protected void doStop() {
        var task = next;
        if (task != null) {
            task.cancel();
        }
        connections.clear();
    }

    private void plan() {
        next = scheduler.schedule(this::sweep, periodMillis, TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        try {
            long now = System.nanoTime();
            connections.forEach((connection, seen) -> look(connection, seen, now));
        } finally {
            if (isRunning() || isStarting()) {
                plan();
            }
        }
    }

    private void look(Connection connection, Seen seen, long now) {
        long messages = connection.getMessagesIn();
        if (messages != seen.messages || !waitsForHead(connection, messages)) {
            seen.messages = messages;
            seen.sinceNanos = now;
        } else if (now - seen.sinceNanos > limitNanos) {
            connection.getEndPoint().close();
        }
    }

    /**
     * Between requests a connection may rest until the idle time-out; within a head, or before the first, it may not.
     */
    private static boolean waitsForHead(Connection connection, long messages) {
        if (connection instanceof HttpConnection http) {
            return http.getParser().inHeaderState() && (!http.getParser().isStart() || messages == 0);
        }
        return !(connection instanceof org.eclipse.jetty.io.ssl.SslConnection);
    }
}
