package haneul.kernel;

import java.io.IOException;
import java.util.List;

/**
 * The only way to a file system. Paths are relative to the disk's root and use {@code /}. A file's bytes
 * are durable only after {@link DiskFile#sync()}; a name (created, renamed, deleted) only after
 * {@link #syncFolder(String)} of the folder that holds it.
 */
public interface Disk {
    /** Opens a file for reading and writing, creating it when absent. The parent folder must exist. */
    DiskFile open(String path) throws IOException;

    boolean exists(String path) throws IOException;

    /** The names (not paths) in a folder, sorted; empty when the folder does not exist. */
    List<String> list(String folder) throws IOException;

    void createFolders(String folder) throws IOException;

    /** Atomically gives a file another name, replacing any file of that name. */
    void rename(String from, String to) throws IOException;

    /** Removes a file's name; does nothing when it is absent. */
    void delete(String path) throws IOException;

    /** Makes the names inside a folder durable. */
    void syncFolder(String folder) throws IOException;

    /** Bytes that can still be written. */
    long usableBytes() throws IOException;
}
