package haneul.storage;

import haneul.kernel.Disk;
import haneul.kernel.Ids;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Extents in volume files. An extent's {@code high} is its volume, the upper half of {@code low} its place in units
 * of 4096 bytes, the lower half a random number: a name never comes back, even where its space is used again.
 */
final class VolumeExtents implements Extents {
    static final String FOLDER = "volumes";
    static final int UNIT = 4096;
    private static final String SUFFIX = ".volume";

    private record Name(long high, long low) {
        private static Name of(Extent extent) {
            return new Name(extent.high(), extent.low());
        }
    }

    /** An extent no batch has adopted yet. */
    private static final class Fresh {
        private final Volume volume;
        private final long ticket;
        private volatile boolean durable;

        private Fresh(Volume volume, long ticket) {
            this.volume = volume;
            this.ticket = ticket;
        }
    }

    private final Disk disk;
    private final Ids ids;
    private final EngineOptions options;
    private final Room room;
    private final Leases leases;
    private final Supplier<StorageException> failure;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, Volume> volumes = new ConcurrentHashMap<>();
    private final Map<Name, Fresh> fresh = new ConcurrentHashMap<>();
    private final IndexBackend index;
    private Volume filling;

    /** @param failure why the store takes no more writes, or null */
    VolumeExtents(
            Disk disk,
            Ids ids,
            EngineOptions options,
            Room room,
            Leases leases,
            IndexBackend index,
            Supplier<StorageException> failure) {
        this.disk = disk;
        this.ids = ids;
        this.options = options;
        this.room = room;
        this.leases = leases;
        this.index = index;
        this.failure = failure;
    }

    /** Opens the volumes: what the index has adopted is taken, everything else free. */
    void open() throws IOException {
        for (var name : disk.list(FOLDER)) {
            if (name.endsWith(SUFFIX)) {
                long id = HexFormat.fromHexDigitsToLong(name, 0, name.length() - SUFFIX.length());
                var path = FOLDER + "/" + name;
                volumes.put(id, new Volume(id, path, disk.open(path)));
            }
        }
        claimAdopted();
        for (var volume : List.copyOf(volumes.values())) {
            deleteWhenEmpty(volume);
        }
    }

    private void claimAdopted() {
        AdoptedExtents.forEach(index, extent -> {
            var volume = volumes.get(extent.high());
            if (volume == null) {
                throw new CorruptException("Volume " + path(extent.high()) + " is missing, but rows name it");
            }
            volume.space().claim(offset(extent), rounded(extent.length()));
        });
    }

    @Override
    public Extent append(ByteBuffer data) {
        int length = data.remaining();
        if (length < 1 || length > MAX_EXTENT_BYTES) {
            throw new IllegalArgumentException(
                    "An extent of " + length + " bytes: 1 to " + MAX_EXTENT_BYTES + " are possible");
        }
        refuseAfterFailure();
        int crc = Records.crc32c(data);
        var place = allocate(rounded(length));
        try {
            long ticket = place.volume().write(data.duplicate(), place.offset());
            long low = (long) (place.offset() / UNIT) << 32 | ids.nextLong() & 0xffffffffL;
            fresh.put(new Name(place.volume().id(), low), new Fresh(place.volume(), ticket));
            data.position(data.limit());
            return new Extent((short) 0, place.volume().id(), low, length, crc);
        } catch (IOException e) {
            throw failedWrite(place, length, e);
        }
    }

    private StorageException failedWrite(Place place, int length, IOException cause) {
        if (NoSpace.in(cause)) {
            free(place.volume(), place.offset(), rounded(length));
            return new DiskFullException("The disk has no room for " + length + " bytes", cause);
        }
        place.volume().seal();
        return new StorageException("Volume " + place.volume().path() + " could not be written", cause);
    }

    private void refuseAfterFailure() {
        var failed = failure.get();
        if (failed != null) {
            throw new StorageException(failed.getMessage(), failed);
        }
    }

    private record Place(Volume volume, int offset) {}

    private Place allocate(int bytes) {
        lock.lock();
        try {
            boolean mayGrow = room.take(bytes);
            var place = filling == null ? null : take(filling, bytes, mayGrow);
            if (place == null) {
                place = takeAnywhere(bytes, mayGrow);
            }
            if (place == null) {
                room.require(bytes);
                place = take(create(), bytes, true);
            }
            filling = place.volume();
            return place;
        } finally {
            lock.unlock();
        }
    }

    private static Place take(Volume volume, int bytes, boolean mayGrow) {
        int offset = volume.sealed() ? -1 : volume.space().take(bytes, mayGrow);
        return offset < 0 ? null : new Place(volume, offset);
    }

