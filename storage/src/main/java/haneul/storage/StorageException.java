package haneul.storage;

/** The engine could not do its work; whether a waiting change is durable is unknown. */
public class StorageException extends RuntimeException {
    public StorageException(String message) {
        super(message);
    }

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
