package haneul.storage;

import java.util.Arrays;
import java.util.List;

/** Reads rows whole, wherever their values lie. */
final class Rows {
    private final IndexBackend index;
    private final Segments segments;
    private final Leases leases;

    Rows(IndexBackend index, Segments segments, Leases leases) {
        this.index = index;
        this.segments = segments;
        this.leases = leases;
    }

    /** Null when there is no such row. */
    byte[] get(byte[] row) {
        try (var lease = leases.open()) {
            var stored = index.get(row);
            return stored == null ? null : value(stored);
        }
    }

    List<Page.Row> scan(byte[] from, byte[] to, int limit) {
        try (var lease = leases.open()) {
            return index.scan(from, to, limit).stream()
                    .map(row -> new Page.Row(RowKeys.withoutPrefix(row.key()), value(row.value())))
                    .toList();
        }
    }

    /** Whether the row exists and has this value; a value in the log is read only when its checksum fits. */
    boolean equal(byte[] row, byte[] expected) {
        try (var lease = leases.open()) {
            var stored = index.get(row);
            if (stored == null) {
                return false;
            }
            return switch (Cell.of(stored)) {
                case Cell.Inline(byte[] value) -> Arrays.equals(value, expected);
                case Cell.Pointer pointer ->
                    pointer.length() == expected.length
                            && pointer.crc32c() == Records.crc32c(expected)
                            && Arrays.equals(read(pointer), expected);
            };
        }
    }

    private byte[] value(byte[] stored) {
        return switch (Cell.of(stored)) {
            case Cell.Inline(byte[] value) -> value;
            case Cell.Pointer pointer -> read(pointer);
        };
    }

    private byte[] read(Cell.Pointer pointer) {
        var segment = segments.of(pointer.epoch());
        if (segment == null) {
            throw new CorruptException(
                    "A row points to log segment " + Long.toHexString(pointer.epoch()) + ", which does not exist");
        }
        return segment.read(pointer);
    }
}
