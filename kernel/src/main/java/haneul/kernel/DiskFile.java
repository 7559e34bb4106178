package haneul.kernel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. Positions are absolute; all methods may be called from any thread. */
public interface DiskFile extends Closeable {
    /** Reads until {@code target} is full or the file ends; answers how many bytes were read. */
    int read(ByteBuffer target, long position) throws IOException;

    /** Writes all of {@code source}; not durable before {@link #sync()}. */
    void write(ByteBuffer source, long position) throws IOException;

    /**
     * Makes the bytes written so far durable (fdatasync). After a failure the caller must never rely on this file's
     * unsynced bytes again.
     */
    void sync() throws IOException;

    long size() throws IOException;

    /** Makes the file exactly this long; a longer one reads as zeros at its new end, without using space for them. */
    void truncate(long size) throws IOException;

    /**
     * A read-only view of the file's bytes, which stays valid after the file is closed or deleted. Later writes show
     * in it. A mapped range must never be truncated.
     *
     * @throws java.io.EOFException when the range ends behind the file
     */
    ByteBuffer map(long position, int length) throws IOException;

    /**
     * Says that a view made by {@link #map} will hardly be read soon, so that its pages need not count as this
     * process's memory. The view stays readable, also while this runs. Does nothing where the system knows no such
     * hint.
     */
    void forget(ByteBuffer view);
}
