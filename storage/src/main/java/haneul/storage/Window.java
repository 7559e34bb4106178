package haneul.storage;

import haneul.kernel.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** All bytes of a file, mapped once at the first read, whose pages are let go when nobody has read them for a while. */
final class Window {
    private final DiskFile file;
    private final String path;
    private final int size;
    private volatile ByteBuffer view;
    private volatile boolean read;
    private boolean warm;

    /** @param path for messages */
    Window(DiskFile file, String path, int size) {
        this.file = file;
        this.path = path;
        this.size = size;
    }

    ByteBuffer bytes() {
        if (!read) {
            read = true;
        }
        var mapped = view;
        return mapped == null ? map() : mapped;
    }

    private synchronized ByteBuffer map() {
        if (view == null) {
            try {
                view = file.map(0, size);
            } catch (IOException e) {
                throw new StorageException(path + " cannot be mapped", e);
            }
        }
        return view;
    }

    /** Lets the pages go when the last call but one was the last to find a reader. */
    synchronized void cool() {
        if (read) {
            read = false;
            warm = true;
        } else if (warm) {
            warm = false;
            file.forget(view);
        }
    }
}
