package haneul.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the index up to the end of the log. Each frame is durable before the next one is written, so only the very
 * last can be torn: it is cut. A frame that a later segment numbers again was given up by its writer and does not
 * count. Anything else that is missing is damage, and the store does not open.
 */
final class Replay {
    private final Segments segments;
    private final IndexBackend index;
    private final Changes changes = new Changes();
    private final List<Segment> empty = new ArrayList<>();
    private final List<Segment> retired = new ArrayList<>();
    private final Position start;
    private Segment last;
    private Seal lastSeal;
    private long expected;
    private long replayed;

    Replay(Segments segments, IndexBackend index) {
        this.segments = segments;
        this.index = index;
        var position = index.get(RowKeys.POSITION);
        this.start = position == null ? Position.START : Position.of(position);
        this.expected = start.frame() + 1;
    }

    /** Frames that were applied. */
    long replayed() {
        return replayed;
    }

    /** The last frame the index held before. */
    long durableFrame() {
        return start.frame();
    }

    /** Replays, and opens a fresh segment behind everything found. */
    Log run() throws IOException {
        var all = segments.all();
        for (int i = 0; i < all.size(); i++) {
            replay(all.get(i), firstNumberBehind(all, i));
        }
        if (last != null) {
            last.file().sync();
        }
        for (var segment : empty) {
            segments.release(segment);
        }
        for (var segment : retired) {
            segments.release(segment);
        }
        var active = segments.take();
        changes.clear();
        sealLast();
        changes.put(RowKeys.POSITION, new Position(expected - 1, active.epoch(), 0).toBytes());
        index.apply(changes);
        requireSealedSegments();
        return new Log(segments, active, expected);
    }

    private static long firstNumberBehind(List<Segment> all, int at) {
        for (var segment : all.subList(at + 1, all.size())) {
            var first = Frame.read(segment.window(), 0, segment.epoch());
            if (first != null) {
                return first.number();
            }
        }
        return Long.MAX_VALUE;
    }

    private void replay(Segment segment, long limit) {
        if (segment.epoch() < start.epoch()) {
            var seal = index.get(RowKeys.seal(segment.epoch()));
            if (seal == null) {
                retired.add(segment);
            } else {
                segment.seal(Seal.of(seal));
            }
            return;
        }
        boolean resumed = segment.epoch() == start.epoch();
        var walk = new Walk(segment, limit, resumed ? start.offset() : 0);
        walk.run();
        if (walk.end == 0) {
            empty.add(segment);
        } else {
            last = segment;
            lastSeal = new Seal(walk.first, expected - 1, walk.end, walk.largeBytes);
        }
    }

    /** One segment's frames: counted up to where the index stands, applied from there. */
    private final class Walk {
        private final Segment segment;
        private final ByteBuffer window;
        private final long limit;
        private final int applyFrom;
        private int end;
        private long first;
        private long largeBytes;

        private Walk(Segment segment, long limit, int applyFrom) {
            this.segment = segment;
            this.window = segment.window();
            this.limit = limit;
            this.applyFrom = applyFrom;
        }

        private void run() {
            skipApplied();
            var frame = Frame.read(window, end, segment.epoch());
            while (frame != null && frame.number() == expected && frame.number() < limit) {
                apply(frame);
                frame = Frame.read(window, end, segment.epoch());
            }
            requireNothingBehind();
        }

        private void skipApplied() {
            while (end < applyFrom) {
                var frame = Frame.read(window, end, segment.epoch());
                if (frame == null) {
                    damagedBeforeStart();
                    return;
                }
                if (end == 0) {
                    first = frame.number();
                }
                collect(frame);
                changes.clear();
            }
        }

        /** The index has these frames already; that the segment is damaged shows when its values are read. */
        private void damagedBeforeStart() {
            end = applyFrom;
            first = 0;
            largeBytes = segment.size();
        }

        private void apply(Frame.Header frame) {
            changes.clear();
            if (end == 0) {
                sealLast();
                first = frame.number();
            }
            collect(frame);
            changes.put(RowKeys.POSITION, new Position(frame.number(), segment.epoch(), end).toBytes());
            index.apply(changes);
            expected++;
            replayed++;
        }

        private void collect(Frame.Header frame) {
            var writer = new IndexWriter(segment.epoch(), 0, changes);
            int records = end + Frame.HEADER;
            Records.walk(window, records, records + frame.length(), writer);
            largeBytes += writer.largeBytes();
            end += frame.paddedSize();
        }

        private void requireNothingBehind() {
            for (int at = end; at < window.limit(); at += Frame.PAGE) {
                var stray = Frame.read(window, at, segment.epoch());
                if (stray != null && stray.number() >= expected && stray.number() < limit) {
                    throw new CorruptException("Frame " + expected + " of the log is damaged: segment "
                            + segment.path() + " has frame " + stray.number() + " behind it at byte " + at);
                }
            }
            if (limit != Long.MAX_VALUE && limit > expected) {
                throw new CorruptException("Frames " + expected + " to " + (limit - 1)
                        + " of the log are missing behind byte " + end + " of segment " + segment.path());
            }
        }
    }

    private void sealLast() {
        if (last != null) {
            last.seal(lastSeal);
            changes.put(RowKeys.seal(last.epoch()), lastSeal.toBytes());
            last = null;
        }
    }

    private void requireSealedSegments() {
        for (var row : index.scan(RowKeys.firstSeal(), RowKeys.endOfSeals(), Integer.MAX_VALUE)) {
            long epoch = ByteBuffer.wrap(row.key()).getLong(2);
            if (segments.of(epoch) == null) {
                throw new CorruptException("Log segment " + Long.toHexString(epoch) + " is missing");
            }
        }
    }
}
