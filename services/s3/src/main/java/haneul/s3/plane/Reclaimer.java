package haneul.s3.plane;

import haneul.s3.model.BucketPartition;
import haneul.s3.model.Catalog;
import haneul.storage.Index;
import haneul.storage.Keys;
import haneul.storage.StorageException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Frees in the background what nothing names any more: garbage of buckets, and all rows of deleted buckets. It takes no
 * input but nudges, may be stopped anywhere, and begins again from the rows after a restart.
 */
public final class Reclaimer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Reclaimer.class.getName());
    private static final int BUCKETS_PER_PAGE = 256;
    private static final long RETRY_SECONDS = 5;

    private final Index index;
    private final Catalog catalog;
    private final Set<Long> dirty = ConcurrentHashMap.newKeySet();
    private final Set<Long> waiting = ConcurrentHashMap.newKeySet();
    private final Semaphore nudges = new Semaphore(0);
    private volatile Sweep sweep;
    private volatile boolean orphansWait;
    private volatile boolean closed;
    private Thread thread;

    public Reclaimer(Index index, Catalog catalog) {
        this.index = index;
        this.catalog = catalog;
    }

    /** Frees everything that can be freed now, in the caller's thread, and starts nothing; for simulations. */
    public void sweep(ContentStore contents) {
        sweep = new Sweep(index, contents.pins());
        findBuckets();
        sweepDirty();
        sweepOrphans();
    }

    /** Begins with everything that is left from before. */
    public void start(ContentStore contents) {
        sweep = new Sweep(index, contents.pins());
        thread = Thread.ofPlatform().daemon().name("s3-reclaimer").start(this::run);
    }

    /** Says that a bucket has garbage. */
    public void nudge(BucketPartition rows) {
        dirty.add(rows.partition().id());
        wake();
    }

    /** Says that a bucket was deleted. */
    public void nudge() {
        wake();
    }

    /** Says that some content is not read any more. */
    public void released() {
        if (orphansWait || !waiting.isEmpty()) {
            dirty.addAll(waiting);
            wake();
        }
    }

    private void wake() {
        if (nudges.availablePermits() == 0) {
            nudges.release();
        }
    }

    /** Ends after the batch in work. */
    @Override
    public void close() {
        closed = true;
        nudges.release();
        if (thread != null) {
            join();
        }
    }

    private void join() {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean fresh = true;
        while (!closed) {
            try {
                if (fresh) {
                    findBuckets();
                    fresh = false;
                }
                sweepDirty();
                sweepOrphans();
                nudges.acquire();
            } catch (StorageException failure) {
                LOG.log(System.Logger.Level.ERROR, "Garbage could not be freed; trying again in 5 s", failure);
                fresh = true;
                pause();
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void pause() {
        try {
            nudges.tryAcquire(RETRY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            closed = true;
        }
    }

    private void findBuckets() {
        byte[] from = null;
        while (!closed) {
            var page = catalog.table().scan(from, BUCKETS_PER_PAGE);
            page.rows().forEach(row -> dirty.add(row.record().id()));
            if (page.complete()) {
                return;
            }
            from = Keys.after(page.rows().getLast().name());
        }
    }

    private void sweepDirty() {
        for (var id : dirty) {
            if (closed) {
                return;
            }
            dirty.remove(id);
            // Waiting from before the sweep, so that content released during it is not missed.
            waiting.add(id);
            if (sweep.bucket(new BucketPartition(index, id), () -> closed)) {
                waiting.remove(id);
            }
        }
    }

    private void sweepOrphans() {
        orphansWait = true;
        boolean clean = true;
        byte[] from = null;
        while (!closed) {
            var page = catalog.orphans().scan(from, BUCKETS_PER_PAGE);
            for (var row : page.rows()) {
                long id = row.record();
                if (!closed && sweep.orphan(new BucketPartition(index, id), () -> closed)) {
                    catalog.forget(id);
                } else {
                    clean = false;
                }
                from = Keys.after(row.name());
            }
            if (page.complete()) {
                orphansWait = !clean;
                return;
            }
        }
    }
}
