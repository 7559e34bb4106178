package haneul.s3.model;

import haneul.storage.Keys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lists the uploads in progress of a bucket by key, those of one key oldest first. */
public final class UploadWalk {
    private static final int PAGE_ROWS = 256;
    private static final int TERMINATOR_BYTES = 2;

    private UploadWalk() {}

    /** An upload, or a common prefix when {@code upload} is null. @param name the key or common prefix */
    public record Entry(byte[] name, Upload upload) {}

    /**
     * One page and one entry more when there is one.
     *
     * @param prefix may be empty
     * @param delimiter empty when keys do not roll up
     * @param afterKey lists what comes after this key or common prefix; null lists from the start
     * @param afterUpload with {@code afterKey}: uploads of that key with later ids are listed too; null for none of
     *     them
     * @param limit 0 or more
     */
    public static List<Entry> list(
            BucketPartition bucket, byte[] prefix, byte[] delimiter, byte[] afterKey, String afterUpload, int limit) {
        var rollup = new Rollup(prefix, delimiter);
        var found = new ArrayList<Entry>();
        var from = start(rollup, afterKey, afterUpload);
        while (from != null && found.size() <= limit) {
            var page = bucket.uploads().scan(from, PAGE_ROWS);
            from = page.complete() ? null : Keys.after(page.rows().getLast().name());
            byte[] passed = null;
            for (var row : page.rows()) {
                var key = BucketPartition.keyOf(row.name());
                if (passed != null && Rollup.startsWith(key, passed)) {
                    continue;
                }
                if (!rollup.covers(key) || found.size() > limit) {
                    return found;
                }
                passed = rollup.of(key);
                found.add(passed == null ? new Entry(key, row.record()) : new Entry(passed, null));
            }
            if (passed != null && from != null) {
                from = beginning(Keys.afterPrefix(passed));
            }
        }
        return found;
    }

    private static byte[] start(Rollup rollup, byte[] afterKey, String afterUpload) {
        boolean within = afterUpload != null && rollup.covers(afterKey) && rollup.of(afterKey) == null;
        return within
                ? Keys.after(BucketPartition.uploadName(afterKey, afterUpload))
                : beginning(rollup.start(afterKey, false));
    }

    /** The least name of an upload of {@code key} or a later key. */
    private static byte[] beginning(byte[] key) {
        if (key == null) {
            return null;
        }
        var terminated = BucketPartition.terminated(key);
        return Arrays.copyOf(terminated, terminated.length - TERMINATOR_BYTES);
    }
}
