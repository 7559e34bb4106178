package haneul.s3.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.SeededIds;
import haneul.s3.MapIndex;
import haneul.storage.Batch;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Both walks against a naive model: random keys, versions, prefixes, delimiters, markers and page sizes. */
class ListingWalkTest {
    private static final String[] PIECES = {"a", "b", "/", "//", "\0", "é", "\uffff", "😀", "_", "ab"};
    private static final VersionIds VERSION_IDS = new VersionIds(new SeededIds(1));

    /** Versions by key, newest first. */
    private record Model(BucketPartition bucket, MapIndex index, TreeMap<byte[], List<ListedVersion>> versions) {}

    @Property(tries = 400)
    void objectsAreListedAsTheModelSays(@ForAll long seed) {
        var random = new Random(seed);
        var model = model(random, random.nextInt(40));
        var prefix = bytes(text(random, 2));
        var delimiter = bytes(text(random, 2));
        var after = random.nextBoolean() ? null : bytes(text(random, 4));
        var expected = new LinkedHashSet<String>();
        model.versions.forEach((key, versions) -> {
            if (!versions.getFirst().deleteMarker()) {
                expect(expected, key, prefix, delimiter, after, show(key, versions.getFirst(), true));
            }
        });

        var listed = new ArrayList<String>();
        int limit = 1 + random.nextInt(5);
        var marker = after;
        boolean truncated = true;
        while (truncated) {
            var page = KeyWalk.list(model.bucket, prefix, delimiter, marker, limit);
            page.entries().forEach(entry -> listed.add(show(entry)));
            truncated = page.truncated();
            assertTrue(page.entries().size() == limit || !truncated, "a page that is not the last is full");
            marker =
                    page.entries().isEmpty() ? marker : page.entries().getLast().name();
        }
        assertEquals(List.copyOf(expected), listed);
    }

    @Property(tries = 400)
    void versionsAreListedAsTheModelSays(@ForAll long seed) {
        var random = new Random(seed);
        var model = model(random, random.nextInt(30));
        var prefix = bytes(text(random, 1));
        var delimiter = bytes(text(random, 2));
        var after = random.nextBoolean() ? null : bytes(text(random, 4));
        var expected = new LinkedHashSet<String>();
        model.versions.forEach((key, versions) -> {
            for (var version : versions) {
                boolean latest = version == versions.getFirst();
                expect(expected, key, prefix, delimiter, after, show(key, version, latest));
            }
        });

        var listed = new ArrayList<String>();
        int limit = 1 + random.nextInt(5);
        var marker = after;
        String versionMarker = null;
        boolean truncated = true;
        while (truncated) {
            var page = VersionWalk.list(model.bucket, prefix, delimiter, marker, versionMarker, limit);
            page.entries().forEach(entry -> listed.add(show(entry)));
            truncated = page.truncated();
            if (truncated) {
                var last = page.entries().getLast();
                marker = last.name();
                versionMarker = last.isCommonPrefix() ? null : last.version().wireVersionId();
            }
        }
        assertEquals(List.copyOf(expected), listed);
    }

    @Test
    void aNullVersionThatIsGoneAsMarkerHidesNothing() {
        var model = new Model(new BucketPartition(new MapIndex(), 1), null, null);
        put(model.bucket, bytes("k"), List.of(version(9, true, false), version(8, false, false)));
        var page = VersionWalk.list(model.bucket, bytes(""), bytes(""), bytes("k"), "null", 10);
        assertEquals(8, page.entries().getFirst().version().sequence(), "only what is older than null");
        assertEquals(1, page.entries().size());
        put(model.bucket, bytes("k"), List.of(version(8, false, false), version(7, false, false)));
        page = VersionWalk.list(model.bucket, bytes(""), bytes(""), bytes("k"), "null", 10);
        assertEquals(2, page.entries().size(), "all of them");
    }

    @Test
    void aVersionSupersededDuringTheListingIsNotMissed() {
        var index = new MapIndex();
        var bucket = new BucketPartition(index, 1);
        for (int i = 0; i < 20; i++) {
            put(bucket, bytes("k" + i), List.of(version(100, false, false)));
        }
        var scans = new int[1];
        index.beforeScan(() -> {
            scans[0]++;
            if (scans[0] == 2) {
                put(bucket, bytes("k3"), List.of(version(200, false, false), version(100, false, false)));
                put(bucket, bytes("k7"), List.of(version(201, false, false), version(100, false, false)));
            }
        });
        var page = VersionWalk.list(bucket, bytes(""), bytes(""), null, null, 1000);
        var shown = page.entries().stream().map(ListingWalkTest::show).toList();
        assertEquals(22, shown.size(), shown.toString());
    }

