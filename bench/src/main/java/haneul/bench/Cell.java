package haneul.bench;

import java.util.List;

/**
 * One kind of load: {@code connections} clients doing {@code method} on {@code keys} keys of {@code size} bytes in
 * turn. A list cell lists the first page of a bucket of {@code keys} empty objects.
 */
record Cell(String name, String title, String method, long size, int keys, int connections) {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;

    static final List<Cell> ALL = List.of(
            new Cell("put-1k", "PUT 1 KiB", "PUT", KIB, 20_000, 32),
            new Cell("get-1k", "GET 1 KiB", "GET", KIB, 20_000, 32),
            new Cell("put-64k", "PUT 64 KiB", "PUT", 64 * KIB, 256, 4),
            new Cell("get-64k", "GET 64 KiB", "GET", 64 * KIB, 256, 4),
            new Cell("put-1m", "PUT 1 MiB", "PUT", MIB, 64, 4),
            new Cell("get-1m", "GET 1 MiB", "GET", MIB, 64, 4),
            new Cell("put-64m", "PUT 64 MiB", "PUT", 64 * MIB, 4, 2),
            new Cell("get-64m", "GET 64 MiB", "GET", 64 * MIB, 4, 2),
            new Cell("list", "List 1,000 of 50,000", "LIST", 0, 50_000, 4),
            new Cell("list-million", "List 1,000 of 1,000,000", "LIST", 0, 1_000_000, 4));

    boolean writes() {
        return method.equals("PUT");
    }

    boolean lists() {
        return method.equals("LIST");
    }

    /** The bucket of this cell's objects; cells of one size share it. */
    String bucket() {
        return lists() ? "bench-list-" + keys : "bench-" + size;
    }

    String key(int index) {
        return "folder-" + index % 16 + "/object-" + String.format("%07d", index);
    }

    /** The same load on fewer list keys. */
    Cell withKeys(int fewer) {
        return new Cell(name, "List 1,000 of " + String.format("%,d", fewer), method, size, fewer, connections);
    }
}
