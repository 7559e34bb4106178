package haneul.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.s3.model.BucketPartition;
import haneul.s3.model.Catalog.Entry;
import haneul.s3.model.Versioning;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What a key should hold: the small model that stores are compared with. Newest version first. */
final class Expected {
    /** @param id null for the version called null. @param bytes null for a delete marker */
    record Version(String id, byte[] bytes) {
        String wireId() {
            return id == null ? "null" : id;
        }
    }

    static final String UNKNOWN = "unknown";

    private final List<Version> versions = new ArrayList<>();

    Expected() {}

    Expected copy() {
        var copy = new Expected();
        copy.versions.addAll(versions);
        return copy;
    }

    void put(String id, byte[] bytes) {
        if (id == null) {
            versions.removeIf(version -> version.id == null);
        }
        versions.addFirst(new Version(id, bytes));
    }

    /** @param markerId of the marker that was made; null where none was, or for the one called null */
    void delete(Versioning versioning, String markerId) {
        switch (versioning) {
            case OFF -> versions.clear();
            case ENABLED -> versions.addFirst(new Version(markerId, null));
            case SUSPENDED -> put(null, null);
        }
    }

    void deleteVersion(String id) {
        versions.removeIf(version -> version.wireId().equals(id));
    }

    /** Any version's id, or one that does not exist. */
    String anyId(SplittableRandom random) {
        int i = random.nextInt(versions.size() + 1);
        return i == versions.size() ? "A".repeat(32) : versions.get(i).wireId();
    }

    /** Bytes of the current version; null when there is none or it is a delete marker. */
    byte[] current() {
        return versions.isEmpty() ? null : versions.getFirst().bytes;
    }

    void check(ObjectStore store, Entry bucket, String key, String about) {
        check(store, bucket, key, null, current(), about);
        for (var version : versions) {
            check(store, bucket, key, version.wireId(), version.bytes, about);
        }
        var name = BucketPartition.terminated(BucketPartition.name(key));
        long rows = ObjectStore.all(bucket.rows().noncurrent()).stream()
                .filter(row -> row.name().length == name.length + 8
                        && java.util.Arrays.equals(row.name(), 0, name.length, name, 0, name.length))
                .count();
        assertEquals(Math.max(0, versions.size() - 1), rows, about + ": noncurrent rows of " + key);
        assertEquals(
                !versions.isEmpty(),
                bucket.rows().current().get(BucketPartition.name(key)).isPresent(),
                about);
    }

    private static void check(
            ObjectStore store, Entry bucket, String key, String versionId, byte[] bytes, String about) {
        var where = about + ": " + bucket.bucket().name() + "/" + key + " version " + versionId;
        var read = store.read(bucket, key, versionId);
        if (bytes == null) {
            assertFalse(read.isPresent(), where + " should not be readable");
        } else {
            assertTrue(read.isPresent(), where + " is missing");
            assertArrayEquals(bytes, read.get(), where);
        }
    }

    /** The same, where the version whose id nobody was told has this one. */
    Expected named(String id) {
        var named = new Expected();
        versions.forEach(each -> named.versions.add(UNKNOWN.equals(each.id) ? new Version(id, each.bytes) : each));
        return named;
    }

    boolean matches(ObjectStore store, Entry bucket, String key) {
        try {
            check(store, bucket, key, "in doubt");
            return true;
        } catch (AssertionError other) {
            return false;
        }
    }
}
