package haneul.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A server under measurement. */
interface Server extends AutoCloseable {
    String name();

    /** Why this server cannot take part here, or nothing. */
    Optional<String> missing();

    /** Why this server does not take part in a cell, or nothing. */
    default Optional<String> excused(Cell cell) {
        return Optional.empty();
    }

    /** How many of a cell's keys are used: slow servers get fewer, which is to their advantage. */
    default int keys(Cell cell) {
        return cell.keys();
    }

    /** Starts on an empty folder and returns when the server answers. */
    void start(Path folder) throws IOException, InterruptedException;

    int port();

    ProcessTree processes();

    /** The request target of one object (or of the first page of a bucket). */
    String target(String method, String bucket, String key);

    void createBucket(String bucket) throws IOException;

    /** Stops what {@link #start} started. */
    @Override
    void close();
}
