package haneul.storage;

import haneul.kernel.Disk;
import haneul.kernel.Ids;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable engine: an append-only log, an index that is a view of it, and volumes of extents. What it guarantees
 * and how it lies on disk is in the module's README.
 */
public final class StorageEngine implements Storage {
    private static final Logger LOG = LoggerFactory.getLogger(StorageEngine.class);

    private static final Duration READERS_LIMIT = Duration.ofSeconds(10);
    private static final int SCRUB_HOURS = 24;

    private final IndexBackend backend;
    private final Segments segments;
    private final Sequencer sequencer;
    private final Leases leases = new Leases();
    private final VolumeExtents extents;
    private final EngineIndex index;
    private final Housekeeper housekeeper;
    private final LogThread logThread;
    private final Room room;
    private final Scrub scrub;
    private final ReentrantLock scrubbing = new ReentrantLock();
    private final CountDownLatch ending = new CountDownLatch(1);
    private volatile EngineStatus.Scrubbed lastScrub;
    private boolean closed;

    /**
     * Opens a store, or makes one on an empty disk: replays the log behind the index's last checkpoint and cuts a torn
     * tail.
     *
     * @param backend belongs to the engine from now on, which closes it
     * @throws CorruptException when acknowledged data is missing
     */
    public StorageEngine(Disk disk, Ids ids, EngineOptions options, IndexBackend backend) {
        this(disk, ids, options, backend, damage -> LOG.error("Damage in the store: {}", damage));
    }

    /** As above; {@code onDamage} hears of everything that compaction or scrub finds failing its checksum. */
    public StorageEngine(Disk disk, Ids ids, EngineOptions options, IndexBackend backend, Consumer<String> onDamage) {
        this.backend = backend;
        this.room = new Room(disk, options.reserveBytes());
        try {
            createFolders(disk);
            segments = new Segments(disk, ids, options);
            var replay = new Replay(segments, backend);
            var log = replay.run();
            extents = new VolumeExtents(disk, ids, options, room, leases, backend, this::failure);
            extents.open();
            var rows = new Rows(backend, segments, leases);
            sequencer = new Sequencer(options, rows, backend, log, extents, room);
            housekeeper = new Housekeeper(
                    options,
                    segments,
                    sequencer,
                    backend,
                    extents,
                    leases,
                    room,
                    this::submit,
                    onDamage,
                    replay.durableFrame());
            scrub = new Scrub(options, segments, backend, extents, leases, onDamage, housekeeper::closing);
            logThread = options.background() ? new LogThread(sequencer, this::afterGroup) : null;
            index = new EngineIndex(options, rows, extents, room, this::submit);
            LOG.debug("Store opened, {} frames replayed", replay.replayed());
        } catch (IOException e) {
            backend.close();
            throw new StorageException("The store cannot be opened", e);
        } catch (RuntimeException e) {
            backend.close();
            throw e;
        }
        if (logThread != null) {
            logThread.start();
            housekeeper.start();
            housekeeper.nudge();
            Thread.ofPlatform().name("haneul-scrub").daemon().start(this::scrubDaily);
        }
    }

    private static void createFolders(Disk disk) throws IOException {
        disk.createFolders(Segments.FOLDER);
        disk.createFolders(VolumeExtents.FOLDER);
        disk.syncFolder("");
    }

    StorageException failure() {
        return sequencer.failure();
    }

    private void submit(Request request) {
        if (logThread != null) {
            logThread.add(request);
        } else {
            synchronized (sequencer) {
                sequencer.commit(new ArrayDeque<>(List.of(request)));
            }
        }
    }

    /** Commits requests as if they had queued up while the log was busy; for an engine without threads. */
    void submitTogether(List<Request> requests) {
        synchronized (sequencer) {
            sequencer.commit(new ArrayDeque<>(requests));
        }
    }

    private void afterGroup() {
        if (sequencer.log().needsHousekeeping()) {
            housekeeper.nudge();
        }
    }

    @Override
    public Index index() {
        return index;
    }

    @Override
    public Extents extents() {
        return extents;
    }

    @Override
    public ReadLease lease() {
        return leases.open();
    }

    /**
     * Reads everything and compares it with its checksums, slowly; returns when all is read or the engine closes.
     *
     * @throws StorageException when the engine is closed
     */
    public EngineStatus.Scrubbed scrub() {
        scrubbing.lock();
        try {
            lastScrub = scrub.run();
            return lastScrub;
        } finally {
            scrubbing.unlock();
        }
    }

    private void scrubDaily() {
        try {
            while (!ending.await(SCRUB_HOURS, TimeUnit.HOURS)) {
                var scrubbed = scrub();
                LOG.info("Scrub read {} bytes and found {} damaged", scrubbed.bytes(), scrubbed.damaged());
            }
        } catch (StorageException e) {
            LOG.warn("The scrub ends, because the store could not be read", e);
        } catch (InterruptedException e) {
            LOG.warn("The scrub was interrupted and ends", e);
        }
    }

    /** Does what the housekeeper would do next: checkpoint, compaction, release of files nobody reads. */
    public void housekeep() {
        try {
            housekeeper.work();
        } catch (IOException e) {
            throw new StorageException("Housekeeping of the store failed", e);
        }
    }

    /** What the engine holds now. */
    public EngineStatus status() {
        long segmentBytes = 0;
        long live = 0;
        long dead = 0;
        for (var segment : segments.inUse()) {
            segmentBytes += segment.size();
            if (segment.seal() != null) {
                long large = segment.seal().largeBytes();
                long alive = segment.liveBytes() < 0 ? large : segment.liveBytes();
                live += alive;
                dead += large - alive;
            }
        }
        var usage = extents.usage();
        return new EngineStatus(
                segments.inUse().size(),
                segments.spareCount(),
                segmentBytes,
                live,
                dead,
                usage.volumes(),
                usage.usedBytes(),
                usage.freeBytes(),
                leases.waiting(),
                sequencer.appliedFrame(),
                housekeeper.durableFrame(),
                room.usable(),
                room.full(),
                failure() == null ? null : failure().getMessage(),
                lastScrub);
    }

    EngineIndex rows() {
        return index;
    }

    VolumeExtents volumes() {
        return extents;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        ending.countDown();
        try {
            housekeeper.close();
            if (logThread != null) {
                logThread.close();
            }
            closeFiles();
        } catch (IOException e) {
            throw new StorageException("The store could not be closed cleanly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException("Interrupted while the store was closing", e);
        }
    }

    private void closeFiles() throws IOException, InterruptedException {
        scrubbing.lock();
        try {
            if (sequencer.failure() == null) {
                housekeeper.checkpoint();
            }
        } finally {
            scrubbing.unlock();
            closeIndex();
        }
        segments.close();
        extents.close();
    }

    /** RocksDB ends the whole process when it is read after its end: readers are waited for. */
    private void closeIndex() throws InterruptedException {
        if (leases.close(READERS_LIMIT)) {
            backend.close();
        } else {
            LOG.warn("Readers still hold leases after {}; the index is left open", READERS_LIMIT);
        }
    }
}
