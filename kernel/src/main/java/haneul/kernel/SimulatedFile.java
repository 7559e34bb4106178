package haneul.kernel;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The bytes of a file on a {@link SimulatedDisk}: what programs see, and per unsynced sector what the disk has. */
final class SimulatedFile {
    private static final byte[] ZEROS = {};

    private final SimulatedDisk disk;
    private final boolean folder;
    private final int sectorBytes;
    /** Per sector not yet durable: its bytes on the disk; {@link #ZEROS} where it was never written. */
    private final Map<Integer, byte[]> durable = new TreeMap<>();
    /** Sectors a failed sync has given up: a later sync does not make them durable. */
    private final Set<Integer> lost = new HashSet<>();

    private final Set<Integer> lastWrite = new HashSet<>();
    private final BitSet allocated = new BitSet();
    private byte[] bytes = {};
    private int durableSize;

    SimulatedFile(SimulatedDisk disk, boolean folder) {
        this.disk = disk;
        this.folder = folder;
        this.sectorBytes = disk.sectorBytes();
    }

    boolean folder() {
        return folder;
    }

    long allocatedBytes() {
        return (long) allocated.cardinality() * sectorBytes;
    }

    int size() {
        return bytes.length;
    }

    int read(ByteBuffer target, long position) {
        if (position >= bytes.length) {
            return 0;
        }
        int length = Math.min(target.remaining(), bytes.length - (int) position);
        target.put(bytes, (int) position, length);
        return length;
    }

    /** Writes all; when it is planned to fail, a part that may be nothing or everything. */
    void write(ByteBuffer source, long position, String path) throws IOException {
        boolean fails = disk.countAndFail();
        int length = source.remaining();
        if (fails) {
            length = disk.random().nextInt(length + 1);
        }
        int from = Math.toIntExact(position);
        requireSpace(from, length);
        if (from + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, from + length);
        }
        remember(from, length);
        source.get(bytes, from, length);
        disk.written(this);
        if (fails) {
            throw new IOException("Simulated failure of a write to " + path + " after " + length + " bytes");
        }
    }

    private void requireSpace(int from, int length) throws IOException {
        if (length == 0) {
            return;
        }
        int last = (from + length - 1) / sectorBytes;
        int fresh = last
                - from / sectorBytes
                + 1
                - allocated.get(from / sectorBytes, last + 1).cardinality();
        if (fresh > 0
                && disk.capacity() != Long.MAX_VALUE
                && disk.usedBytes() + (long) fresh * sectorBytes > disk.capacity()) {
            throw new IOException("No space left on device");
        }
    }

    private void remember(int from, int length) {
        lastWrite.clear();
        for (int sector = from / sectorBytes; length > 0 && sector <= (from + length - 1) / sectorBytes; sector++) {
            durable.computeIfAbsent(sector, this::content);
            lost.remove(sector);
            allocated.set(sector);
            lastWrite.add(sector);
        }
    }

    private byte[] content(int sector) {
        if (!allocated.get(sector)) {
            return ZEROS;
        }
        int start = sector * sectorBytes;
        return Arrays.copyOfRange(bytes, start, start + sectorBytes);
    }

    void sync(String path) throws IOException {
        if (disk.countAndFail()) {
            for (int sector : durable.keySet().stream().toList()) {
                if (disk.random().nextBoolean()) {
                    durable.remove(sector);
                } else {
                    lost.add(sector);
                }
            }
            throw new IOException("Simulated failure of a sync of " + path);
        }
        durable.keySet().retainAll(lost);
        durableSize = bytes.length;
    }

    void truncate(long size) {
        int length = Math.toIntExact(size);
        if (length < bytes.length) {
            int first = length / sectorBytes;
            for (int sector = first; sector * sectorBytes < bytes.length; sector++) {
                durable.computeIfAbsent(sector, this::content);
            }
            allocated.clear((length + sectorBytes - 1) / sectorBytes, Integer.MAX_VALUE);
        }
        bytes = Arrays.copyOf(bytes, length);
    }

    ByteBuffer map(long position, int length) throws EOFException {
        if (position + length > bytes.length) {
            throw new EOFException(
                    "A file of " + bytes.length + " bytes cannot be mapped up to " + (position + length));
        }
        return ByteBuffer.wrap(bytes, (int) position, length).slice().asReadOnlyBuffer();
    }

    /** @param manner 0 drops everything unsynced, 1 keeps it, 2 decides per sector, 3 tears the last write alone */
    void powerCut(int manner, boolean wroteLast) {
        int size = manner == 1 || manner == 3 || disk.random().nextBoolean() ? bytes.length : durableSize;
        bytes = Arrays.copyOf(bytes, size);
        durable.forEach((sector, old) -> {
            boolean torn = wroteLast && lastWrite.contains(sector);
            boolean keep =
                    switch (manner) {
                        case 0 -> false;
                        case 1 -> true;
                        case 2 -> disk.random().nextBoolean();
                        default -> !torn || disk.random().nextBoolean();
                    };
            if (!keep || lost.contains(sector)) {
                restore(sector, old);
            }
        });
        durable.clear();
        lost.clear();
        lastWrite.clear();
        durableSize = bytes.length;
    }

    private void restore(int sector, byte[] old) {
        int start = sector * sectorBytes;
        int end = Math.min(start + sectorBytes, bytes.length);
        if (start < end) {
            Arrays.fill(bytes, start, end, (byte) 0);
            System.arraycopy(old, 0, bytes, start, Math.min(old.length, end - start));
        }
    }

    void decay(long position) {
        bytes[Math.toIntExact(position)] ^= 1;
    }
}
