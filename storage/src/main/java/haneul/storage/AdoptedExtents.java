package haneul.storage;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** The extents that belong to rows, as the index knows them. */
final class AdoptedExtents {
    private static final int PAGE_ROWS = 1000;

    private AdoptedExtents() {}

    static void forEach(IndexBackend index, Consumer<Extent> visitor) {
        var from = RowKeys.firstExtent();
        while (true) {
            var rows = index.scan(from, RowKeys.endOfExtents(), PAGE_ROWS);
            rows.forEach(row -> visitor.accept(of(row)));
            if (rows.size() < PAGE_ROWS) {
                return;
            }
            from = Keys.after(rows.getLast().key());
        }
    }

    private static Extent of(Page.Row row) {
        var name = ByteBuffer.wrap(row.key(), 2, 16);
        var bytes = ByteBuffer.wrap(row.value());
        return new Extent((short) 0, name.getLong(), name.getLong(), bytes.getInt(), bytes.getInt());
    }
}
