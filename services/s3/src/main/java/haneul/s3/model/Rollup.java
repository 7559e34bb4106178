package haneul.s3.model;

import haneul.storage.Keys;
import java.util.Arrays;

/**
 * Which keys a listing covers and which of them roll up into one common prefix (S3 user guide, "Organizing objects
 * using prefixes"). A common prefix takes the place of its keys in the order of the listing.
 *
 * @param prefix what every key listed starts with, may be empty
 * @param delimiter ends a common prefix where it first occurs after the prefix; empty when keys do not roll up
 */
record Rollup(byte[] prefix, byte[] delimiter) {
    boolean covers(byte[] key) {
        return startsWith(key, prefix);
    }

    /** The common prefix that a covered key rolls up into; null when it stands for itself. */
    byte[] of(byte[] key) {
        int at = delimiter.length == 0 ? -1 : indexOf(key, delimiter, prefix.length);
        return at < 0 ? null : Arrays.copyOf(key, at + delimiter.length);
    }

    /**
     * The first key that may be listed when everything up to {@code marker} was; null when nothing can follow.
     *
     * @param marker a key or common prefix, need not exist; null for the start
     * @param inclusive whether the marker itself is to be listed
     */
    byte[] start(byte[] marker, boolean inclusive) {
        if (marker == null || Arrays.compareUnsigned(marker, prefix) < 0) {
            return prefix;
        }
        if (!covers(marker)) {
            return inclusive ? marker : Keys.after(marker);
        }
        var common = of(marker);
        if (common != null) {
            return Keys.afterPrefix(common);
        }
        return inclusive ? marker : Keys.after(marker);
    }

    static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static int indexOf(byte[] text, byte[] wanted, int from) {
        int last = text.length - wanted.length;
        for (int i = from; i <= last; i++) {
            if (text[i] == wanted[0] && Arrays.equals(text, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }
}
