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
    private Held held;
    private Walk holder;
    private Segment last;
    private Seal lastSeal;
    private long expected;
    private long replayed;

    /** The newest frame found: applied when another one follows it. */
    private record Held(Segment segment, int at, Frame.Header header) {
        private byte[] records() {
            var records = new byte[header.length()];
            segment.window().bytes().get(at + Frame.HEADER, records);
            return records;
        }
    }

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

    /**
     * Replays, and opens a fresh segment behind everything found. The very last frame is written again there: after a
     * sync that failed, memory may show a frame that is not on disk although a repeated sync reports success.
     */
    Log run() throws IOException {
        var all = segments.all();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).epoch() < start.epoch()) {
                recall(all.get(i));
            } else {
                replay(all.get(i), firstNumberBehind(all, i));
            }
        }
        var unused = new ArrayList<>(retired);
        unused.addAll(empty);
        unused.removeIf(segment -> held != null && segment == held.segment());
        for (var segment : unused) {
            segments.release(segment);
        }
        var log = new Log(segments, segments.take(), held == null ? expected : expected - 1);
        settle(log);
        if (held != null && empty.contains(held.segment())) {
            segments.release(held.segment());
        }
        requireSealedSegments();
        return log;
    }

    private void settle(Log log) throws IOException {
        if (last != null) {
            log.sealed(last, lastSeal);
        }
        if (held == null) {
            log.begin(changes);
        } else {
            var frame = new Frame();
            frame.start();
            frame.add(held.records(), held.header().batches());
            log.append(frame, changes);
        }
        index.apply(changes);
        log.applied();
    }

    private static long firstNumberBehind(List<Segment> all, int at) {
        for (var segment : all.subList(at + 1, all.size())) {
            var first = Frame.read(segment.window().bytes(), 0, segment.epoch());
            if (first != null) {
                return first.number();
            }
        }
        return Long.MAX_VALUE;
    }

    /** The index knows what such a segment holds, or has retired it. */
    private void recall(Segment segment) {
        var seal = index.get(RowKeys.seal(segment.epoch()));
        if (seal == null) {
            retired.add(segment);
        } else {
            segment.seal(Seal.of(seal));
        }
    }

    private void replay(Segment segment, long limit) {
        boolean resumed = segment.epoch() == start.epoch();
        var walk = new Walk(segment, limit, resumed ? start.offset() : 0);
        walk.run();
    }

    /** One segment's frames: counted up to where the index stands, applied from there. */
    private final class Walk {
        private final Segment segment;
        private final ByteBuffer window;
        private final long limit;
        private final int applyFrom;
        private int end;
        private long first;
        private long lastNumber;
        private long largeBytes;

        private Walk(Segment segment, long limit, int applyFrom) {
            this.segment = segment;
            this.window = segment.window().bytes();
            this.limit = limit;
            this.applyFrom = applyFrom;
        }

        private void run() {
            skipApplied();
            int at = end;
            var frame = Frame.read(window, at, segment.epoch());
            while (frame != null && frame.number() == expected && frame.number() < limit) {
                applyHeld();
                held = new Held(segment, at, frame);
                holder = this;
                expected++;
                replayed++;
                at += frame.paddedSize();
                frame = Frame.read(window, at, segment.epoch());
            }
            requireNothingBehind(at);
            if (end == 0) {
                empty.add(segment);
            }
        }

        private void skipApplied() {
            while (end < applyFrom) {
                var frame = Frame.read(window, end, segment.epoch());
                if (frame == null) {
                    damagedBeforeStart();
                } else {
                    changes.clear();
                    collect(frame);
                }
            }
            if (end > 0) {
                becomeLast();
            }
        }

        private void becomeLast() {
            last = segment;
            lastSeal = new Seal(first, lastNumber, end, largeBytes);
        }

        /** The index has these frames already; that the segment is damaged shows when its values are read. */
        private void damagedBeforeStart() {
            end = applyFrom;
            first = 0;
            lastNumber = start.frame();
            largeBytes = segment.size();
        }

        private void apply(Frame.Header frame) {
            changes.clear();
            if (last != null && last != segment) {
                changes.put(RowKeys.seal(last.epoch()), lastSeal.toBytes());
                last.seal(lastSeal);
            }
            empty.remove(segment);
            collect(frame);
            changes.put(RowKeys.POSITION, new Position(frame.number(), segment.epoch(), end).toBytes());
            index.apply(changes);
            becomeLast();
        }

        private void collect(Frame.Header frame) {
            if (end == 0) {
                first = frame.number();
            }
            lastNumber = frame.number();
            var writer = new IndexWriter(segment.epoch(), 0, changes);
            int records = end + Frame.HEADER;
            Records.walk(window, records, records + frame.length(), writer);
            largeBytes += writer.largeBytes();
            end += frame.paddedSize();
        }

        /** Zeros, or a frame of the file's earlier use: no frame of this epoch was ever written at the end. */
        private boolean unused(int at) {
            return Frame.unused(window, at, segment.epoch());
        }

        private void requireNothingBehind(int tail) {
            for (int at = tail; at < window.limit() && !unused(tail); at += Frame.PAGE) {
                var stray = Frame.read(window, at, segment.epoch());
                if (stray != null && stray.number() >= expected && stray.number() < limit) {
                    throw new CorruptException("Frame " + expected + " of the log is damaged: segment " + segment.path()
                            + " has frame " + stray.number() + " behind it at byte " + at);
                }
            }
            if (limit != Long.MAX_VALUE && limit > expected) {
                throw new CorruptException("Frames " + expected + " to " + (limit - 1)
                        + " of the log are missing behind byte " + tail + " of segment " + segment.path());
            }
        }
    }

    private void applyHeld() {
        if (held != null) {
            holder.apply(held.header());
            held = null;
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
