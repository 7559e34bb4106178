package haneul.wire.http;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.locks.ReentrantLock;

/** A file lock that also excludes the threads of this process, which the operating system's does not. */
final class Locks {
    private static final ReentrantLock WITHIN = new ReentrantLock();

    private Locks() {}

    /** Held until it is closed. */
    interface Held extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    static Held hold(FileChannel channel) throws IOException {
        WITHIN.lock();
        FileLock lock;
        try {
            lock = channel.lock();
        } catch (IOException | RuntimeException e) {
            WITHIN.unlock();
            throw e;
        }
        return () -> {
            try {
                lock.release();
            } finally {
                WITHIN.unlock();
            }
        };
    }
}
