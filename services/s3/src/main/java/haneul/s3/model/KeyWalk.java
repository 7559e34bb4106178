package haneul.s3.model;

import haneul.storage.Keys;
import haneul.storage.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists the objects of a bucket by key: current versions that are no delete markers. Reads in pages, and passes over
 * the keys of a common prefix without reading them, so memory and time depend on what is listed, not on the bucket.
 */
public final class KeyWalk {
    private static final int FIRST_PAGE_ROWS = 64;
    /** Behind a common prefix stands, as a rule, another one, of which one row is enough. */
    private static final int ROWS_BEHIND_PREFIX = 4;
    private static final int MAX_PAGE_ROWS = 1_000;

    private final Table<ListedVersion> rows;
    private final Rollup rollup;
    private final int limit;
    private final List<ListedEntry> found = new ArrayList<>();

    private KeyWalk(Table<ListedVersion> rows, Rollup rollup, int limit) {
        this.rows = rows;
        this.rollup = rollup;
        this.limit = limit;
    }

    /**
     * One page.
     *
     * @param prefix may be empty
     * @param delimiter empty when keys do not roll up
     * @param after lists what comes after this key or common prefix; null lists from the start
     * @param limit at most this many keys and common prefixes; 0 answers an empty page that is complete
     */
    public static ListedPage list(BucketPartition bucket, byte[] prefix, byte[] delimiter, byte[] after, int limit) {
        var rollup = new Rollup(prefix, delimiter);
        var walk = new KeyWalk(bucket.currentListed(), rollup, limit + 1);
        if (limit > 0) {
            walk.run(rollup.start(after, false));
        }
        return ListedPage.of(walk.found, limit);
    }

    private void run(byte[] start) {
        var from = start;
        int size = rollup.delimiter().length == 0 ? Math.min(limit, MAX_PAGE_ROWS) : FIRST_PAGE_ROWS;
        while (from != null && found.size() < limit) {
            var page = rows.scan(from, size);
            byte[] next = page.complete() || page.rows().isEmpty()
                    ? null
                    : Keys.after(page.rows().getLast().name());
            byte[] passed = null;
            for (var row : page.rows()) {
                if (passed != null && Rollup.startsWith(row.name(), passed)) {
                    continue;
                }
                if (!rollup.covers(row.name()) || found.size() == limit) {
                    return;
                }
                passed = add(row.name(), row.record());
            }
            boolean skip = passed != null && next != null;
            from = skip ? Keys.afterPrefix(passed) : next;
            size = skip ? ROWS_BEHIND_PREFIX : Math.min(size * 2, MAX_PAGE_ROWS);
        }
    }

    /** Lists one row; answers the common prefix whose other keys need no look any more, or null. */
    private byte[] add(byte[] key, ListedVersion version) {
        if (version.deleteMarker()) {
            return null;
        }
        var common = rollup.of(key);
        found.add(common == null ? new ListedEntry(key, version, true) : ListedEntry.commonPrefix(common));
        return common;
    }
}
