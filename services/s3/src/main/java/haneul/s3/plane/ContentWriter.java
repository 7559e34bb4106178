package haneul.s3.plane;

import haneul.kernel.AwsException;
import haneul.s3.model.Body;
import haneul.s3.model.Checksum;
import haneul.s3.model.Checksum.Algorithm;
import haneul.s3.model.ChecksumValue;
import haneul.s3.model.ContentRow;
import haneul.s3.model.Contents;
import haneul.s3.model.Contents.Source;
import haneul.s3.model.Sequence;
import haneul.s3.model.Written;
import haneul.storage.Extent;
import haneul.storage.Extents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes one body. Digests are taken of the bytes that are stored, where they are stored from. */
final class ContentWriter {
    /** Extents that may wait for their sync: bounds what the page cache holds for one upload. */
    private static final int UNSYNCED_EXTENTS = 64;

    private static final MessageDigest MD5 = md5();

    private final Extents extents;
    private final Sequence sequence;
    private final Buffers buffers;
    private final MessageDigest md5;
    private final Checksum checksum;
    /** Null when the checksum to keep is the one to compare. */
    private final Checksum claimed;

    private long size;

    ContentWriter(Extents extents, Sequence sequence, Buffers buffers, Algorithm kept, Algorithm claimed) {
        this.extents = extents;
        this.sequence = sequence;
        this.buffers = buffers;
        this.checksum = kept.start();
        this.claimed = claimed == kept ? null : claimed.start();
        this.md5 = copy(MD5);
    }

    Written write(Source source, long length) throws IOException {
        if (length > Contents.MAX_PUT_BYTES) {
            throw tooLarge(length);
        }
        if (length < 0 || length > ContentStore.MAX_ROW_BYTES) {
            return writeLarge(source, length);
        }
        var row = new byte[ContentRow.BYTES_OFFSET + (int) length];
        row[0] = ContentRow.BYTES;
        int filled = ContentRow.BYTES_OFFSET;
        for (var each = source.next(); each != null; each = source.next()) {
            int more = each.remaining();
            if (more > row.length - filled) {
                throw incomplete();
            }
            each.get(row, filled, more);
            filled += more;
        }
        if (filled != row.length) {
            throw incomplete();
        }
        return small(row);
    }

    /** @param row the bytes behind the mark of a content row */
    private Written small(byte[] row) {
        size = row.length - ContentRow.BYTES_OFFSET;
        digest(ByteBuffer.wrap(row, ContentRow.BYTES_OFFSET, (int) size));
        if (size == 0) {
            return written(Body.EMPTY, null, List.of());
        }
        if (size <= ContentStore.MAX_INLINE_BYTES) {
            return written(
                    new Body.Inline(Arrays.copyOfRange(row, ContentRow.BYTES_OFFSET, row.length)), null, List.of());
        }
        return written(new Body.Row(sequence.contentId()), row, List.of());
    }

    private Written writeLarge(Source source, long length) throws IOException {
        var buffer = buffers.take();
        var appended = new ArrayList<Extent>();
        boolean done = false;
        try {
            int synced = 0;
            for (var each = source.next(); each != null; each = source.next()) {
                size += each.remaining();
                if (length >= 0 && size > length) {
                    throw incomplete();
                }
                if (size > Contents.MAX_PUT_BYTES) {
                    throw tooLarge(size);
                }
                append(each, buffer, appended);
                if (appended.size() - synced >= UNSYNCED_EXTENTS) {
                    extents.sync(appended.subList(synced, appended.size()));
                    synced = appended.size();
                }
            }
            if (length >= 0 && size != length) {
                throw incomplete();
            }
            var written = finish(buffer, appended, synced);
            done = true;
            return written;
        } finally {
            buffers.give(buffer);
            if (!done && !appended.isEmpty()) {
                extents.discard(appended);
            }
        }
    }

    private void append(ByteBuffer bytes, ByteBuffer buffer, List<Extent> appended) {
        while (bytes.hasRemaining()) {
            int some = Math.min(bytes.remaining(), buffer.remaining());
            int end = bytes.limit();
            bytes.limit(bytes.position() + some);
            buffer.put(bytes);
            bytes.limit(end);
            if (!buffer.hasRemaining()) {
                flush(buffer, appended);
            }
        }
    }

    private void flush(ByteBuffer buffer, List<Extent> appended) {
        buffer.flip();
        digest(buffer);
        appended.add(extents.append(buffer));
        buffer.clear();
    }

    /** A body of unknown length may turn out small. */
    private Written finish(ByteBuffer buffer, List<Extent> appended, int synced) {
        if (appended.isEmpty() && size <= ContentStore.MAX_ROW_BYTES) {
            var row = new byte[ContentRow.BYTES_OFFSET + (int) size];
            row[0] = ContentRow.BYTES;
            buffer.flip().get(row, ContentRow.BYTES_OFFSET, (int) size);
            return small(row);
        }
        if (buffer.position() > 0) {
            flush(buffer, appended);
        }
        if (synced < appended.size()) {
            extents.sync(appended.subList(synced, appended.size()));
        }
        var row = ContentRow.encode(new ContentRow.Extents(appended));
        return written(new Body.Spread(sequence.contentId()), row, List.copyOf(appended));
    }

    private void digest(ByteBuffer bytes) {
        int start = bytes.position();
        md5.update(bytes);
        checksum.update(bytes.position(start));
        if (claimed != null) {
            claimed.update(bytes.position(start));
        }
        bytes.position(start);
    }

    private Written written(Body body, byte[] row, List<Extent> named) {
        var kept = value(checksum);
        return new Written(size, md5.digest(), kept, claimed == null ? kept : value(claimed), body, row, named);
    }

    private static ChecksumValue value(Checksum checksum) {
        return ChecksumValue.of(checksum.algorithm(), checksum.digest());
    }

    private static AwsException incomplete() {
        return new AwsException("IncompleteBody", 400, "The request body terminated unexpectedly");
    }

    static AwsException tooLarge(long proposed) {
        return new AwsException("EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed size")
                .with("ProposedSize", Long.toString(proposed))
                .with("MaxSizeAllowed", Long.toString(Contents.MAX_PUT_BYTES));
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has MD5", impossible);
        }
    }

    /** Copying a fresh digest is cheaper than asking the providers for one. */
    private static MessageDigest copy(MessageDigest fresh) {
        try {
            return (MessageDigest) fresh.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("The runtime's MD5 can be copied", impossible);
        }
    }
}
