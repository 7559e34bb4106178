package haneul.s3;

import haneul.kernel.Disk;
import haneul.kernel.ManualClock;
import haneul.kernel.SeededIds;
import haneul.s3.model.Body;
import haneul.s3.model.Bucket;
import haneul.s3.model.BucketPartition;
import haneul.s3.model.Catalog;
import haneul.s3.model.Catalog.Entry;
import haneul.s3.model.Checksum.Algorithm;
import haneul.s3.model.ContentRow;
import haneul.s3.model.Contents;
import haneul.s3.model.Draft;
import haneul.s3.model.Headers;
import haneul.s3.model.Multipart;
import haneul.s3.model.ObjectVersion;
import haneul.s3.model.Precondition;
import haneul.s3.model.Sequence;
import haneul.s3.model.Trash;
import haneul.s3.model.Versioning;
import haneul.s3.model.Versions;
import haneul.s3.model.Written;
import haneul.s3.plane.ContentStore;
import haneul.s3.plane.Reclaimer;
import haneul.storage.EngineOptions;
import haneul.storage.Keys;
import haneul.storage.SortedMapIndex;
import haneul.storage.StorageEngine;
import haneul.storage.Table;
import haneul.storage.TablePage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Everything below the operations on one disk, and questions that tests ask of it. */
public final class ObjectStore implements AutoCloseable {
    public static final String ACCOUNT = "000000000000";

    private final StorageEngine storage;
    private final Reclaimer reclaimer;
    public final Catalog catalog;
    public final ContentStore contents;
    public final Versions versions;
    public final Multipart multipart;
    public final Sequence sequence;

    public ObjectStore(Disk disk, long seed, EngineOptions options) throws IOException {
        var ids = new SeededIds(seed);
        var clock = new ManualClock(Instant.parse("2026-11-23T10:00:00Z"));
        storage = new StorageEngine(disk, ids, options, new SortedMapIndex(disk));
        catalog = new Catalog(storage.index());
        sequence = new Sequence(clock, ids);
        reclaimer = new Reclaimer(storage.index(), catalog);
        catalog.whenDeleted(reclaimer::nudge);
        var trash = new Trash(sequence, reclaimer::nudge);
        contents = new ContentStore(storage, sequence, 4, reclaimer::released);
        versions = new Versions(catalog, sequence, clock, ids, trash);
        multipart = new Multipart(catalog, sequence, clock, ids, trash, versions);
        if (options.background()) {
            reclaimer.start(contents);
        }
    }

    public ObjectStore(Disk disk, long seed) throws IOException {
        this(disk, seed, EngineOptions.small());
    }

    public StorageEngine storage() {
        return storage;
    }

    public Reclaimer reclaimer() {
        return reclaimer;
    }

    @Override
    public void close() {
        reclaimer.close();
        storage.close();
    }

    public Entry bucket(String name, Versioning versioning) {
        if (catalog.find(name).isEmpty()) {
            catalog.create(new Bucket(
                    name.hashCode(),
                    name,
                    ACCOUNT,
                    "ap-northeast-2",
                    Instant.EPOCH,
                    versioning,
                    "BucketOwnerEnforced",
                    "BucketOwner",
                    Map.of(),
                    List.of()));
        }
        return catalog.require(name);
    }

    public Entry set(String name, Versioning versioning) {
        catalog.change(name, bucket -> bucket.withVersioning(versioning));
        return catalog.require(name);
    }

