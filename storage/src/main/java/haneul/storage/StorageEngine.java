package haneul.storage;

import haneul.kernel.Disk;
import haneul.kernel.Ids;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable engine: an append-only log, an index that is a view of it, and volumes of extents. What it guarantees
 * and how it lies on disk is in the module's README.
 */
public final class StorageEngine implements Storage {
    private static final Logger LOG = LoggerFactory.getLogger(StorageEngine.class);

    private final IndexBackend backend;
    private final Segments segments;
    private final Sequencer sequencer;
    private final Leases leases = new Leases();
    private final VolumeExtents extents;
    private final EngineIndex index;
    private final Housekeeper housekeeper;
    private final LogThread logThread;
    private boolean closed;

    /**
     * Opens a store, or makes one on an empty disk: replays the log behind the index's last checkpoint and cuts a torn
     * tail.
     *
     * @param backend belongs to the engine from now on, which closes it
     * @throws CorruptException when acknowledged data is missing
     */
    public StorageEngine(Disk disk, Ids ids, EngineOptions options, IndexBackend backend) {
        this.backend = backend;
        var room = new Room(disk, options.reserveBytes());
        try {
            segments = new Segments(disk, ids, options);
            var replay = new Replay(segments, backend);
            var log = replay.run();
            extents = new VolumeExtents(disk, ids, options, room, leases, this::failure);
            extents.open(backend);
            var rows = new Rows(backend, segments, leases);
            sequencer = new Sequencer(options, rows, backend, log, extents);
            housekeeper = new Housekeeper(
                    options, segments, sequencer, backend, extents, leases, room, this::submit,
                    replay.durableFrame());
            logThread = options.background() ? new LogThread(sequencer, this::afterGroup) : null;
            index = new EngineIndex(options, rows, backend, extents, room, this::submit);
            LOG.debug("Store opened, {} frames replayed", replay.replayed());
        } catch (IOException e) {
            throw new StorageException("The store cannot be opened", e);
        }
        if (logThread != null) {
            logThread.start();
            housekeeper.start();
            housekeeper.nudge();
        }
    }

    private StorageException failure() {
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

    Housekeeper housekeeper() {
        return housekeeper;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            if (logThread != null) {
                housekeeper.close();
                logThread.close();
            }
            if (sequencer.failure() == null) {
                housekeeper.checkpoint();
            }
            backend.close();
            segments.close();
            extents.close();
        } catch (IOException e) {
            throw new StorageException("The store could not be closed cleanly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException("Interrupted while the store was closing", e);
        }
    }
}
