package haneul.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.LoggerFactory;

/** What must be closed at the end, in the reverse of the order it was opened. */
final class Parts implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        open.push(part);
        return part;
    }

    /** Closes every part, also behind one that fails to close, which is logged. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            var part = open.pop();
            try {
                part.close();
            } catch (Exception e) {
                LoggerFactory.getLogger(Parts.class).error("Closing {} failed", part, e);
            }
        }
    }
}