    @Test
    void keysBehindACommonPrefixAreNotRead() {
        var index = new MapIndex();
        var bucket = new BucketPartition(index, 1);
        for (int i = 0; i < 5_000; i++) {
            put(bucket, bytes("folder" + i % 5 + "/" + i), List.of(version(100 + i, false, false)));
        }
        int before = index.scans();
        var page = KeyWalk.list(bucket, bytes(""), bytes("/"), null, 1000);
        assertEquals(5, page.entries().size());
        assertTrue(index.scans() - before <= 6, "scans: " + (index.scans() - before));
    }

    private static void expect(
            LinkedHashSet<String> expected, byte[] key, byte[] prefix, byte[] delimiter, byte[] after, String shown) {
        if (!text(key).startsWith(text(prefix))) {
            return;
        }
        int at = delimiter.length == 0
                ? -1
                : text(key).indexOf(text(delimiter), text(prefix).length());
        var name =
                at < 0 ? key : bytes(text(key).substring(0, at + text(delimiter).length()));
        if (after == null || Arrays.compareUnsigned(name, after) > 0) {
            expected.add(at < 0 ? shown : "prefix " + text(name));
        }
    }

    private static String show(ListedEntry entry) {
        return entry.isCommonPrefix()
                ? "prefix " + text(entry.name())
                : show(entry.name(), entry.version(), entry.latest());
    }

    private static String show(byte[] key, ListedVersion version, boolean latest) {
        var kind = version.deleteMarker() ? " marker" : "";
        return text(key) + " " + version.sequence() + (latest ? " latest" : "") + kind;
    }

    private static Model model(Random random, int keys) {
        var index = new MapIndex();
        var bucket = new BucketPartition(index, 1);
        var versions = new TreeMap<byte[], List<ListedVersion>>(Arrays::compareUnsigned);
        for (int i = 0; i < keys; i++) {
            var key = bytes(text(random, 5));
            if (key.length > 0 && !versions.containsKey(key)) {
                versions.put(key, versions(random));
                put(bucket, key, versions.get(key));
            }
        }
        return new Model(bucket, index, versions);
    }

    private static List<ListedVersion> versions(Random random) {
        var versions = new ArrayList<ListedVersion>();
        int count = random.nextInt(4) == 0 ? 1 + random.nextInt(8) : 1;
        int nulls = random.nextInt(count + 1);
        for (int i = 0; i < count; i++) {
            versions.add(version(1_000L - i * 3, i == nulls, random.nextInt(4) == 0));
        }
        return versions;
    }

    private static ListedVersion version(long sequence, boolean isNull, boolean deleteMarker) {
        return new ListedVersion(
                sequence,
                isNull ? null : VERSION_IDS.make(sequence),
                deleteMarker,
                Instant.EPOCH,
                0,
                deleteMarker ? null : "etag",
                "STANDARD",
                null,
                "000000000000");
    }

    /** Makes these the versions of a key: the first is the current one. */
    private static void put(BucketPartition bucket, byte[] key, List<ListedVersion> versions) {
        long nullSequence = versions.stream()
                .skip(1)
                .filter(version -> version.versionId() == null)
                .mapToLong(ListedVersion::sequence)
                .findFirst()
                .orElse(0);
        var batch = new Batch();
        bucket.current().put(batch, key, object(versions.getFirst(), nullSequence));
        for (var version : versions.subList(1, versions.size())) {
            bucket.noncurrent().put(batch, BucketPartition.noncurrentName(key, version.sequence()), object(version, 0));
        }
        bucket.index().apply(bucket.partition(), batch);
    }

    private static ObjectVersion object(ListedVersion version, long nullSequence) {
        return new ObjectVersion(version, Headers.NONE, Map.of(), Body.EMPTY, 0, null, nullSequence);
    }

    private static String text(Random random, int pieces) {
        var text = new StringBuilder();
        for (int i = random.nextInt(pieces + 1); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
