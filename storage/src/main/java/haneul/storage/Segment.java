package haneul.storage;

import haneul.kernel.DiskFile;
import java.io.IOException;

/** A file of the log under one epoch. Used again for other frames it becomes another segment. */
final class Segment {
    private final long epoch;
    private final String path;
    private final DiskFile file;
    private final int size;
    private final Window window;
    private volatile Seal seal;
    private volatile boolean condemned;
    private volatile boolean retired;
    private volatile boolean damaged;
    private volatile long surveyedFrame = -1;
    private volatile long liveBytes = -1;

    Segment(long epoch, String path, DiskFile file) throws IOException {
        this.epoch = epoch;
        this.path = path;
        this.file = file;
        this.size = Math.toIntExact(file.size());
        this.window = new Window(file, "Segment " + path, size);
    }

    long epoch() {
        return epoch;
    }

    String path() {
        return path;
    }

    DiskFile file() {
        return file;
    }

    int size() {
        return size;
    }

    /** What it holds; null while frames are added to it or before it is used. */
    Seal seal() {
        return seal;
    }

    void seal(Seal contents) {
        seal = contents;
    }

    /** A write or sync has failed: the file is never used again for other frames. */
    void condemn() {
        condemned = true;
    }

    /** The index no longer lists it; it goes when its last reader has left. */
    void retire() {
        retired = true;
    }

    /** Something in it fails its checksum: it is kept as it is. */
    void damage() {
        damaged = true;
    }

    boolean damaged() {
        return damaged;
    }

    /** Values in it that rows still pointed to when the index stood at {@code frame}. */
    void surveyed(long frame, long bytes) {
        liveBytes = bytes;
        surveyedFrame = frame;
    }

    long surveyedFrame() {
        return surveyedFrame;
    }

    /** As of the last survey; -1 before the first. */
    long liveBytes() {
        return liveBytes;
    }

    boolean retired() {
        return retired;
    }

    boolean condemned() {
        return condemned;
    }

    /** All its bytes. */
    Window window() {
        return window;
    }

    /** @throws CorruptException when the bytes fail their checksum */
    byte[] read(Cell.Pointer pointer) {
        if (pointer.offset() < 0 || pointer.length() < 0 || pointer.length() > size - pointer.offset()) {
            throw new CorruptException("A row points behind the end of segment " + path + ": " + pointer);
        }
        var value = new byte[pointer.length()];
        MappedBytes.copy(window().bytes(), pointer.offset(), value);
        if (Records.crc32c(value) != pointer.crc32c()) {
            throw new CorruptException("The " + pointer.length() + " bytes at " + pointer.offset() + " of segment "
                    + path + " fail their checksum");
        }
        return value;
    }
}
