package haneul.storage;

import haneul.kernel.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A file of extents. Its free space is guarded by the lock of {@link VolumeExtents}. */
final class Volume {
    private final long id;
    private final String path;
    private final DiskFile file;
    private final int size;
    private final FreeSpace space;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turn = lock.newCondition();
    private final Window window;
    private volatile boolean sealed;
    private IOException failure;
    private long written;
    private long synced;
    private boolean syncing;

    Volume(long id, String path, DiskFile file) throws IOException {
        this.id = id;
        this.path = path;
        this.file = file;
        this.size = Math.toIntExact(file.size());
        this.space = new FreeSpace(size);
        this.window = new Window(file, "Volume " + path, size);
    }

    long id() {
        return id;
    }

    String path() {
        return path;
    }

    DiskFile file() {
        return file;
    }

    int size() {
        return size;
    }

    FreeSpace space() {
        return space;
    }

    /** Whether nothing more is written to it because a write or sync has failed. */
    boolean sealed() {
        return sealed;
    }

    void seal() {
        sealed = true;
    }

    /** Writes bytes and answers the ticket that {@link #sync} takes. */
    long write(ByteBuffer data, int offset) throws IOException {
        file.write(data, offset);
        lock.lock();
        try {
            return ++written;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when the write of this ticket is durable; callers that come while a sync runs share the next one. */
    void sync(long ticket) {
        lock.lock();
        try {
            while (synced < ticket) {
                if (failure != null) {
                    throw new StorageException(
                            "Volume " + path + " has failed; its unsynced extents are lost", failure);
                }
                if (syncing) {
                    turn.awaitUninterruptibly();
                } else {
                    lead();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void lead() {
        long covered = written;
        syncing = true;
        lock.unlock();
        IOException failed = null;
        try {
            file.sync();
        } catch (IOException e) {
            failed = e;
        }
        lock.lock();
        syncing = false;
        if (failed == null) {
            synced = Math.max(synced, covered);
        } else {
            failure = failed;
            sealed = true;
        }
        turn.signalAll();
    }

    /** All its bytes. */
    Window window() {
        return window;
    }
}
