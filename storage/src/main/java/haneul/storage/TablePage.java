package haneul.storage;

import java.util.List;

/**
 * Typed rows of a scan, in key order.
 *
 * @param complete true when the table holds no further row
 */
public record TablePage<R>(List<Row<R>> rows, boolean complete) {
    /** @param name the row's key without the table's prefix */
    public record Row<R>(byte[] name, R record) {}
}
