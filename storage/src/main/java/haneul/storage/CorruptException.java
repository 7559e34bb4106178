package haneul.storage;

/** Stored bytes failed their checksum; wrong bytes are never returned. */
public final class CorruptException extends StorageException {
    public CorruptException(String message) {
        super(message);
    }

    public CorruptException(String message, Throwable cause) {
        super(message, cause);
    }
}
