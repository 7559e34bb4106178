package haneul.storage;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * The one thread that writes the log. While it makes a frame durable others queue up and share the next one: group
 * commit without a timer. The queue is bounded by the callers, each of which waits for its answer.
 */
final class LogThread implements Runnable {
    private final Queue<Request> arriving = new ConcurrentLinkedQueue<>();
    private final Sequencer sequencer;
    private final Runnable afterwards;
    private final Thread thread;
    private volatile boolean idle;
    private volatile boolean closing;

    /** @param afterwards runs behind each group, quickly */
    LogThread(Sequencer sequencer, Runnable afterwards) {
        this.sequencer = sequencer;
        this.afterwards = afterwards;
        this.thread = Thread.ofPlatform().name("haneul-log").daemon().unstarted(this);
    }

    void start() {
        thread.start();
    }

    void add(Request request) {
        if (closing) {
            throw new StorageException("The store is closed");
        }
        arriving.add(request);
        if (idle) {
            LockSupport.unpark(thread);
        }
        if (closing && !thread.isAlive()) {
            failLate();
        }
    }

    @Override
    public void run() {
        var group = new ArrayDeque<Request>();
        while (true) {
            for (var next = arriving.poll(); next != null; next = arriving.poll()) {
                group.add(next);
            }
            if (!group.isEmpty()) {
                commit(group);
            } else if (closing) {
                return;
            } else {
                idle = true;
                if (arriving.isEmpty() && !closing) {
                    LockSupport.park(this);
                }
                idle = false;
            }
        }
    }

    private void commit(Queue<Request> group) {
        try {
            sequencer.commit(group);
            afterwards.run();
        } catch (RuntimeException | Error e) {
            sequencer.fail(new StorageException("The log thread has failed", e));
            sequencer.commit(group);
        }
    }

    /** Answers everything that waits, then ends. */
    void close() throws InterruptedException {
        closing = true;
        LockSupport.unpark(thread);
        thread.join();
        failLate();
    }

    private void failLate() {
        for (var late = arriving.poll(); late != null; late = arriving.poll()) {
            late.fail(new StorageException("The store is closed"));
        }
    }
}
