package haneul.storage;

/** What became of a batch. An unknown outcome is thrown as {@link StorageException}. */
public sealed interface Outcome {
    /** Durable and visible. {@code version} grows with every batch of the engine but is not consecutive. */
    record Committed(long version) implements Outcome {}

    /** A condition did not hold; nothing was applied. */
    record Refused() implements Outcome {}

    default boolean committed() {
        return this instanceof Committed;
    }
}
