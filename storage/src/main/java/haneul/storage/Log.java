package haneul.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of the log: frames go to the active segment, each durable before the next is written. Used by one thread
 * at a time.
 */
final class Log {
    private static final int SPARE_AT = 4;

    private record Sealed(Segment segment, Seal seal) {}

    private final Segments segments;
    private final List<Sealed> sealed = new ArrayList<>();
    private volatile Segment active;
    private volatile int end;
    private long firstFrame;
    private long nextFrame;
    private long largeBytes;
    private Segment nudgedFor;

    /** @param active holds no frames yet */
    Log(Segments segments, Segment active, long nextFrame) {
        this.segments = segments;
        this.nextFrame = nextFrame;
        open(active);
    }

    private void open(Segment segment) {
        active = segment;
        end = 0;
        firstFrame = nextFrame;
        largeBytes = 0;
    }

    /** A segment found at start takes no more frames; the index hears of it with the next changes. */
    void sealed(Segment segment, Seal seal) {
        sealed.add(new Sealed(segment, seal));
    }

    /** Collects what the index must know before the first frame. */
    void begin(Changes changes) {
        changes.clear();
        addPosition(changes);
    }

    /** Bytes left in the active segment. */
    int room() {
        return active.size() - end;
    }

    /** Whether there is something for the housekeeper since the last call: a sealed segment, or a spare is wanted. */
    boolean needsHousekeeping() {
        boolean wants = wantsSpare() && active != nudgedFor;
        if (wants) {
            nudgedFor = active;
        }
        return wants;
    }

    /** Whether the active segment is so full that its successor should be prepared. */
    boolean wantsSpare() {
        return end > active.size() / SPARE_AT;
    }

    long nextFrame() {
        return nextFrame;
    }

    /** No further frame goes into the active segment; a fresh one is opened. */
    void roll() throws IOException {
        var fresh = segments.take();
        if (nextFrame > firstFrame) {
            sealed.add(new Sealed(active, new Seal(firstFrame, nextFrame - 1, end, largeBytes)));
        } else if (active.condemned()) {
            sealed.add(new Sealed(active, new Seal(nextFrame, nextFrame - 1, 0, 0)));
        }
        open(fresh);
    }

    /**
     * Writes and syncs a frame and collects what it changes in the index.
     *
     * @throws IOException when the frame may or may not be durable; {@link #fence} must follow
     */
    void append(Frame frame, Changes changes) throws IOException {
        ByteBuffer bytes = frame.finish(nextFrame, active.epoch());
        active.file().write(bytes.duplicate(), end);
        active.file().sync();
        changes.clear();
        var writer = new IndexWriter(active.epoch(), end, changes);
        Records.walk(bytes, Frame.HEADER, Frame.HEADER + bytes.getInt(4), writer);
        largeBytes += writer.largeBytes();
        end += bytes.limit();
        nextFrame++;
        addPosition(changes);
    }

    private void addPosition(Changes changes) {
        sealed.forEach(each ->
                changes.put(RowKeys.seal(each.segment().epoch()), each.seal().toBytes()));
        changes.put(RowKeys.POSITION, new Position(nextFrame - 1, active.epoch(), end).toBytes());
    }

    /** The index has taken what {@link #append} collected: only now others may see segments as sealed. */
    void applied() {
        sealed.forEach(each -> each.segment().seal(each.seal()));
        sealed.clear();
    }

    /**
     * After a failed append: leaves the segment for good and writes an empty frame of the same number elsewhere, which
     * settles that the failed one never counts.
     *
     * @throws IOException when that fails too: what the failed frame holds may appear after a restart
     */
    void fence(Frame frame, Changes changes) throws IOException {
        active.condemn();
        roll();
        frame.start();
        append(frame, changes);
    }
}
