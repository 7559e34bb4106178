package haneul.storage;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts readers by generation. What is retired waits for the readers of its own and all older generations; readers
 * that come later belong to a newer one and are not waited for.
 */
final class Leases {
    private static final class Generation {
        private final AtomicInteger readers = new AtomicInteger();
        private final List<Runnable> retired = new ArrayList<>();
    }

    private static final class Lease implements ReadLease {
        private final Leases leases;
        private final Generation generation;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Lease(Leases leases, Generation generation) {
            this.leases = leases;
            this.generation = generation;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                leases.leave(generation);
            }
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Generation> past = new ArrayDeque<>();
    private volatile boolean closed;
    private volatile Generation current = new Generation();

    /** @throws StorageException after {@link #close} */
    ReadLease open() {
        var lease = new Lease(this, enter());
        if (closed) {
            lease.close();
            throw new StorageException("The store is closed");
        }
        return lease;
    }

    /** Opens no more leases and waits until all are closed; false when some still are open after {@code limit}. */
    boolean close(Duration limit) throws InterruptedException {
        closed = true;
        var last = new CountDownLatch(1);
        retire(last::countDown);
        return last.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private Generation enter() {
        while (true) {
            var generation = current;
            generation.readers.incrementAndGet();
            if (generation == current) {
                return generation;
            }
            leave(generation);
        }
    }

    private void leave(Generation generation) {
        if (generation.readers.decrementAndGet() == 0 && generation != current) {
            drain();
        }
    }

    /** Runs {@code done} once every lease opened before this call is closed: now, or in the thread that closes last. */
    void retire(Runnable done) {
        lock.lock();
        try {
            var closing = current;
            closing.retired.add(done);
            past.addLast(closing);
            current = new Generation();
        } finally {
            lock.unlock();
        }
        drain();
    }

    /** How much waits for readers. */
    int waiting() {
        lock.lock();
        try {
            return past.stream()
                    .mapToInt(generation -> generation.retired.size())
                    .sum();
        } finally {
            lock.unlock();
        }
    }

    private void drain() {
        var ready = new ArrayList<Runnable>();
        lock.lock();
        try {
            Generation older = null;
            for (var each = past.iterator(); each.hasNext(); ) {
                var generation = each.next();
                if (generation.readers.get() > 0) {
                    older = generation;
                } else {
                    (older == null ? ready : older.retired).addAll(generation.retired);
                    each.remove();
                }
            }
        } finally {
            lock.unlock();
        }
        ready.forEach(Runnable::run);
    }
}
