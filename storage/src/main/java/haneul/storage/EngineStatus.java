package haneul.storage;

/**
 * What a {@link StorageEngine} holds, for people.
 *
 * @param segments log files in use, the one being written included
 * @param spareSegments prepared or emptied ones
 * @param segmentBytes their size together
 * @param liveLogBytes values in sealed segments that rows pointed to when compaction last looked; segments it has
 *     not looked at count as all live
 * @param deadLogBytes values in sealed segments that no row points to
 * @param volumes files of extents
 * @param extentBytes space taken by extents, in whole 4096s
 * @param freeExtentBytes space inside the files that extents have left and others can take
 * @param waitingForReaders releases that wait until earlier readers have closed their leases
 * @param lastFrame number of the last frame applied
 * @param checkpointFrame the index on disk is at least as new as this frame
 * @param usableBytes what the disk has left
 * @param full whether writes that add bytes are refused
 * @param failure why nothing can be written any more; null while all is well
 * @param lastScrub null before the first one
 */
public record EngineStatus(
        int segments,
        int spareSegments,
        long segmentBytes,
        long liveLogBytes,
        long deadLogBytes,
        int volumes,
        long extentBytes,
        long freeExtentBytes,
        int waitingForReaders,
        long lastFrame,
        long checkpointFrame,
        long usableBytes,
        boolean full,
        String failure,
        Scrubbed lastScrub) {
    /**
     * One pass of the scrub.
     *
     * @param bytes read
     * @param damaged log segments and extents that failed
     * @param complete false when the engine was closed meanwhile
     */
    public record Scrubbed(long bytes, long damaged, boolean complete) {}
}
