package haneul.s3.model;

/**
 * One line of a listing.
 *
 * @param name UTF-8 bytes of the key, or of the common prefix
 * @param version null for a common prefix
 * @param latest whether the version is its key's current one
 */
public record ListedEntry(byte[] name, ListedVersion version, boolean latest) {
    static ListedEntry commonPrefix(byte[] name) {
        return new ListedEntry(name, null, false);
    }

    public boolean isCommonPrefix() {
        return version == null;
    }
}
