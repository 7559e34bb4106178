package haneul.s3.model;

import haneul.kernel.AwsException;
import haneul.kernel.Clock;
import haneul.kernel.Ids;
import haneul.s3.model.Catalog.Entry;
import haneul.storage.Batch;
import haneul.storage.Keys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Uploads in progress and their parts. Parts of one upload are stored beside each other; completing and aborting wait
 * for those being stored and keep further ones out.
 */
public final class Multipart {
    /** S3 user guide, "Multipart upload limits". */
    public static final int MAX_PART_NUMBER = 10_000;

    private static final int ID_SEQUENCE_DIGITS = 16;
    private static final int ID_RANDOM_DIGITS = 32;
    private static final int PAGE = 1000;
    private static final int MAX_ATTEMPTS = 64;

    private final Catalog catalog;
    private final Sequence sequence;
    private final Clock clock;
    private final Ids ids;
    private final Trash trash;
    private final Versions versions;
    private final ReadWriteLock[] locks = new ReadWriteLock[256];

    public Multipart(Catalog catalog, Sequence sequence, Clock clock, Ids ids, Trash trash, Versions versions) {
        this.catalog = catalog;
        this.sequence = sequence;
        this.clock = clock;
        this.ids = ids;
        this.trash = trash;
        this.versions = versions;
        Arrays.setAll(locks, _ -> new ReentrantReadWriteLock());
    }

    /** @param number 1 to {@value #MAX_PART_NUMBER} */
    public record NumberedPart(int number, Part part) {}

    /** A page of parts in order of number. */
    public record Page(List<NumberedPart> parts, boolean complete) {}

    /** What completing makes of an upload: the object, and which parts it is of. */
    public record Completion(Precondition precondition, Draft draft, ContentRow.Parts parts) {}

    /** Stores an upload. @param upload all but its id, which is given here */
    public Upload create(Entry bucket, String key, UnaryOperator<Upload> upload) {
        return catalog.writing(bucket, entry -> {
            var id = "%016x".formatted(sequence.next()) + ids.hex(ID_RANDOM_DIGITS);
            var made = upload.apply(new Upload(
                    id, clock.now(), "", "", "", null, ChecksumValue.Type.FULL_OBJECT, Headers.NONE, Map.of()));
            var batch = new Batch();
            entry.rows().uploads().put(batch, BucketPartition.uploadName(BucketPartition.name(key), id), made);
            entry.rows().index().apply(entry.rows().partition(), batch);
            return made;
        });
    }

    /** @throws AwsException {@code NoSuchUpload} 404 */
    public Upload require(BucketPartition rows, String key, String uploadId) {
        return find(rows, key, uploadId).orElseThrow(() -> noSuchUpload(uploadId));
    }

    public Optional<Upload> find(BucketPartition rows, String key, String uploadId) {
        if (uploadId.length() != ID_SEQUENCE_DIGITS + ID_RANDOM_DIGITS) {
            return Optional.empty();
        }
        return rows.uploads().get(BucketPartition.uploadName(BucketPartition.name(key), uploadId));
    }

    public static AwsException noSuchUpload(String uploadId) {
        return new AwsException(
                        "NoSuchUpload",
                        404,
                        "The specified upload does not exist. The upload ID may be invalid, or the upload may have been"
                                + " aborted or completed.")
                .with("UploadId", uploadId);
    }

