package haneul.storage;

/**
 * While a lease is open, space released after it was opened is not used again, so a reader never sees bytes of
 * another object. Cheap to open; hold it for one request.
 */
public interface ReadLease extends AutoCloseable {
    @Override
    void close();
}
