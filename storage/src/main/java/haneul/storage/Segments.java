package haneul.storage;

import haneul.kernel.Disk;
import haneul.kernel.DiskFile;
import haneul.kernel.Ids;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The files of the log. A file's name is its epoch: a growing number in the upper 32 bits, a random one below, so
 * that no value a client stores can pass for a frame. Files are zero-filled and synced before they are used where
 * there is time for it (a write to them then needs no journal commit of the file system), and used again under a new
 * epoch when nothing in them is needed.
 */
final class Segments {
    static final String FOLDER = "log";
    private static final String SUFFIX = ".segment";
    private static final String PREPARING = FOLDER + "/preparing";
    private static final int ZEROS = 1 << 20;

    private final Disk disk;
    private final Ids ids;
    private final EngineOptions options;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, Segment> used = new ConcurrentHashMap<>();
    private final Deque<Segment> spares = new ArrayDeque<>();
    private long newest;

    Segments(Disk disk, Ids ids, EngineOptions options) throws IOException {
        this.disk = disk;
        this.ids = ids;
        this.options = options;
        disk.delete(PREPARING);
        for (var name : disk.list(FOLDER)) {
            if (name.endsWith(SUFFIX)) {
                long epoch = HexFormat.fromHexDigitsToLong(name, 0, name.length() - SUFFIX.length());
                var path = FOLDER + "/" + name;
                used.put(epoch, new Segment(epoch, path, disk.open(path)));
                newest = Math.max(newest, epoch);
            }
        }
    }

    /** The segments with frames, oldest first; before {@link #release} also those that turn out to have none. */
    List<Segment> all() {
        var all = new ArrayList<>(used.values());
        all.sort(Comparator.comparingLong(Segment::epoch));
        return all;
    }

    Collection<Segment> inUse() {
        return used.values();
    }

    /** Null when there is none of this epoch. */
    Segment of(long epoch) {
        return used.get(epoch);
    }

    int spareCount() {
        lock.lock();
        try {
            return spares.size();
        } finally {
            lock.unlock();
        }
    }

    /** The next segment to write to: a prepared one, else one made now. Its name is durable. */
    Segment take() throws IOException {
        lock.lock();
        try {
            var segment = spares.poll();
            if (segment == null) {
                segment = makeNow();
            }
            used.put(segment.epoch(), segment);
            return segment;
        } finally {
            lock.unlock();
        }
    }

    private Segment makeNow() throws IOException {
        long epoch = nextEpoch();
        var path = path(epoch);
        var file = disk.open(path);
        file.truncate(options.segmentBytes());
        file.sync();
        disk.syncFolder(FOLDER);
        return new Segment(epoch, path, file);
    }

    /** Adds a zero-filled spare; takes long and runs beside the log. */
    void prepare() throws IOException {
        try (var file = disk.open(PREPARING)) {
            zeroFill(file);
        }
        adopt(PREPARING);
    }

    private void zeroFill(DiskFile file) throws IOException {
        var zeros = ByteBuffer.allocateDirect(Math.min(ZEROS, options.segmentBytes()));
        for (int at = 0; at < options.segmentBytes(); at += zeros.capacity()) {
            zeros.clear().limit(Math.min(zeros.capacity(), options.segmentBytes() - at));
            file.write(zeros, at);
        }
        file.sync();
    }

    /** Spares are used in the order of their epochs, so one gets its epoch only when it is ready. */
    private void adopt(String from) throws IOException {
        lock.lock();
        try {
            long epoch = nextEpoch();
            var path = path(epoch);
            disk.rename(from, path);
            disk.syncFolder(FOLDER);
            spares.add(new Segment(epoch, path, disk.open(path)));
        } finally {
            lock.unlock();
        }
    }

    /** Nothing in the segment is needed or read any more: it becomes a spare, or its space goes back to the disk. */
    void release(Segment segment) throws IOException {
        used.remove(segment.epoch());
        segment.file().close();
        if (!segment.condemned()
                && segment.size() == options.segmentBytes()
                && spareCount() < options.spareSegments()) {
            adopt(segment.path());
        } else {
            disk.delete(segment.path());
        }
    }

    /** Gives the space of unused segments back to the disk. */
    void deleteSpares() throws IOException {
        lock.lock();
        try {
            while (!spares.isEmpty()) {
                var spare = spares.removeLast();
                spare.file().close();
                disk.delete(spare.path());
            }
        } finally {
            lock.unlock();
        }
    }

    void close() throws IOException {
        lock.lock();
        try {
            for (var segment : used.values()) {
                segment.file().close();
            }
            for (var segment : spares) {
                segment.file().close();
            }
        } finally {
            lock.unlock();
        }
    }

    private long nextEpoch() {
        newest = ((newest >>> 32) + 1) << 32 | ids.nextLong() & 0xffffffffL;
        return newest;
    }

    private static String path(long epoch) {
        return FOLDER + "/" + HexFormat.of().toHexDigits(epoch) + SUFFIX;
    }
}
