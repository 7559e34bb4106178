package haneul.s3.plane;

import haneul.kernel.AwsException;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A bounded number of direct buffers for bytes on their way to extents: what bounds the memory of all uploads together.
 * They are made when first needed and kept.
 */
final class Buffers {
    private final int bytes;
    private final long waitNanos;
    private final Semaphore free;
    private final ConcurrentLinkedDeque<ByteBuffer> idle = new ConcurrentLinkedDeque<>();

    /** @param waitNanos how long {@link #take} waits before it gives up */
    Buffers(int bytes, int count, long waitNanos) {
        this.bytes = bytes;
        this.waitNanos = waitNanos;
        free = new Semaphore(count);
    }

    /** An empty buffer. @throws AwsException {@code SlowDown} 503 when none became free in time */
    ByteBuffer take() {
        try {
            if (!free.tryAcquire(waitNanos, TimeUnit.NANOSECONDS)) {
                throw slowDown();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw slowDown();
        }
        var buffer = idle.pollFirst();
        return buffer == null ? ByteBuffer.allocateDirect(bytes) : buffer.clear();
    }

    void give(ByteBuffer buffer) {
        idle.addFirst(buffer);
        free.release();
    }

    /** How many may be taken now. */
    int available() {
        return free.availablePermits();
    }

    private static AwsException slowDown() {
        return new AwsException("SlowDown", 503, "Please reduce your request rate.");
    }
}
