package haneul.storage;

/**
 * Sizes and limits of a {@link StorageEngine}. A store can be opened again with other options: existing files keep
 * the size they were made with.
 *
 * @param segmentBytes size of a log segment, a multiple of 4096; a batch may fill at most half of one
 * @param volumeBytes size of a volume file of extents, a multiple of 4096, at most 1 GiB
 * @param frameBytes a frame of the log is closed when the batches in it exceed this
 * @param inlineBytes values up to this length live in the index, larger ones in the log
 * @param reserveBytes of the disk that writes which add bytes leave free, so that deletes can still be logged
 * @param spareSegments emptied segments kept for use again; more are deleted
 * @param paceBytes how many bytes per second compaction and scrub move or read at most
 * @param background whether threads of the engine's own write the log, prepare segments, checkpoint and compact;
 *     without them every call does its work itself and a simulation decides when housekeeping happens
 */
public record EngineOptions(
        int segmentBytes,
        int volumeBytes,
        int frameBytes,
        int inlineBytes,
        long reserveBytes,
        int spareSegments,
        long paceBytes,
        boolean background) {
    private static final int PAGE = 4096;

    public EngineOptions {
        if (segmentBytes < 4 * PAGE || segmentBytes % PAGE != 0) {
            throw new IllegalArgumentException("Segments of " + segmentBytes + " bytes: 16384 or more, in 4096s");
        }
        if (volumeBytes < PAGE || volumeBytes % PAGE != 0 || volumeBytes > 1 << 30) {
            throw new IllegalArgumentException("Volumes of " + volumeBytes + " bytes: 4096 to 1 GiB, in 4096s");
        }
        if (frameBytes < 1 || inlineBytes < 0 || reserveBytes < 0 || spareSegments < 1 || paceBytes < 1) {
            throw new IllegalArgumentException("Frame, inline, reserve, spare and pace limits must be positive");
        }
    }

    /** For a server. */
    public static EngineOptions defaults() {
        return new EngineOptions(64 << 20, 1 << 30, 4 << 20, 4096, 256L << 20, 2, 64 << 20, true);
    }

    /** As for a server, but with small files; for tests that start many engines. */
    public static EngineOptions small() {
        return new EngineOptions(16 << 20, 64 << 20, 4 << 20, 4096, 16L << 20, 1, 64 << 20, true);
    }

    /** The same with another reserve. */
    public EngineOptions withReserve(long bytes) {
        return new EngineOptions(
                segmentBytes, volumeBytes, frameBytes, inlineBytes, bytes, spareSegments, paceBytes, background);
    }

    /** Most bytes one batch may take in the log. */
    int batchBytes() {
        return Math.min(Index.MAX_BATCH_BYTES + (1 << 20), segmentBytes / 2);
    }
}
