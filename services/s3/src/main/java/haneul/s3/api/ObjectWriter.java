package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.Catalog.Entry;
import haneul.s3.model.Checksum.Algorithm;
import haneul.s3.model.Contents;
import haneul.s3.model.Draft;
import haneul.s3.model.ObjectVersion;
import haneul.s3.model.Precondition;
import haneul.s3.model.Versions;
import haneul.s3.model.Written;
import haneul.storage.DiskFullException;
import java.io.IOException;
import java.util.function.Function;

/** Stores bodies and what names them, in the order that loses nothing and leaves nothing behind. */
public final class ObjectWriter {
    private final Versions versions;
    private final Contents contents;

    public ObjectWriter(Versions versions, Contents contents) {
        this.versions = versions;
        this.contents = contents;
    }

    /**
     * Stores an object that comes in one piece.
     *
     * @throws AwsException when the body is not what its sender says, or the precondition does not hold
     */
    public ObjectVersion put(
            Entry bucket, String key, Incoming incoming, ObjectSettings settings, Precondition precondition)
            throws IOException {
        if (precondition != Precondition.NONE) {
            // Asked again when the object takes its place; asked first so that a hopeless body is not waited for.
            precondition.checkWrite(key, versions.find(bucket.rows(), key, null).orElse(null));
        }
        return store(incoming, incoming.algorithm(), written -> {
            var draft = draft(bucket, written, settings);
            return versions.put(bucket, key, precondition, draft, written);
        });
    }

    static Draft draft(Entry bucket, Written written, ObjectSettings settings) {
        return new Draft(
                written.size(),
                written.etag(),
                null,
                settings.storageClassOrDefault(),
                written.checksum(),
                bucket.bucket().owner(),
                settings.headers(),
                settings.tagsOrNone(),
                written.body(),
                0,
                null);
    }

    /**
     * Writes and verifies bytes, then has them named.
     *
     * @param kept algorithm of the checksum to keep
     * @param name puts {@link Written} into a batch and applies it
     */
    <T> T store(Incoming incoming, Algorithm kept, Function<Written, T> name) throws IOException {
        var claimed = incoming.claim().isPresent() ? incoming.algorithm() : kept;
        var written = contents.write(incoming.source(), incoming.length(), kept, claimed);
        try {
            incoming.verify(written);
            return name.apply(written);
        } catch (AwsException | DiskFullException refused) {
            // Any other failure leaves open whether the bytes are named; the engine sees to that at its next start.
            contents.discard(written);
            throw refused;
        }
    }
}
