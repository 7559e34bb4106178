package haneul.s3.model;

import haneul.kernel.Clock;
import haneul.kernel.Ids;
import haneul.s3.model.Catalog.Entry;
import haneul.storage.Batch;
import haneul.storage.StorageException;
import haneul.storage.TablePage;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The versions of every key: which is current, what a write or delete does to them under each state of versioning (S3
 * user guide, "How S3 Versioning works"). A change reads, decides and writes under the key's lock, in one batch.
 */
public final class Versions {
    private static final int MAX_ATTEMPTS = 64;

    private final Catalog catalog;
    private final Sequence sequence;
    private final Clock clock;
    private final VersionIds versionIds;
    private final Trash trash;
    private final KeyLocks locks = new KeyLocks();

    public Versions(Catalog catalog, Sequence sequence, Clock clock, Ids ids, Trash trash) {
        this.catalog = catalog;
        this.sequence = sequence;
        this.clock = clock;
        this.versionIds = new VersionIds(ids);
        this.trash = trash;
    }

    /** What a delete did. @param versionId of the version deleted or marker made; null when versioning is off */
    public record Deletion(boolean deleteMarker, String versionId) {}

    /**
     * A version, which may be a delete marker.
     *
     * @param versionId null for the current one
     * @throws haneul.kernel.AwsException {@code InvalidArgument} when {@code versionId} can be no version id
     */
    public Optional<ObjectVersion> find(BucketPartition rows, String key, String versionId) {
        var name = BucketPartition.name(key);
        if (versionId == null) {
            return rows.current().get(name);
        }
        VersionIds.check(versionId);
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            var current = rows.current().get(name).orElse(null);
            var found = find(rows, name, current, versionId);
            if (found != null) {
                return Optional.of(found);
            }
            // A version moves when the current one is deleted: absent is true only if nothing moved meanwhile.
            if (sequenceOf(current) == sequenceOf(rows.current().get(name).orElse(null))) {
                return Optional.empty();
            }
        }
        throw new StorageException("The current version of a key changed " + MAX_ATTEMPTS + " times during one read");
    }

    /** The version that an upload was completed to, among the newest of its key. */
    public Optional<ObjectVersion> completed(BucketPartition rows, String key, String uploadId) {
        var name = BucketPartition.name(key);
        var current = rows.current().get(name);
        if (current.isEmpty() || uploadId.equals(current.get().uploadId())) {
            return current;
        }
        var start = BucketPartition.terminated(name);
        return rows.noncurrent().scan(start, MAX_ATTEMPTS).rows().stream()
                .filter(row -> startsWith(row.name(), start)
                        && uploadId.equals(row.record().uploadId()))
                .map(TablePage.Row::record)
                .findFirst();
    }

    private static long sequenceOf(ObjectVersion version) {
        return version == null ? 0 : version.sequence();
    }

    private static ObjectVersion find(BucketPartition rows, byte[] name, ObjectVersion current, String versionId) {
        if (current == null) {
            return null;
        }
        boolean wantsNull = versionId.equals(VersionIds.NULL);
        if (wantsNull ? current.isNull() : versionId.equals(current.listed().versionId())) {
            return current;
        }
        long place = wantsNull ? current.nullSequence() : VersionIds.sequence(versionId);
        if (place <= 0) {
            return null;
        }
        var found = rows.noncurrent()
                .get(BucketPartition.noncurrentName(name, place))
                .orElse(null);
        boolean right = found != null
                && (wantsNull ? found.isNull() : versionId.equals(found.listed().versionId()));
        return right ? found : null;
    }

    /**
     * Makes {@code draft} the current version.
     *
     * @param written its bytes, stored in the same batch; null when they are stored already
     * @param also further changes of the same batch
     * @throws haneul.kernel.AwsException when the precondition does not hold, or {@code NoSuchBucket}; nothing was
     *     changed
     */
    public ObjectVersion put(
            Entry bucket, String key, Precondition precondition, Draft draft, Written written, Consumer<Batch> also) {
        return catalog.writing(
                bucket,
                entry -> locked(entry, key, name -> {
                    var current = entry.rows().current().get(name).orElse(null);
                    precondition.checkWrite(key, current);
                    var batch = new Batch();
                    var change = new Change(entry.rows(), name, current, batch);
                    var placed =
                            supersede(change, draft, entry.bucket().versioning().enabled());
                    if (written != null) {
                        written.put(batch, entry.rows());
                    }
                    also.accept(batch);
                    apply(change);
                    return placed;
                }));
    }

    /** As {@link #put(Entry, String, Precondition, Draft, Written, Consumer)} with nothing further. */
    public ObjectVersion put(Entry bucket, String key, Precondition precondition, Draft draft, Written written) {
        return put(bucket, key, precondition, draft, written, _ -> {});
    }

    /**
     * Deletes a version, or the current one: for good where versioning is off, under a delete marker elsewhere.
     *
     * @param versionId null for the current one
     * @throws haneul.kernel.AwsException when the precondition does not hold, {@code NoSuchBucket},
     *     {@code InvalidArgument}
     */
    public Deletion delete(Entry bucket, String key, String versionId, Precondition precondition, String owner) {
        if (versionId != null) {
            VersionIds.check(versionId);
        }
        return catalog.writing(
                bucket,
                entry -> locked(entry, key, name -> {
                    var current = entry.rows().current().get(name).orElse(null);
                    var change = new Change(entry.rows(), name, current, new Batch());
                    if (versionId != null) {
                        return deleteVersion(change, versionId, precondition);
                    }
                    precondition.checkDelete(current);
                    return deleteCurrent(change, entry.bucket().versioning(), owner);
                }));
    }

    private Deletion deleteCurrent(Change change, Versioning versioning, String owner) {
        if (versioning != Versioning.OFF) {
            var marker = supersede(change, Draft.deleteMarker(owner), versioning.enabled());
            apply(change);
            return new Deletion(true, marker.listed().wireVersionId());
        }
        if (change.current != null) {
            change.rows.current().delete(change.batch, change.name);
            change.drop(trash, change.current);
            apply(change);
        }
        return new Deletion(false, null);
    }

    private Deletion deleteVersion(Change change, String versionId, Precondition precondition) {
        var doomed = find(change.rows, change.name, change.current, versionId);
        precondition.checkDelete(doomed);
        if (doomed == null) {
            return new Deletion(false, versionId);
        }
        if (doomed.sequence() == change.current.sequence()) {
            promote(change);
        } else {
            change.rows
                    .noncurrent()
                    .delete(change.batch, BucketPartition.noncurrentName(change.name, doomed.sequence()));
            if (doomed.isNull()) {
                change.rows.current().put(change.batch, change.name, change.current.withNullSequence(0));
            }
        }
        change.drop(trash, doomed);
        apply(change);
        return new Deletion(doomed.deleteMarker(), versionId);
    }

    /**
     * Replaces a version's record by one with the same sequence, id and bytes.
     *
     * @return the changed version; empty when there is none or it is a delete marker
     */
    public Optional<ObjectVersion> change(
            Entry bucket, String key, String versionId, UnaryOperator<ObjectVersion> change) {
        if (versionId != null) {
            VersionIds.check(versionId);
        }
        return catalog.writing(
                bucket,
                entry -> locked(entry, key, name -> {
                    var rows = entry.rows();
                    var current = rows.current().get(name).orElse(null);
                    var found = versionId == null ? current : find(rows, name, current, versionId);
                    if (found == null || found.deleteMarker()) {
                        return Optional.ofNullable(found);
                    }
                    var changed = change.apply(found);
                    var batch = new Batch();
                    if (found.sequence() == current.sequence()) {
                        rows.current().put(batch, name, changed);
                    } else {
                        rows.noncurrent().put(batch, BucketPartition.noncurrentName(name, found.sequence()), changed);
                    }
                    rows.index().apply(rows.partition(), batch);
                    return Optional.of(changed);
                }));
    }

    /**
     * Puts a version in the place of the current one, which stays as a noncurrent one unless both are the null version.
     */
    private ObjectVersion supersede(Change change, Draft draft, boolean named) {
        var current = change.current;
        long place = Math.max(sequence.next(), sequenceOf(current) + 1);
        long nullSequence = 0;
        if (current != null && (named || !current.isNull())) {
            change.rows
                    .noncurrent()
                    .put(change.batch, BucketPartition.noncurrentName(change.name, current.sequence()), current);
            nullSequence = current.isNull() ? current.sequence() : current.nullSequence();
        } else if (current != null) {
            change.drop(trash, current);
        }
        if (!named && nullSequence != 0) {
            var row = BucketPartition.noncurrentName(change.name, nullSequence);
            change.rows.noncurrent().get(row).ifPresent(old -> change.drop(trash, old));
            change.rows.noncurrent().delete(change.batch, row);
            nullSequence = 0;
        }
        var placed = draft.placed(place, named ? versionIds.make(place) : null, clock.now(), nullSequence);
        change.rows.current().put(change.batch, change.name, placed);
        return placed;
    }

    /** Makes the newest noncurrent version current, in the place of the one that is deleted. */
    private static void promote(Change change) {
        var rows = change.rows;
        var start = BucketPartition.terminated(change.name);
        var page = rows.noncurrent().scan(start, 1);
        var newest = page.rows().isEmpty() ? null : page.rows().getFirst();
        if (newest == null || !startsWith(newest.name(), start)) {
            rows.current().delete(change.batch, change.name);
            return;
        }
        long nullSequence = newest.record().isNull() ? 0 : change.current.nullSequence();
        rows.current().put(change.batch, change.name, newest.record().withNullSequence(nullSequence));
        rows.noncurrent().delete(change.batch, newest.name());
    }

    private static boolean startsWith(byte[] name, byte[] start) {
        return name.length == start.length + Long.BYTES && Arrays.equals(name, 0, start.length, start, 0, start.length);
    }

    private void apply(Change change) {
        change.rows.index().apply(change.rows.partition(), change.batch);
        if (change.garbage) {
            trash.nudge(change.rows);
        }
    }

    private <T> T locked(Entry entry, String key, java.util.function.Function<byte[], T> change) {
        var name = BucketPartition.name(key);
        var lock = locks.of(entry.rows(), name);
        lock.lock();
        try {
            return change.apply(name);
        } finally {
            lock.unlock();
        }
    }

    /** A change to one key on its way into its batch. */
    private static final class Change {
        final BucketPartition rows;
        final byte[] name;
        final ObjectVersion current;
        final Batch batch;
        boolean garbage;

        Change(BucketPartition rows, byte[] name, ObjectVersion current, Batch batch) {
            this.rows = rows;
            this.name = name;
            this.current = current;
            this.batch = batch;
        }

        void drop(Trash trash, ObjectVersion version) {
            garbage |= trash.add(batch, rows, version.body());
        }
    }
}
