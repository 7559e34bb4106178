package haneul.s3.plane;

import haneul.s3.model.Contents.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes that are in memory as a whole; holds nothing. */
final class WholeReading implements Reading {
    private final int length;
    private ByteBuffer bytes;

    WholeReading(ByteBuffer bytes) {
        this.bytes = bytes;
        this.length = bytes.remaining();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public ByteBuffer next() {
        var all = bytes;
        bytes = null;
        return all == null || !all.hasRemaining() ? null : all;
    }

    @Override
    public void writeTo(Sink sink) throws IOException {
        for (var each = next(); each != null; each = next()) {
            sink.write(each);
        }
    }
}
