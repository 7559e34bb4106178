package haneul.kernel;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Makes the actual state what is intended, subject by subject. Work takes no input but the subject and must be
 * idempotent: it compares and acts. It runs on a nudge and for every subject on a timer, at most once at a time per
 * subject; a nudge that comes while it runs makes it run once more. Work that fails is reported and runs again on the
 * next nudge or timer.
 *
 * @param <S> names what is reconciled; a key with equals
 */
public final class Reconciler<S> implements AutoCloseable {
    /** Compares and acts for one subject. */
    public interface Work<S> {
        void reconcile(S subject) throws Exception;
    }

    private static final int MAX_AT_ONCE = 16;

    private final String name;
    private final Supplier<? extends Collection<S>> subjects;
    private final Work<S> work;
    private final BiConsumer<S, Exception> failed;
    private final Semaphore slots = new Semaphore(MAX_AT_ONCE);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Subjects at work; true when one must run again. */
    private final Map<S, Boolean> running = new HashMap<>();

    private boolean closed;

    /**
     * @param subjects all there are, for the timer
     * @param interval between two rounds of the timer, in real time
     * @param failed receives what work has thrown; with a null subject what {@code subjects} has thrown
     */
    public Reconciler(
            String name,
            Supplier<? extends Collection<S>> subjects,
            Work<S> work,
            Duration interval,
            BiConsumer<S, Exception> failed) {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("The interval " + interval + " of " + name + " is not positive");
        }
        this.name = name;
        this.subjects = subjects;
        this.work = work;
        this.failed = failed;
        Thread.ofVirtual().name(name + "-timer").start(() -> timer(interval));
    }

    /** Asks for one subject to be looked at soon; returns at once. After {@link #close} it does nothing. */
    public void nudge(S subject) {
        lock.lock();
        try {
            if (!closed && running.put(subject, running.containsKey(subject)) == null) {
                Thread.ofVirtual().name(name).start(() -> run(subject));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nudges every subject. */
    public void nudgeAll() {
        subjects.get().forEach(this::nudge);
    }

    /** Waits until nothing runs; answers false when it still does after {@code limit}. */
    public boolean awaitIdle(Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (!running.isEmpty()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void run(S subject) {
        boolean ended = false;
        try {
            do {
                runOnce(subject);
            } while (again(subject));
            ended = true;
        } finally {
            if (!ended) {
                forget(subject);
            }
        }
    }

    private void runOnce(S subject) {
        slots.acquireUninterruptibly();
        try {
            work.reconcile(subject);
        } catch (Exception e) {
            failed.accept(subject, e);
        } finally {
            slots.release();
        }
    }

    private void forget(S subject) {
        lock.lock();
        try {
            running.remove(subject);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean again(S subject) {
        lock.lock();
        try {
            if (running.get(subject) && !closed) {
                running.put(subject, false);
                return true;
            }
            running.remove(subject);
            changed.signalAll();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void timer(Duration interval) {
        while (waited(interval)) {
            try {
                nudgeAll();
            } catch (RuntimeException e) {
                failed.accept(null, e);
            }
        }
    }

    /** False when the reconciler was closed meanwhile. */
    private boolean waited(Duration interval) {
        long left = interval.toNanos();
        lock.lock();
        try {
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Stops the timer and takes no more nudges; work that runs comes to its end. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
