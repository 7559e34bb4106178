package haneul.storage;

import haneul.kernel.Disk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.zip.CRC32C;

/** An index in memory whose checkpoints are one file; for simulations and small stores. */
public final class SortedMapIndex implements IndexBackend, Changes.Sink {
    private static final String FOLDER = "index";
    private static final String CHECKPOINT = FOLDER + "/checkpoint";
    private static final String NEXT = FOLDER + "/next";

    private final Disk disk;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final TreeMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);

    /** Loads the last checkpoint. */
    public SortedMapIndex(Disk disk) throws IOException {
        this.disk = disk;
        disk.createFolders(FOLDER);
        disk.syncFolder("");
        disk.delete(NEXT);
        if (disk.exists(CHECKPOINT)) {
            load();
            // A kill between rename and sync leaves a name that a power cut could still take back.
            disk.syncFolder(FOLDER);
        }
    }

    @Override
    public byte[] get(byte[] key) {
        lock.readLock().lock();
        try {
            return rows.get(key);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public List<Page.Row> scan(byte[] from, byte[] to, int limit) {
        lock.readLock().lock();
        try {
            var page = new ArrayList<Page.Row>();
            if (Arrays.compareUnsigned(from, to) < 0) {
                for (var row : rows.subMap(from, to).entrySet()) {
                    if (page.size() == limit) {
                        break;
                    }
                    page.add(new Page.Row(row.getKey(), row.getValue()));
                }
            }
            return page;
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void apply(Changes changes) {
        lock.writeLock().lock();
        try {
            changes.forEach(this);
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public void put(byte[] key, byte[] value) {
        rows.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
        rows.remove(key);
    }

    @Override
    public void deleteRange(byte[] from, byte[] to) {
        rows.subMap(from, to).clear();
    }

    @Override
    public void flush() {
        try (var file = disk.open(NEXT)) {
            var bytes = serialized();
            file.truncate(0);
            file.write(ByteBuffer.wrap(bytes), 0);
            file.sync();
            disk.rename(NEXT, CHECKPOINT);
            disk.syncFolder(FOLDER);
        } catch (IOException e) {
            throw new StorageException("The checkpoint of the index could not be written", e);
        }
    }

    private byte[] serialized() {
        var bytes = new ByteArrayOutputStream();
        lock.readLock().lock();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(rows.size());
            for (var row : rows.entrySet()) {
                out.writeInt(row.getKey().length);
                out.write(row.getKey());
                out.writeInt(row.getValue().length);
                out.write(row.getValue());
            }
            out.writeInt(crc(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.readLock().unlock();
        }
        return bytes.toByteArray();
    }

    private void load() throws IOException {
        byte[] bytes;
        try (var file = disk.open(CHECKPOINT)) {
            bytes = new byte[Math.toIntExact(file.size())];
            file.read(ByteBuffer.wrap(bytes), 0);
        }
        int end = bytes.length - Integer.BYTES;
        if (end < Integer.BYTES || ByteBuffer.wrap(bytes).getInt(end) != crc(bytes, end)) {
            throw new CorruptException("The checkpoint " + CHECKPOINT + " fails its checksum");
        }
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end))) {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                rows.put(in.readNBytes(in.readInt()), in.readNBytes(in.readInt()));
            }
        }
    }

    private static int crc(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            rows.clear();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
