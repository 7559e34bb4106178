package haneul.storage;

import java.nio.ByteBuffer;

/** Goes through a sealed segment frame by frame and insists on finding every one of them. */
final class SegmentWalk {
    /** Receives the values that lie in the segment; answers whether the walk goes on. */
    interface LargeValues {
        boolean value(byte[] row, Cell.Pointer pointer);
    }

    private SegmentWalk() {}

    /**
     * @throws CorruptException when a frame that the seal promises is not there
     */
    static void largeValues(Segment segment, LargeValues visitor) {
        var reader = new Reader(segment.epoch(), visitor);
        frames(segment, false, reader);
    }

    /** @throws CorruptException when a frame is missing or fails its checksum */
    static void verify(Segment segment) {
        frames(segment, true, new Reader(segment.epoch(), (row, pointer) -> true));
    }

    private static void frames(Segment segment, boolean checksums, Reader reader) {
        var window = segment.window().bytes();
        var seal = segment.seal();
        long number = seal.firstFrame();
        int at = 0;
        while (at < seal.end() && !reader.stopped) {
            var frame =
                    checksums ? Frame.read(window, at, segment.epoch()) : Frame.readHeader(window, at, segment.epoch());
            if (frame == null || frame.number() != number) {
                throw new CorruptException(
                        "Frame " + number + " at byte " + at + " of segment " + segment.path() + " is damaged");
            }
            int records = at + Frame.HEADER;
            Records.walk(window, records, records + frame.length(), reader);
            at += frame.paddedSize();
            number++;
        }
    }

    private static final class Reader implements Records.Visitor {
        private final long epoch;
        private final LargeValues visitor;
        private boolean stopped;

        private Reader(long epoch, LargeValues visitor) {
            this.epoch = epoch;
            this.visitor = visitor;
        }

        @Override
        public void putLarge(ByteBuffer buffer, int keyAt, int keyLength, int valueAt, int valueLength, int crc32c) {
            if (!stopped) {
                var row = new byte[keyLength];
                buffer.get(keyAt, row);
                stopped = !visitor.value(row, new Cell.Pointer(epoch, valueAt, valueLength, crc32c));
            }
        }

        @Override
        public void put(ByteBuffer buffer, int keyAt, int keyLength, int valueAt, int valueLength) {}

        @Override
        public void delete(ByteBuffer buffer, int keyAt, int keyLength) {}

        @Override
        public void deleteRange(ByteBuffer buffer, int fromAt, int fromLength, int toAt, int toLength) {}

        @Override
        public void adopt(long high, long low, int length, int crc32c) {}

        @Override
        public void release(long high, long low) {}
    }
}
