package haneul.storage;

import haneul.kernel.Disk;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps a reserve of the disk free. Asks the disk again whenever a part of the reserve may have been used up since
 * the last answer, and on every call while the disk is full.
 */
final class Room {
    private final Disk disk;
    private final long reserve;
    private final long step;
    private final AtomicLong budget = new AtomicLong();

    Room(Disk disk, long reserve) {
        this.disk = disk;
        this.reserve = reserve;
        this.step = reserve / 8;
    }

    /** @throws DiskFullException when the bytes would use the reserve */
    void require(long bytes) {
        if (!take(bytes)) {
            throw new DiskFullException(
                    "The disk is full: less than the reserve of " + reserve + " bytes would stay free");
        }
    }

    /** Whether so many bytes may be used; counts them when so. */
    boolean take(long bytes) {
        if (budget.addAndGet(-bytes) >= 0) {
            return true;
        }
        long above = usable() - reserve - bytes;
        budget.set(Math.min(above, step));
        return above >= 0;
    }

    /** Whether the log may begin another segment, which uses the reserve where it must but never the last of it. */
    boolean forSegment(int bytes) {
        return usable() > 2L * bytes;
    }

    boolean full() {
        return usable() < reserve;
    }

    long usable() {
        try {
            return disk.usableBytes();
        } catch (IOException e) {
            throw new StorageException("The disk does not say how much room it has", e);
        }
    }
}