    private Place takeAnywhere(int bytes, boolean mayGrow) {
        for (var volume : volumes.values()) {
            var place = volume.space().free() < bytes ? null : take(volume, bytes, mayGrow);
            if (place != null) {
                return place;
            }
        }
        return null;
    }

    private Volume create() {
        long id = ids.nextLong() >>> 1;
        var path = path(id);
        try {
            var file = disk.open(path);
            file.truncate(options.volumeBytes());
            file.sync();
            disk.syncFolder(FOLDER);
            var volume = new Volume(id, path, file);
            volumes.put(id, volume);
            return volume;
        } catch (IOException e) {
            throw NoSpace.in(e)
                    ? new DiskFullException("The disk has no room for another volume", e)
                    : new StorageException("Volume " + path + " cannot be made", e);
        }
    }

    @Override
    public void sync(Collection<Extent> extents) {
        for (var extent : extents) {
            var waiting = fresh.get(Name.of(extent));
            if (waiting != null && !waiting.durable) {
                waiting.volume.sync(waiting.ticket);
                waiting.durable = true;
            }
        }
    }

    @Override
    public void discard(Collection<Extent> extents) {
        for (var extent : extents) {
            var discarded = fresh.remove(Name.of(extent));
            if (discarded != null) {
                free(discarded.volume, offset(extent), rounded(extent.length()));
            }
        }
    }

    @Override
    public ByteBuffer read(Extent extent) {
        var volume = volumes.get(extent.high());
        if (volume == null) {
            throw new CorruptException("Volume " + path(extent.high()) + " does not exist");
        }
        int offset = offset(extent);
        if (extent.length() < 1 || extent.length() > volume.size() - offset) {
            throw new CorruptException(extent + " lies behind the end of volume " + volume.path());
        }
        var slice = volume.window().bytes().slice(offset, extent.length());
        if (MappedBytes.crc32c(slice) != extent.crc32c()) {
            throw new CorruptException("The " + extent.length() + " bytes at " + offset + " of volume " + volume.path()
                    + " fail their checksum");
        }
        return slice;
    }

    /** @throws IllegalStateException when the extent is neither synced nor adopted: a row must never name such bytes */
    void requireDurable(Extent extent) {
        var waiting = fresh.get(Name.of(extent));
        if (waiting == null ? !adopted(extent) : !waiting.durable) {
            throw new IllegalStateException(extent + " was not synced, or discarded, before its adoption");
        }
    }

    private boolean adopted(Extent extent) {
        try (var lease = leases.open()) {
            return index.get(RowKeys.extent(extent.high(), extent.low())) != null;
        }
    }

    /** A durable batch has adopted and released these. */
    void committed(List<Extent> adopted, List<Extent> released) {
        adopted.forEach(extent -> fresh.remove(Name.of(extent)));
        if (!released.isEmpty()) {
            leases.retire(() -> released.forEach(this::free));
        }
    }

    private void free(Extent extent) {
        var volume = volumes.get(extent.high());
        if (volume != null) {
            free(volume, offset(extent), rounded(extent.length()));
        }
    }

    private void free(Volume volume, int offset, int length) {
        lock.lock();
        try {
            volume.space().give(offset, length);
        } finally {
            lock.unlock();
        }
    }

    /** Deletes the volumes that hold nothing, but for the one being filled. */
    void deleteEmpty() throws IOException {
        for (var volume : List.copyOf(volumes.values())) {
            deleteWhenEmpty(volume);
        }
    }

    /** Lets go of the pages of volumes that nobody has read for a while. */
    void cool() {
        volumes.values().forEach(volume -> volume.window().cool());
    }

    private void deleteWhenEmpty(Volume volume) throws IOException {
        lock.lock();
        try {
            if (volume != filling && volume.space().used() == 0) {
                volumes.remove(volume.id());
                volume.file().close();
                disk.delete(volume.path());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Every extent that belongs to a row. */
    List<Extent> adopted() {
        var adopted = new ArrayList<Extent>();
        AdoptedExtents.forEach(index, adopted::add);
        return adopted;
    }

    record Usage(int volumes, long usedBytes, long freeBytes) {}

    Usage usage() {
        lock.lock();
        try {
            long used = 0;
            long freeInside = 0;
            for (var volume : volumes.values()) {
                used += volume.space().used();
                freeInside += volume.space().touched() - volume.space().used();
            }
            return new Usage(volumes.size(), used, freeInside);
        } finally {
            lock.unlock();
        }
    }

    void close() throws IOException {
        for (var volume : volumes.values()) {
            volume.file().close();
        }
    }

    static int offset(Extent extent) {
        return (int) (extent.low() >>> 32) * UNIT;
    }

    static int rounded(int length) {
        return (length + UNIT - 1) / UNIT * UNIT;
    }

    private static String path(long id) {
        return FOLDER + "/" + HexFormat.of().toHexDigits(id) + SUFFIX;
    }
}
