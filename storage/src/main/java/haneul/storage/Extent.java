package haneul.storage;

/**
 * The name of a write-once run of bytes, given by the store. Rows keep it (26 bytes on disk); only the store knows
 * what {@code high} and {@code low} mean.
 *
 * @param length bytes, 1 to {@link Extents#MAX_EXTENT_BYTES}
 * @param crc32c checksum of the whole extent
 */
public record Extent(short pool, long high, long low, int length, int crc32c) {}
