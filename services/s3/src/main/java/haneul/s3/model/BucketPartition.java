package haneul.s3.model;

import haneul.storage.CorruptException;
import haneul.storage.Index;
import haneul.storage.Keys;
import haneul.storage.Partition;
import haneul.storage.Table;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The rows of one bucket and how their keys are built. An object's key is its UTF-8 bytes, so rows sort as S3 lists.
 * Where something follows the key in a row's name, the key is written so that the order of keys is kept: each NUL
 * becomes {@code 00 FF} and the key ends with {@code 00 00}.
 *
 * <ul>
 *   <li>{@code o} key: the current version (or delete marker); every key that has versions has this row
 *   <li>{@code v} key, complement of sequence: noncurrent versions, newest first
 *   <li>{@code u} key, upload id: uploads in progress, oldest first
 *   <li>{@code p} upload id, part number: parts of uploads in progress
 *   <li>{@code c} content id: bytes or where they are
 *   <li>{@code g} sequence and run: garbage
 * </ul>
 */
public final class BucketPartition {
    /** Table number of the partitions that hold buckets' rows. */
    public static final int TABLE = 2;

    private static final int TERMINATOR_BYTES = 2;

    private final Index index;
    private final Partition partition;
    private final Table<ObjectVersion> current;
    private final Table<ObjectVersion> noncurrent;
    private final Table<ListedVersion> currentListed;
    private final Table<ListedVersion> noncurrentListed;
    private final Table<Upload> uploads;
    private final Table<Part> parts;
    private final Table<Garbage> garbage;
    private final Table<byte[]> contents;

    public BucketPartition(Index index, long bucketId) {
        this.index = index;
        partition = new Partition(TABLE, bucketId);
        current = new Table<>(index, partition, prefix('o'), ObjectVersion::encode, ObjectVersion::decode);
        noncurrent = new Table<>(index, partition, prefix('v'), ObjectVersion::encode, ObjectVersion::decode);
        currentListed = new Table<>(index, partition, prefix('o'), BucketPartition::refuse, ListedVersion::decode);
        noncurrentListed = new Table<>(index, partition, prefix('v'), BucketPartition::refuse, ListedVersion::decode);
        uploads = new Table<>(index, partition, prefix('u'), Upload::encode, Upload::decode);
        parts = new Table<>(index, partition, prefix('p'), Part::encode, Part::decode);
        contents = new Table<>(index, partition, prefix('c'), row -> row, row -> row);
        garbage = new Table<>(index, partition, prefix('g'), Garbage::encode, Garbage::decode);
    }

    private static byte[] prefix(char letter) {
        return new byte[] {(byte) letter};
    }

    private static byte[] refuse(ListedVersion listed) {
        throw new UnsupportedOperationException("A listed version is a part of a record and cannot be stored");
    }

    public Index index() {
        return index;
    }

    public Partition partition() {
        return partition;
    }

    /** Named by {@link #name(String)}. */
    public Table<ObjectVersion> current() {
        return current;
    }

    /** Named by {@link #noncurrentName}. */
    public Table<ObjectVersion> noncurrent() {
        return noncurrent;
    }

    /** {@link #current()} for listings: read only, without headers and bytes. */
    public Table<ListedVersion> currentListed() {
        return currentListed;
    }

    /** {@link #noncurrent()} for listings: read only, without headers and bytes. */
    public Table<ListedVersion> noncurrentListed() {
        return noncurrentListed;
    }

    /** Named by {@link #uploadName}. */
    public Table<Upload> uploads() {
        return uploads;
    }

    /** Named by {@link #partName}. */
    public Table<Part> parts() {
        return parts;
    }

    /** Encoded {@link ContentRow}s, named by {@link ContentId#toBytes}. */
    public Table<byte[]> contents() {
        return contents;
    }

    /** Named by {@link ContentId#toBytes} of an id made when the garbage was. */
    public Table<Garbage> garbage() {
        return garbage;
    }

    /** Name of a current version's row: the key itself. */
    public static byte[] name(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    /** The key that a current version's row is named by. */
    public static String key(byte[] name) {
        return new String(name, StandardCharsets.UTF_8);
    }

    /** What the names of all noncurrent versions, or all uploads, of a key start with. */
    public static byte[] terminated(byte[] key) {
        return terminated(key, 0);
    }

    public static byte[] noncurrentName(byte[] key, long sequence) {
        var name = terminated(key, Long.BYTES);
        ByteBuffer.wrap(name).putLong(name.length - Long.BYTES, ~sequence);
        return name;
    }

    public static byte[] uploadName(byte[] key, String uploadId) {
        var id = uploadId.getBytes(StandardCharsets.UTF_8);
        var name = terminated(key, id.length);
        System.arraycopy(id, 0, name, name.length - id.length, id.length);
        return name;
    }

    /** The key in the name of a noncurrent version or upload. @throws CorruptException when it does not end */
    public static byte[] keyOf(byte[] name) {
        int end = end(name);
        if (indexOfNul(name, end) < 0) {
            return Arrays.copyOf(name, end);
        }
        var key = new ByteArrayOutputStream(end);
        for (int i = 0; i < end; i++) {
            key.write(name[i]);
            if (name[i] == 0) {
                i++;
            }
        }
        return key.toByteArray();
    }

    /** The upload id in the name of an upload. */
    public static String uploadIdOf(byte[] name) {
        int start = end(name) + TERMINATOR_BYTES;
        return new String(name, start, name.length - start, StandardCharsets.UTF_8);
    }

    /** The sequence in the name of a noncurrent version. */
    public static long sequenceOf(byte[] name) {
        return ~ByteBuffer.wrap(name).getLong(name.length - Long.BYTES);
    }

    /** What the names of all parts of an upload start with; ids of uploads all have the same length. */
    public static byte[] partsPrefix(String uploadId) {
        return uploadId.getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] partName(String uploadId, int number) {
        var id = partsPrefix(uploadId);
        var name = Arrays.copyOf(id, id.length + Short.BYTES);
        ByteBuffer.wrap(name).putShort(id.length, (short) number);
        return name;
    }

    /** The number in the name of a part. */
    public static int partNumberOf(byte[] name) {
        return Short.toUnsignedInt(ByteBuffer.wrap(name).getShort(name.length - Short.BYTES));
    }

    /** First stored key behind all rows of {@code table} whose names start with {@code start}. */
    public static byte[] afterAll(Table<?> table, byte[] start) {
        return Keys.afterPrefix(table.key(start));
    }

    private static byte[] terminated(byte[] key, int more) {
        int nuls = 0;
        for (byte b : key) {
            nuls += b == 0 ? 1 : 0;
        }
        if (nuls == 0) {
            return Arrays.copyOf(key, key.length + TERMINATOR_BYTES + more);
        }
        var name = new byte[key.length + nuls + TERMINATOR_BYTES + more];
        int at = 0;
        for (byte b : key) {
            name[at++] = b;
            if (b == 0) {
                name[at++] = (byte) 0xff;
            }
        }
        return name;
    }

    private static int end(byte[] name) {
        for (int i = indexOfNul(name, name.length); i >= 0 && i + 1 < name.length; i++) {
            if (name[i] == 0) {
                if (name[i + 1] == 0) {
                    return i;
                }
                i++;
            }
        }
        throw new CorruptException("A row's name of " + name.length + " bytes holds no end of its key");
    }

    private static int indexOfNul(byte[] name, int end) {
        for (int i = 0; i < end; i++) {
            if (name[i] == 0) {
                return i;
            }
        }
        return -1;
    }
}