    public Written write(byte[] bytes) {
        try {
            return contents.write(pieces(bytes, 70_001), bytes.length, Algorithm.CRC64NVME, Algorithm.CRC64NVME);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives bytes as a network would, in pieces that fit nothing. */
    public static Contents.Source pieces(byte[] bytes, int size) {
        var rest = ByteBuffer.wrap(bytes);
        return () -> {
            if (!rest.hasRemaining()) {
                return null;
            }
            var piece = rest.slice(rest.position(), Math.min(size, rest.remaining()));
            rest.position(rest.position() + piece.remaining());
            return piece;
        };
    }

    public ObjectVersion put(Entry bucket, String key, byte[] bytes) {
        return put(bucket, key, bytes, Precondition.NONE);
    }

    public ObjectVersion put(Entry bucket, String key, byte[] bytes, Precondition precondition) {
        var written = write(bytes);
        try {
            return versions.put(bucket, key, precondition, draft(written), written);
        } catch (haneul.kernel.AwsException refused) {
            contents.discard(written);
            throw refused;
        }
    }

    public static Draft draft(Written written) {
        return new Draft(
                written.size(),
                written.etag(),
                null,
                "STANDARD",
                written.checksum(),
                ACCOUNT,
                Headers.NONE,
                Map.of(),
                written.body(),
                0,
                null);
    }

    public Versions.Deletion delete(Entry bucket, String key, String versionId) {
        return versions.delete(bucket, key, versionId, Precondition.NONE, ACCOUNT);
    }

    /**
     * The bytes of a version, read again as long as they are freed before they are opened; empty when there are none.
     */
    public Optional<byte[]> read(Entry bucket, String key, String versionId) {
        while (true) {
            var version = versions.find(bucket.rows(), key, versionId);
            if (version.isEmpty() || version.get().deleteMarker()) {
                return Optional.empty();
            }
            var opened = contents.open(
                    bucket.rows(), version.get().body(), 0, version.get().size());
            if (opened.isPresent()) {
                return Optional.of(drain(opened.get()));
            }
        }
    }

    public static byte[] drain(Contents.Reading opened) {
        var bytes = new ByteArrayOutputStream();
        try (var reading = opened) {
            reading.writeTo(piece -> {
                var copy = new byte[piece.remaining()];
                piece.get(copy);
                bytes.write(copy, 0, copy.length);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** All rows of a table. */
    public static <R> List<TablePage.Row<R>> all(Table<R> table) {
        var rows = new java.util.ArrayList<TablePage.Row<R>>();
        byte[] from = null;
        while (true) {
            var page = table.scan(from, 100);
            rows.addAll(page.rows());
            if (page.complete()) {
                return rows;
            }
            from = Keys.after(page.rows().getLast().name());
        }
    }

    /** Content rows that exist but that nothing names, or the other way round; empty when all is well. */
    public static Set<String> stray(BucketPartition rows) {
        var named = new TreeSet<String>();
        all(rows.current()).forEach(row -> names(rows, row.record().body(), named));
        all(rows.noncurrent()).forEach(row -> names(rows, row.record().body(), named));
        all(rows.parts()).forEach(row -> names(rows, row.record().body(), named));
        var stray = new HashSet<>(named);
        for (var row : all(rows.contents())) {
            var id = haneul.s3.model.ContentId.of(row.name()).toString();
            if (!stray.remove(id)) {
                stray.add(id);
            }
        }
        return stray;
    }

    private static void names(BucketPartition rows, Body body, Set<String> named) {
        switch (body) {
            case Body.Row row -> named.add(row.id().toString());
            case Body.Spread spread -> {
                named.add(spread.id().toString());
                var content = rows.contents().get(spread.id().toBytes()).map(ContentRow::decode);
                if (content.isPresent() && content.get() instanceof ContentRow.Parts parts) {
                    parts.parts().stream()
                            .filter(part -> part.id() != null)
                            .forEach(part -> named.add(part.id().toString()));
                }
            }
            case Body.Empty _, Body.Inline _ -> {}
        }
    }

    /** Waits until nothing is left to free. */
    public static void awaitFreed(BucketPartition rows) {
        await(
                "garbage of a bucket is freed",
                () -> rows.garbage().scan(null, 1).rows().isEmpty());
    }

    public static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within 20 s: " + what);
            }
            LockSupport.parkNanos(200_000);
        }
    }
}
