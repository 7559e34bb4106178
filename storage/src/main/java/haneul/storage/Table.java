package haneul.storage;

import java.util.Optional;
import java.util.function.Function;

/**
 * Typed rows in one partition under one prefix. It only names and encodes: reads go to the index, writes into
 * a {@link Batch}, so rows of several tables change together.
 *
 * @param <R> the record
 */
public final class Table<R> {
    private final Index index;
    private final Partition partition;
    private final byte[] prefix;
    private final Function<R, byte[]> encode;
    private final Function<byte[], R> decode;

    /** @param prefix first bytes of every key; no table's prefix may start another one's in the same partition */
    public Table(
            Index index, Partition partition, byte[] prefix, Function<R, byte[]> encode, Function<byte[], R> decode) {
        this.index = index;
        this.partition = partition;
        this.prefix = prefix.clone();
        this.encode = encode;
        this.decode = decode;
    }

    public Partition partition() {
        return partition;
    }

    /** The stored key of a row. */
    public byte[] key(byte[] name) {
        var key = java.util.Arrays.copyOf(prefix, prefix.length + name.length);
        System.arraycopy(name, 0, key, prefix.length, name.length);
        return key;
    }

    public Optional<R> get(byte[] name) {
        return index.get(partition, key(name)).map(decode);
    }

    public void put(Batch batch, byte[] name, R record) {
        batch.put(key(name), encode.apply(record));
    }

    public void delete(Batch batch, byte[] name) {
        batch.delete(key(name));
    }

    /** Up to {@code limit} rows from {@code from} (a row's name, inclusive; null for the first). */
    public TablePage<R> scan(byte[] from, int limit) {
        var page = index.scan(partition, from == null ? prefix : key(from), Keys.afterPrefix(prefix), limit);
        var rows = page.rows().stream()
                .map(row -> new TablePage.Row<>(
                        java.util.Arrays.copyOfRange(row.key(), prefix.length, row.key().length),
                        decode.apply(row.value())))
                .toList();
        return new TablePage<>(rows, page.complete());
    }
}
