package haneul.s3.model;

import haneul.s3.model.Checksum.Algorithm;
import haneul.wire.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The bytes of objects and parts: how the operations write and read them, whatever their size, in bounded memory. */
public interface Contents {
    /** Largest object or part that one request may carry: 5 GiB (S3 user guide, "Multipart upload limits"). */
    long MAX_PUT_BYTES = 5L << 30;

    /** Bytes piece by piece. */
    @FunctionalInterface
    interface Source {
        /** The next bytes, null at the end; valid until the following call. */
        ByteBuffer next() throws IOException;
    }

    /** Bytes of an object being read. It holds what it needs until it is closed. */
    interface Reading extends Content, Source {
        /** How many bytes it gives in all. */
        long length();
    }

    /**
     * Reads the source to its end and makes its bytes durable, but not yet named by anything: put {@link Written} into
     * a batch, or {@link #discard} it.
     *
     * @param length of the source; -1 when unknown
     * @param kept algorithm of the checksum to keep
     * @param claimed algorithm of a checksum to compare; the same one, or another
     * @throws haneul.kernel.AwsException {@code EntityTooLarge} when an unknown length turns out above the maximum,
     *     {@code IncompleteBody} when the source has another length than announced, {@code SlowDown} when no buffer
     *     became free in time
     */
    Written write(Source source, long length, Algorithm kept, Algorithm claimed) throws IOException;

    /** Gives back what was written but will never be named. */
    void discard(Written written);

    /**
     * Opens bytes for reading; empty when they were freed since {@code body} was read, so that its record must be read
     * again.
     *
     * @param from first byte, 0 to the body's size
     * @param length bytes from there, within the body's size
     * @throws haneul.storage.CorruptException when the first bytes fail their checksum
     */
    Optional<Reading> open(BucketPartition rows, Body body, long from, long length);

    /** The parts of a completed multipart upload; empty when they were freed since {@code body} was read. */
    Optional<ContentRow.Parts> parts(BucketPartition rows, Body body);
}
