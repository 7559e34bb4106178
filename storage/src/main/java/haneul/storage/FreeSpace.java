package haneul.storage;

import java.util.Comparator;
import java.util.TreeMap;
import java.util.TreeSet;

/** The free regions of a volume. Takes the smallest region that fits, the lowest of equal ones. */
final class FreeSpace {
    private record Region(int offset, int length) {}

    private final int size;
    private final TreeMap<Integer, Integer> byOffset = new TreeMap<>();
    private final TreeSet<Region> byLength =
            new TreeSet<>(Comparator.comparingInt(Region::length).thenComparingInt(Region::offset));
    private int free;
    /** Behind this no byte was ever used: taking space there makes the file larger. */
    private int touched;

    FreeSpace(int size) {
        this.size = size;
        add(0, size);
        this.free = size;
    }

    /** Where {@code length} bytes were taken; -1 when no region fits, or none without growing the file. */
    int take(int length, boolean mayGrow) {
        for (var region : byLength.tailSet(new Region(0, length))) {
            if (mayGrow || region.offset() + length <= touched) {
                remove(region);
                if (region.length() > length) {
                    add(region.offset() + length, region.length() - length);
                }
                free -= length;
                touched = Math.max(touched, region.offset() + length);
                return region.offset();
            }
        }
        return -1;
    }

    /** @throws IllegalStateException when a part of the range is not free */
    void claim(int offset, int length) {
        var region = byOffset.floorEntry(offset);
        if (region == null || region.getKey() + region.getValue() < offset + length) {
            throw new IllegalStateException("Bytes " + offset + " to " + (offset + length) + " are taken twice");
        }
        int start = region.getKey();
        int end = start + region.getValue();
        remove(new Region(start, end - start));
        if (start < offset) {
            add(start, offset - start);
        }
        if (offset + length < end) {
            add(offset + length, end - offset - length);
        }
        free -= length;
        touched = Math.max(touched, offset + length);
    }

    /** @throws IllegalStateException when a part of the range is free already */
    void give(int offset, int length) {
        int start = offset;
        int end = offset + length;
        var before = byOffset.floorEntry(offset);
        var after = byOffset.ceilingEntry(offset);
        if (before != null && before.getKey() + before.getValue() > offset || after != null && after.getKey() < end) {
            throw new IllegalStateException("Bytes " + offset + " to " + end + " are freed twice");
        }
        if (before != null && before.getKey() + before.getValue() == offset) {
            start = before.getKey();
            remove(new Region(start, before.getValue()));
        }
        if (after != null && after.getKey() == end) {
            end += after.getValue();
            remove(new Region(after.getKey(), after.getValue()));
        }
        add(start, end - start);
        free += length;
    }

    int free() {
        return free;
    }

    int used() {
        return size - free;
    }

    /** Bytes of the file that hold or held something. */
    int touched() {
        return touched;
    }

    private void add(int offset, int length) {
        byOffset.put(offset, length);
        byLength.add(new Region(offset, length));
    }

    private void remove(Region region) {
        byOffset.remove(region.offset());
        byLength.remove(region);
    }
}
