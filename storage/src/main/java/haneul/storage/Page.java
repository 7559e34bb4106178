package haneul.storage;

import java.util.List;

/**
 * Rows of a scan, in key order.
 *
 * @param complete true when the range holds no further row
 */
public record Page(List<Row> rows, boolean complete) {
    public record Row(byte[] key, byte[] value) {}
}
