package haneul.storage;

/** The disk has no room for what a write would add; reads and deletes go on. */
public final class DiskFullException extends StorageException {
    public DiskFullException(String message) {
        super(message);
    }

    public DiskFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
