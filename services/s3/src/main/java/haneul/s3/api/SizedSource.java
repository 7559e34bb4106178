package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.Contents.Source;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes that are refused when they are more or fewer than a policy allows. */
final class SizedSource implements Source {
    private final Source source;
    private final long min;
    private final long max;
    private long bytes;

    SizedSource(Source source, long min, long max) {
        this.source = source;
        this.min = min;
        this.max = max;
    }

    @Override
    public ByteBuffer next() throws IOException {
        var piece = source.next();
        bytes += piece == null ? 0 : piece.remaining();
        if (bytes > max) {
            throw new AwsException("EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed size")
                    .with("ProposedSize", Long.toString(bytes))
                    .with("MaxSizeAllowed", Long.toString(max));
        }
        if (piece == null && bytes < min) {
            throw new AwsException(
                            "EntityTooSmall", 400, "Your proposed upload is smaller than the minimum allowed size")
                    .with("ProposedSize", Long.toString(bytes))
                    .with("MinSizeAllowed", Long.toString(min));
        }
        return piece;
    }
}
