package haneul.s3.plane;

import haneul.s3.model.BucketPartition;
import haneul.s3.model.ContentRow;
import haneul.s3.model.Contents.Reading;
import haneul.storage.CorruptException;
import haneul.storage.Extent;
import haneul.storage.Extents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A range of bytes in extents, or in parts that each have their row: one extent, and the extents' names of one part,
 * are
 * in memory at a time. What it was opened with keeps both from being reclaimed until it is closed.
 */
final class SpreadReading implements Reading {
    private final Extents extents;
    private final BucketPartition rows;
    private final List<ContentRow.Parts.Part> parts;
    private final Runnable release;
    private final long length;
    private int nextPart;
    private List<Extent> run = List.of();
    private int nextExtent;
    private ByteBuffer ready;
    private long skip;
    private long left;
    private boolean closed;

    /** @param release to run once, when closed */
    SpreadReading(Extents extents, BucketPartition rows, ContentRow row, long from, long length, Runnable release) {
        this.extents = extents;
        this.rows = rows;
        this.length = length;
        this.release = release;
        this.skip = from;
        this.left = length;
        this.parts = row instanceof ContentRow.Parts many ? many.parts() : List.of();
        if (parts.isEmpty()) {
            enter(row);
        }
    }

    /** Reads the first bytes, so that damage shows before an answer is begun. */
    void prepare() {
        ready = left == 0 ? null : read();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public ByteBuffer next() {
        if (closed) {
            throw new IllegalStateException("The content was closed before it was read");
        }
        var first = ready;
        ready = null;
        return first != null ? first : left == 0 ? null : read();
    }

    @Override
    public void writeTo(Sink sink) throws IOException {
        for (var each = next(); each != null; each = next()) {
            sink.write(each);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            release.run();
        }
    }

    private ByteBuffer read() {
        while (true) {
            if (ready != null) {
                return take(ready);
            }
            if (nextExtent < run.size()) {
                var extent = run.get(nextExtent++);
                if (skip < extent.length()) {
                    return take(extents.read(extent));
                }
                skip -= extent.length();
            } else {
                enterNextPart();
            }
        }
    }

    /** What is wanted of these bytes. */
    private ByteBuffer take(ByteBuffer bytes) {
        ready = null;
        int size = (int) Math.min(left, bytes.remaining() - skip);
        var wanted = bytes.slice(bytes.position() + (int) skip, size);
        skip = 0;
        left -= size;
        return wanted;
    }

    private void enterNextPart() {
        while (true) {
            if (nextPart == parts.size()) {
                throw new CorruptException("Content ends " + left + " bytes before its length of " + length);
            }
            var part = parts.get(nextPart++);
            if (part.id() == null || skip >= part.size()) {
                skip -= part.size();
                continue;
            }
            var row = rows.contents()
                    .get(part.id().toBytes())
                    .orElseThrow(
                            () -> new CorruptException("Part " + part.number() + " has no content row " + part.id()));
            enter(ContentRow.decode(row));
            return;
        }
    }

    private void enter(ContentRow row) {
        nextExtent = 0;
        switch (row) {
            case ContentRow.Extents many -> run = many.extents();
            case ContentRow.Bytes whole -> {
                run = List.of();
                ready = whole.bytes();
            }
            case ContentRow.Parts _ -> throw new CorruptException("A part's content row names parts");
        }
    }
}
