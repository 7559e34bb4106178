package haneul.s3.api;

import haneul.s3.model.Bucket;
import haneul.storage.Keys;
import haneul.storage.Table;
import java.util.HashMap;
import java.util.Map;

/** How many buckets each account owns: counted once, then kept. One thread may use it at a time. */
final class BucketCounts {
    private static final int PAGE_ROWS = 1_000;

    private final Table<Bucket> buckets;
    private Map<String, Integer> counts;

    BucketCounts(Table<Bucket> buckets) {
        this.buckets = buckets;
    }

    int of(String account) {
        return counts().getOrDefault(account, 0);
    }

    /** Counts a bucket that was stored. */
    void add(String account) {
        if (counts != null) {
            counts.merge(account, 1, Integer::sum);
        }
    }

    /** Forgets a bucket that was deleted. */
    void remove(String account) {
        if (counts != null) {
            counts.merge(account, -1, Integer::sum);
        }
    }

    private Map<String, Integer> counts() {
        if (counts == null) {
            var fresh = new HashMap<String, Integer>();
            byte[] from = null;
            boolean complete = false;
            while (!complete) {
                var page = buckets.scan(from, PAGE_ROWS);
                page.rows().forEach(row -> fresh.merge(row.record().owner(), 1, Integer::sum));
                complete = page.complete() || page.rows().isEmpty();
                from = complete ? null : Keys.after(page.rows().getLast().name());
            }
            counts = fresh;
        }
        return counts;
    }
}
