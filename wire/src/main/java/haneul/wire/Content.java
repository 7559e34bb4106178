package haneul.wire;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A response body that writes itself piece by piece, so that it is never whole in memory. */
@FunctionalInterface
public interface Content extends AutoCloseable {
    void writeTo(Sink sink) throws IOException;

    /** Gives back what the body holds; called once after the answer, whether or not it was written. */
    @Override
    default void close() {}

    /** Takes bytes; returns when the buffer may be used again. */
    @FunctionalInterface
    interface Sink {
        void write(ByteBuffer bytes) throws IOException;
    }
}
