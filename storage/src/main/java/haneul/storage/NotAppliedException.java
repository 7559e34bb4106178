package haneul.storage;

/** A write has failed and certainly changed nothing, now or after a restart; later writes may succeed. */
public final class NotAppliedException extends StorageException {
    public NotAppliedException(String message, Throwable cause) {
        super(message, cause);
    }
}
