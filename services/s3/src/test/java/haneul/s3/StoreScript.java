package haneul.s3;

import haneul.s3.model.Body;
import haneul.s3.model.Catalog.Entry;
import haneul.s3.model.Checksum.Algorithm;
import haneul.s3.model.ChecksumValue;
import haneul.s3.model.ContentRow;
import haneul.s3.model.Draft;
import haneul.s3.model.Headers;
import haneul.s3.model.Multipart;
import haneul.s3.model.Precondition;
import haneul.s3.model.Versioning;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Random changes to keys that nobody else changes, told to a store and to the model alike. */
final class StoreScript {
    private static final List<String> KEYS = List.of("a", "a\0", "a/b", "é");

    private final SplittableRandom random;
    private final String owner;
    private final int largest;
    /** What the model says, by bucket and key. */
    final Map<String, Map<String, Expected>> expected = new LinkedHashMap<>();

    /** Where the change under way is. */
    String doubtfulBucket;
    /** Null when no change is under way. */
    String doubtfulKey;
    /** What the change under way will make of its key. */
    Expected wanted;

    StoreScript(long seed, String owner, int largest, List<String> buckets) {
        this.random = new SplittableRandom(seed);
        this.owner = owner;
        this.largest = largest;
        for (var bucket : buckets) {
            var keys = new LinkedHashMap<String, Expected>();
            KEYS.forEach(key -> keys.put(owner + key, new Expected()));
            expected.put(bucket, keys);
        }
    }

    /** Makes one change. */
    void step(ObjectStore store) {
        var buckets = new ArrayList<>(expected.keySet());
        var name = buckets.get(random.nextInt(buckets.size()));
        var bucket = store.catalog.require(name);
        var key = owner + KEYS.get(random.nextInt(KEYS.size()));
        var before = expected.get(name).get(key);
        doubtfulBucket = name;
        doubtfulKey = key;
        wanted = before.copy();
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> put(store, bucket, key, before);
            case 4 -> copy(store, bucket, key, before);
            case 5 -> delete(store, bucket, key, before);
            case 6, 7 -> deleteVersion(store, bucket, key, before);
            case 8 -> upload(store, bucket, key, before, true);
            default -> upload(store, bucket, key, before, false);
        }
        doubtfulKey = null;
    }

    private byte[] bytes() {
        int size =
                switch (random.nextInt(8)) {
                    case 0 -> 0;
                    case 1, 2, 3 -> random.nextInt(1, 4097);
                    case 4, 5 -> random.nextInt(4097, 20_000);
                    case 6 -> random.nextInt(100_000, 140_000);
                    default -> random.nextInt(1, largest);
                };
        var bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private void put(ObjectStore store, Entry bucket, String key, Expected before) {
        var bytes = bytes();
        wanted.put(bucket.bucket().versioning().enabled() ? Expected.UNKNOWN : null, bytes);
        before.put(store.put(bucket, key, bytes).listed().versionId(), bytes);
    }

    private void copy(ObjectStore store, Entry bucket, String key, Expected before) {
        var bytes = store.read(bucket, key, null);
        if (bytes.isPresent()) {
            wanted.put(bucket.bucket().versioning().enabled() ? Expected.UNKNOWN : null, bytes.get());
            before.put(store.put(bucket, key, bytes.get()).listed().versionId(), bytes.get());
        }
    }

    private void delete(ObjectStore store, Entry bucket, String key, Expected before) {
        var versioning = bucket.bucket().versioning();
        wanted.delete(versioning, Expected.UNKNOWN);
        var deletion = store.delete(bucket, key, null);
        before.delete(versioning, versioning.enabled() ? deletion.versionId() : null);
    }

    private void deleteVersion(ObjectStore store, Entry bucket, String key, Expected before) {
        var id = before.anyId(random);
        wanted.deleteVersion(id);
        store.delete(bucket, key, id);
        before.deleteVersion(id);
    }

    private void upload(ObjectStore store, Entry bucket, String key, Expected before, boolean complete) {
        var upload = store.multipart.create(bucket, key, made -> made);
        var whole = new ByteArrayOutputStream();
        int parts = random.nextInt(1, 4);
        for (int number = 1; number <= parts; number++) {
            if (random.nextInt(3) == 0) {
                store.multipart.put(bucket, key, upload.id(), number, store.write(bytes()));
            }
            var bytes = bytes();
            store.multipart.put(bucket, key, upload.id(), number, store.write(bytes));
            whole.writeBytes(bytes);
        }
        store.multipart.put(bucket, key, upload.id(), 9, store.write(bytes()));
        if (!complete) {
            store.multipart.abort(bucket, key, upload.id(), _ -> {});
            return;
        }
        wanted.put(bucket.bucket().versioning().enabled() ? Expected.UNKNOWN : null, whole.toByteArray());
        var object = store.multipart.complete(
                bucket,
                key,
                upload.id(),
                (found, stored) -> {
                    var rows = new ArrayList<ContentRow.Parts.Part>();
                    long size = 0;
                    for (int number = 1; number <= parts; number++) {
                        var part = stored.get(number);
                        var id =
                                switch (part.body()) {
                                    case Body.Row row -> row.id();
                                    case Body.Spread spread -> spread.id();
                                    case Body.Empty _ -> null;
                                    case Body.Inline _ ->
                                        throw new AssertionError("a part must not live in its record");
                                };
                        rows.add(new ContentRow.Parts.Part(number, part.size(), id, null));
                        size += part.size();
                    }
                    var checksum =
                            new ChecksumValue(Algorithm.CRC64NVME, ChecksumValue.Type.FULL_OBJECT, "AAAAAAAAAAA=");
                    var draft = new Draft(
                            size,
                            "0-" + parts,
                            null,
                            "STANDARD",
                            checksum,
                            ObjectStore.ACCOUNT,
                            Headers.NONE,
                            Map.of(),
                            new Body.Spread(store.sequence.contentId()),
                            parts,
                            found.id());
                    return new Multipart.Completion(Precondition.NONE, draft, new ContentRow.Parts(rows));
                },
                _ -> java.util.Optional.empty());
        before.put(object.listed().versionId(), whole.toByteArray());
    }

    /** Compares everything the script ever touched. */
    void check(ObjectStore store, String about) {
        expected.forEach((name, keys) -> {
            var bucket = store.catalog.require(name);
            keys.forEach((key, versions) -> versions.check(store, bucket, key, about));
        });
    }

    static List<String> buckets(ObjectStore store) {
        for (var versioning : Versioning.values()) {
            store.bucket(versioning.name().toLowerCase(java.util.Locale.ROOT), versioning);
        }
        return List.of("off", "enabled", "suspended");
    }
}
