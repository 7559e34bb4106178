package haneul.s3.model;

import haneul.storage.Keys;
import haneul.storage.TablePage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lists the versions and delete markers of a bucket: by key, newest first. Current and noncurrent versions are rows of
 * two tables, which no scan reads at one moment. So current rows are read again after the noncurrent ones, and a page
 * in which one has changed is read anew and smaller: a version that was there all the time is not missed, unless its
 * key changes {@value #MAX_READS} times while it is listed.
 */
public final class VersionWalk {
    private static final int FIRST_PAGE_ROWS = 64;
    /** Behind a common prefix stands, as a rule, another one, of which one row is enough. */
    private static final int ROWS_BEHIND_PREFIX = 4;
    private static final int MAX_PAGE_ROWS = 1_000;
    private static final int MAX_READS = 20;

    private final BucketPartition bucket;
    private final Rollup rollup;
    private final int limit;
    private final Marker marker;
    private final List<ListedEntry> found = new ArrayList<>();

    /** Where a listing goes on inside a key: at versions older than {@code sequence}. */
    private record Marker(byte[] key, long sequence) {}

    /** What a page of current rows lists. @param passed the common prefix that its last row belongs to, or null */
    private record Expansion(List<ListedEntry> entries, byte[] passed) {}

    private VersionWalk(BucketPartition bucket, Rollup rollup, int limit, Marker marker) {
        this.bucket = bucket;
        this.rollup = rollup;
        this.limit = limit;
        this.marker = marker;
    }

    /**
     * One page.
     *
     * @param prefix may be empty
     * @param delimiter empty when keys do not roll up
     * @param afterKey lists what comes after this key or common prefix; null lists from the start
     * @param afterVersion a version id of {@code afterKey}, whose older versions are listed too; null when none are
     * @param limit at most this many versions, delete markers and common prefixes; 0 answers an empty page
     */
    public static ListedPage list(
            BucketPartition bucket, byte[] prefix, byte[] delimiter, byte[] afterKey, String afterVersion, int limit) {
        var rollup = new Rollup(prefix, delimiter);
        boolean inside = afterVersion != null && rollup.covers(afterKey) && rollup.of(afterKey) == null;
        var marker = inside ? new Marker(afterKey, sequence(bucket, afterKey, afterVersion)) : null;
        var walk = new VersionWalk(bucket, rollup, limit + 1, marker);
        if (limit > 0) {
            walk.run(rollup.start(afterKey, inside));
        }
        return ListedPage.of(walk.found, limit);
    }

    /**
     * Where a version stands among those of its key. The one called null does not carry it in its id; when that one is
     * gone, all versions of the key are listed rather than some missed.
     */
    private static long sequence(BucketPartition bucket, byte[] key, String version) {
        if (!version.equals(VersionIds.NULL)) {
            return VersionIds.sequence(version);
        }
        var current = bucket.current().get(key).orElse(null);
        if (current == null) {
            return Long.MAX_VALUE;
        }
        long sequence = current.isNull() ? current.sequence() : current.nullSequence();
        return sequence == 0 ? Long.MAX_VALUE : sequence;
    }

    private void run(byte[] start) {
        var from = start;
        int size = rollup.delimiter().length == 0 ? Math.min(limit, MAX_PAGE_ROWS) : FIRST_PAGE_ROWS;
        while (from != null && found.size() < limit) {
            var page = bucket.currentListed().scan(from, size);
            var expansion = expand(page);
            for (int reads = 1; reads < MAX_READS && changed(page, from, size); reads++) {
                size = Math.max(1, size / 2);
                page = bucket.currentListed().scan(from, size);
                expansion = expand(page);
            }
            found.addAll(expansion.entries);
            from = next(page, expansion.passed);
            size = expansion.passed == null ? Math.min(size * 2, MAX_PAGE_ROWS) : ROWS_BEHIND_PREFIX;
        }
    }

    private byte[] next(TablePage<ListedVersion> page, byte[] passed) {
        if (page.complete()
                || page.rows().isEmpty()
                || !rollup.covers(page.rows().getLast().name())) {
            return null;
        }
        return passed == null ? Keys.after(page.rows().getLast().name()) : Keys.afterPrefix(passed);
    }

    private boolean changed(TablePage<ListedVersion> page, byte[] from, int size) {
        var again = bucket.currentListed().scan(from, size);
        if (again.rows().size() != page.rows().size()) {
            return true;
        }
        for (int i = 0; i < page.rows().size(); i++) {
            var before = page.rows().get(i);
            var now = again.rows().get(i);
            if (before.record().sequence() != now.record().sequence() || !Arrays.equals(before.name(), now.name())) {
                return true;
            }
        }
        return false;
    }

    private Expansion expand(TablePage<ListedVersion> page) {
        int room = limit - found.size();
        var entries = new ArrayList<ListedEntry>(Math.min(room, page.rows().size() * 2));
        var noncurrent = new NoncurrentCursor(bucket.noncurrentListed());
        byte[] passed = null;
        for (var row : page.rows()) {
            var key = row.name();
            if (entries.size() == room || !rollup.covers(key)) {
                break;
            }
            if (passed != null && Rollup.startsWith(key, passed)) {
                continue;
            }
            passed = rollup.of(key);
            if (passed == null) {
                add(key, row.record(), noncurrent, entries, room);
            } else {
                entries.add(ListedEntry.commonPrefix(passed));
            }
        }
        return new Expansion(entries, passed);
    }

    private void add(
            byte[] key, ListedVersion current, NoncurrentCursor noncurrent, List<ListedEntry> entries, int room) {
        long newest = marker != null && Arrays.equals(key, marker.key) ? marker.sequence : Long.MAX_VALUE;
        if (current.sequence() < newest) {
            entries.add(new ListedEntry(key, current, true));
        }
        var versions = BucketPartition.terminated(key);
        noncurrent.seek(Keys.after(BucketPartition.noncurrentName(key, Math.min(newest, current.sequence()))));
        while (entries.size() < room && noncurrent.row() != null) {
            if (!Rollup.startsWith(noncurrent.row().name(), versions)) {
                return;
            }
            entries.add(new ListedEntry(key, noncurrent.row().record(), false));
            noncurrent.advance();
        }
    }
}
