package haneul.s3.model;

import haneul.storage.Keys;
import haneul.storage.Table;
import haneul.storage.TablePage;
import java.util.Arrays;

/** Goes forward over noncurrent versions, reading pages that grow while it goes without leaps. */
final class NoncurrentCursor {
    private static final int FIRST_PAGE_ROWS = 16;
    private static final int MAX_PAGE_ROWS = 1_000;

    private final Table<ListedVersion> rows;
    private TablePage<ListedVersion> page;
    private int at;
    private int size = FIRST_PAGE_ROWS;

    NoncurrentCursor(Table<ListedVersion> rows) {
        this.rows = rows;
    }

    /** The row it stands at; null behind the last. */
    TablePage.Row<ListedVersion> row() {
        return at < page.rows().size() ? page.rows().get(at) : null;
    }

    /** Stands at the first row whose name is not less than {@code name}; seeks only go forward. */
    void seek(byte[] name) {
        while (page != null && row() != null && Arrays.compareUnsigned(row().name(), name) < 0) {
            at++;
        }
        if (page == null || row() == null && !page.complete()) {
            read(name);
        }
    }

    void advance() {
        at++;
        if (row() == null && !page.complete()) {
            read(Keys.after(page.rows().getLast().name()));
        }
    }

    private void read(byte[] from) {
        page = rows.scan(from, size);
        at = 0;
        size = Math.min(size * 2, MAX_PAGE_ROWS);
    }
}
