package haneul.s3.plane;

import haneul.s3.model.Body;
import haneul.s3.model.BucketPartition;
import haneul.s3.model.Checksum.Algorithm;
import haneul.s3.model.ContentId;
import haneul.s3.model.ContentRow;
import haneul.s3.model.Contents;
import haneul.s3.model.Sequence;
import haneul.s3.model.Written;
import haneul.storage.CorruptException;
import haneul.storage.Extents;
import haneul.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The bytes of all buckets on the storage engine, in three sizes: within their record, in one row, in extents. */
public final class ContentStore implements Contents {
    /** Up to here bytes live in the record of their version. */
    static final int MAX_INLINE_BYTES = 4096;
    /** Up to here bytes live in one row of their own. */
    static final int MAX_ROW_BYTES = 128 << 10;

    private static final long BUFFER_WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Storage storage;
    private final Sequence sequence;
    private final Buffers buffers;
    private final Pins pins;

    /**
     * @param buffers how many uploads may fill an extent at the same time, 1 MiB of memory each; further ones wait
     * @param released told when content stops being read, which the reclaimer may wait for
     */
    public ContentStore(Storage storage, Sequence sequence, int buffers, Runnable released) {
        this.storage = storage;
        this.sequence = sequence;
        this.buffers = new Buffers(Extents.MAX_EXTENT_BYTES, buffers, BUFFER_WAIT_NANOS);
        this.pins = new Pins(released);
    }

    Pins pins() {
        return pins;
    }

    Buffers buffers() {
        return buffers;
    }

    @Override
    public Written write(Source source, long length, Algorithm kept, Algorithm claimed) throws IOException {
        return new ContentWriter(storage.extents(), sequence, buffers, kept, claimed).write(source, length);
    }

    @Override
    public void discard(Written written) {
        if (!written.extents().isEmpty()) {
            storage.extents().discard(written.extents());
        }
    }

    @Override
    public Optional<Reading> open(BucketPartition rows, Body body, long from, long length) {
        return switch (body) {
            case Body.Empty _ -> Optional.of(new WholeReading(slice(new byte[0], 0, from, length)));
            case Body.Inline inline -> Optional.of(new WholeReading(slice(inline.bytes(), 0, from, length)));
            case Body.Row row ->
                rows.contents()
                        .get(row.id().toBytes())
                        .map(bytes -> new WholeReading(slice(bytes, ContentRow.BYTES_OFFSET, from, length)));
            case Body.Spread spread -> openSpread(rows, spread.id(), from, length);
        };
    }

    private static ByteBuffer slice(byte[] bytes, int offset, long from, long length) {
        if (from < 0 || length < 0 || from + length > bytes.length - offset) {
            throw new CorruptException("Bytes " + from + " to " + (from + length) + " of " + (bytes.length - offset)
                    + " stored ones were asked for");
        }
        return ByteBuffer.wrap(bytes, offset + (int) from, (int) length).slice().asReadOnlyBuffer();
    }

    private Optional<Reading> openSpread(BucketPartition rows, ContentId id, long from, long length) {
        if (!pins.pin(id)) {
            return Optional.empty();
        }
        var lease = storage.lease();
        Runnable release = () -> {
            lease.close();
            pins.unpin(id);
        };
        boolean ready = false;
        try {
            var row = rows.contents().get(id.toBytes());
            if (row.isPresent()) {
                var reading =
                        new SpreadReading(storage.extents(), rows, ContentRow.decode(row.get()), from, length, release);
                reading.prepare();
                ready = true;
                return Optional.of(reading);
            }
            return Optional.empty();
        } finally {
            if (!ready) {
                release.run();
            }
        }
    }

    @Override
    public Optional<ContentRow.Parts> parts(BucketPartition rows, Body body) {
        if (!(body instanceof Body.Spread spread)) {
            throw new IllegalArgumentException("Only spread content has parts, not " + body);
        }
        return rows.contents().get(spread.id().toBytes()).map(bytes -> switch (ContentRow.decode(bytes)) {
            case ContentRow.Parts parts -> parts;
            case ContentRow.Bytes _, ContentRow.Extents _ ->
                throw new CorruptException("Content " + spread.id() + " of a multipart object has no parts");
        });
    }
}