    /**
     * Stores a part in the place of an earlier one of its number.
     *
     * @throws AwsException {@code NoSuchUpload} when the upload was completed or aborted meanwhile; nothing was changed
     */
    public Part put(Entry bucket, String key, String uploadId, int number, Written bytes) {
        var written = bytes.inRow(sequence.contentId());
        var part = new Part(written.size(), written.etag(), clock.now(), written.checksum(), written.body());
        return locked(
                lock(uploadId).readLock(),
                () -> catalog.writing(bucket, entry -> {
                    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
                        if (put(entry.rows(), key, uploadId, number, part, written)) {
                            return part;
                        }
                        require(entry.rows(), key, uploadId);
                    }
                    throw new AwsException("SlowDown", 503, "Please reduce your request rate.");
                }));
    }

    private boolean put(BucketPartition rows, String key, String uploadId, int number, Part part, Written written) {
        var upload = rows.uploads().key(BucketPartition.uploadName(BucketPartition.name(key), uploadId));
        var name = BucketPartition.partName(uploadId, number);
        var stored = rows.parts().key(name);
        var replaced = rows.index().get(rows.partition(), stored);
        var batch = new Batch().requirePresent(upload);
        boolean garbage = false;
        if (replaced.isPresent()) {
            batch.requireEquals(stored, replaced.get());
            garbage = trash.add(batch, rows, Part.decode(replaced.get()).body());
        } else {
            batch.requireAbsent(stored);
        }
        rows.parts().put(batch, name, part);
        written.put(batch, rows);
        boolean done = rows.index().apply(rows.partition(), batch).committed();
        if (done && garbage) {
            trash.nudge(rows);
        }
        return done;
    }

    /** Up to {@code limit} (1 to 1000) parts with numbers above {@code after}. */
    public Page parts(BucketPartition rows, String uploadId, int after, int limit) {
        var prefix = BucketPartition.partsPrefix(uploadId);
        if (after >= MAX_PART_NUMBER) {
            return new Page(List.of(), true);
        }
        var page = rows.parts().scan(BucketPartition.partName(uploadId, after + 1), limit);
        var parts = new ArrayList<NumberedPart>();
        for (var row : page.rows()) {
            if (!belongs(row.name(), prefix)) {
                return new Page(parts, true);
            }
            parts.add(new NumberedPart(BucketPartition.partNumberOf(row.name()), row.record()));
        }
        return new Page(
                parts,
                page.complete() || !belongsNext(rows, page.rows().getLast().name(), prefix));
    }

    private static boolean belongsNext(BucketPartition rows, byte[] last, byte[] prefix) {
        var next = rows.parts().scan(Keys.after(last), 1).rows();
        return !next.isEmpty() && belongs(next.getFirst().name(), prefix);
    }

    private static boolean belongs(byte[] name, byte[] prefix) {
        return name.length == prefix.length + Short.BYTES
                && Arrays.equals(name, 0, prefix.length, prefix, 0, prefix.length);
    }

    /**
     * Makes an object of an upload's parts and frees the parts that are not in it.
     *
     * @param completion decides from the upload and all its parts by number; what it throws leaves the upload as it was
     * @param earlier the answer when the upload was completed before: empty when that is not so
     * @throws AwsException {@code NoSuchUpload}, or what the precondition throws; nothing was changed
     */
    public ObjectVersion complete(
            Entry bucket,
            String key,
            String uploadId,
            CompletionRule completion,
            Function<BucketPartition, Optional<ObjectVersion>> earlier) {
        return locked(lock(uploadId).writeLock(), () -> {
            var rows = bucket.rows();
            var upload = find(rows, key, uploadId);
            if (upload.isEmpty()) {
                return earlier.apply(rows).orElseThrow(() -> noSuchUpload(uploadId));
            }
            var parts = allParts(rows, uploadId);
            var completed = completion.decide(upload.get(), parts);
            completed.parts().parts().forEach(part -> parts.remove(part.number()));
            var object = versions.put(bucket, key, completed.precondition(), completed.draft(), null, batch -> {
                var id = ((Body.Spread) completed.draft().body()).id();
                rows.contents().put(batch, id.toBytes(), ContentRow.encode(completed.parts()));
                removeUpload(batch, rows, key, uploadId);
                var prefix = rows.parts().key(BucketPartition.partsPrefix(uploadId));
                batch.deleteRange(prefix, Keys.afterPrefix(prefix));
                parts.values().forEach(unlisted -> trash.add(batch, rows, unlisted.body()));
            });
            trash.nudge(rows);
            return object;
        });
    }

    /** What an upload becomes, decided from all its parts by number. */
    @FunctionalInterface
    public interface CompletionRule {
        /** The map is the caller's to keep. */
        Completion decide(Upload upload, TreeMap<Integer, Part> parts);
    }

    private TreeMap<Integer, Part> allParts(BucketPartition rows, String uploadId) {
        var all = new TreeMap<Integer, Part>();
        int after = 0;
        while (true) {
            var page = parts(rows, uploadId, after, PAGE);
            page.parts().forEach(part -> all.put(part.number(), part.part()));
            if (page.complete()) {
                return all;
            }
            after = page.parts().getLast().number();
        }
    }

    /** @throws AwsException {@code NoSuchUpload}, or what {@code check} throws; nothing was changed */
    public void abort(Entry bucket, String key, String uploadId, Consumer<Upload> check) {
        locked(
                lock(uploadId).writeLock(),
                () -> catalog.writing(bucket, entry -> {
                    var rows = entry.rows();
                    check.accept(require(rows, key, uploadId));
                    var batch = new Batch();
                    removeUpload(batch, rows, key, uploadId);
                    trash.add(batch, rows, new Garbage.Parts(uploadId));
                    rows.index().apply(rows.partition(), batch);
                    trash.nudge(rows);
                    return null;
                }));
    }

    private static void removeUpload(Batch batch, BucketPartition rows, String key, String uploadId) {
        rows.uploads().delete(batch, BucketPartition.uploadName(BucketPartition.name(key), uploadId));
    }

    private ReadWriteLock lock(String uploadId) {
        int hash = uploadId.hashCode();
        return locks[(hash ^ hash >>> 16) & locks.length - 1];
    }

    private static <T> T locked(Lock lock, Supplier<T> change) {
        lock.lock();
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }
}
