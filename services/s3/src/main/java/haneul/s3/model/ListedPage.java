package haneul.s3.model;

import java.util.List;

/**
 * A page of a listing, in order.
 *
 * @param truncated whether more follows
 */
public record ListedPage(List<ListedEntry> entries, boolean truncated) {
    /** The page of at most {@code limit} entries when one more was looked for. */
    static ListedPage of(List<ListedEntry> oneMore, int limit) {
        return oneMore.size() > limit
                ? new ListedPage(oneMore.subList(0, limit), true)
                : new ListedPage(oneMore, false);
    }
}
