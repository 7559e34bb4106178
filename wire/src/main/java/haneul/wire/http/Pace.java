package haneul.wire.http;

import haneul.kernel.AwsException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;

/** Waits for a client, but no longer than the least pace allows: a trickle holds a connection, a lease and memory. */
final class Pace {
    private final long graceNanos;
    private final long minBytesPerSecond;
    private long waitedForReads;

    Pace(Duration grace, long minBytesPerSecond) {
        this.graceNanos = grace.toNanos();
        this.minBytesPerSecond = minBytesPerSecond;
    }

    /** Something that ends on another thread, or at once on this one. */
    static final class Done implements Callback {
        private final Thread waiter = Thread.currentThread();
        private volatile boolean done;
        private Throwable failure;

        void finish() {
            done = true;
            if (Thread.currentThread() != waiter) {
                LockSupport.unpark(waiter);
            }
        }

        @Override
        public void succeeded() {
            finish();
        }

        @Override
        public void failed(Throwable x) {
            failure = x;
            finish();
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }

        /** @return whether it ended within the time */
        private boolean await(long nanos) {
            if (done) {
                return true;
            }
            long deadline = System.nanoTime() + nanos;
            while (!done) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                LockSupport.parkNanos(this, left);
            }
            return true;
        }
    }

    /**
     * Waits for more of a body of which {@code received} bytes came so far.
     *
     * @throws AwsException when it comes too slowly
     */
    void read(long received, Consumer<Done> start) {
        var done = new Done();
        long allowed = graceNanos + nanos(received) - waitedForReads;
        long before = System.nanoTime();
        start.accept(done);
        boolean came = allowed > 0 && done.await(allowed);
        waitedForReads += System.nanoTime() - before;
        if (!came) {
            throw new AwsException(
                    "RequestTimeout",
                    400,
                    "Your socket connection to the server was not read from or written to within the timeout period. "
                            + "Idle connections will be closed.");
        }
    }

    /**
     * Sends {@code size} bytes.
     *
     * @param abort how to end a write that takes too long
     * @return why it failed; null when it did not
     */
    Throwable write(long size, Consumer<Done> start, Runnable abort) {
        var done = new Done();
        start.accept(done);
        if (!done.await(graceNanos + nanos(size))) {
            abort.run();
            if (!done.await(graceNanos)) {
                throw new IllegalStateException("a write did not end although its connection was closed");
            }
            return done.failure != null ? done.failure : new java.io.EOFException("the client reads too slowly");
        }
        return done.failure;
    }

    private long nanos(long bytes) {
        return TimeUnit.SECONDS.toNanos(bytes / minBytesPerSecond);
    }
}
