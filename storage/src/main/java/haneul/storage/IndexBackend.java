package haneul.storage;

import java.util.List;

/**
 * The ordered map behind the engine's index. It keeps no log of its own: what it has lost after a crash the engine
 * replays from the log, from the position stored in the map. A crash takes a suffix of the applied changes,
 * never a part of one.
 */
public interface IndexBackend extends AutoCloseable {
    /** The value of a key, or null. */
    byte[] get(byte[] key);

    /** Up to {@code limit} rows from {@code from} inclusive to {@code to} exclusive, all of the same moment. */
    List<Page.Row> scan(byte[] from, byte[] to, int limit);

    /**
     * Applies changes atomically and makes them visible. Called by one thread at a time.
     *
     * @param changes valid during the call only
     */
    void apply(Changes changes);

    /** Returns when every change applied before the call survives a power cut. */
    void flush();

    @Override
    void close();
}
