package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.Catalog.Entry;
import haneul.s3.model.Checksum.Algorithm;
import haneul.s3.model.Contents;
import haneul.s3.model.Contents.Reading;
import haneul.s3.model.ObjectVersion;
import haneul.s3.model.Versioning;
import haneul.wire.Call;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The source of a copy: found, allowed, and read as the body of what is made of it. */
final class Copying {
    private static final int MAX_ATTEMPTS = 64;

    private final BucketAccess access;
    private final ObjectReader reader;
    private final Contents contents;

    Copying(BucketAccess access, ObjectReader reader, Contents contents) {
        this.access = access;
        this.reader = reader;
        this.contents = contents;
    }

    /** An object to copy from. */
    record Found(Entry bucket, CopySource source, ObjectVersion version) {
        /** Says which version was copied, where the source has versions. */
        void describe(Call call) {
            if (bucket.bucket().versioning() != Versioning.OFF) {
                call.respondWith(
                        "x-amz-copy-source-version-id", version.listed().wireVersionId());
            }
        }
    }

    /**
     * Copies bytes of a source.
     *
     * @param conditions that must hold of it
     * @param range which bytes of it
     * @param store what to do with them; run again, with the source as it is then, should its bytes be freed before
     *     they
     *     were opened
     * @throws AwsException {@code NoSuchBucket}, {@code NoSuchKey}, {@code NoSuchVersion}, {@code PreconditionFailed}
     */
    <T> T copy(
            CopySource source,
            ReadConditions conditions,
            Call call,
            Function<ObjectVersion, ByteRange> range,
            Store<T> store)
            throws IOException {
        var bucket = access.enterSource(source.bucket(), call);
        call.authorize(source.versionId() == null ? "s3:GetObject" : "s3:GetObjectVersion", source.arn());
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            var version = find(bucket, source, call);
            conditions.require(version.listed());
            var wanted = range.apply(version);
            var opened = contents.open(bucket.rows(), version.body(), wanted.from(), wanted.length());
            if (opened.isPresent()) {
                try (var reading = opened.get()) {
                    return store.store(new Found(bucket, source, version), incoming(reading));
                }
            }
        }
        throw ObjectReader.busy();
    }

    private ObjectVersion find(Entry bucket, CopySource source, Call call) {
        try {
            return reader.require(
                    bucket, source.key(), source.versionId(), call.exchange().method());
        } catch (AwsException refused) {
            if (refused.code().equals("MethodNotAllowed")) {
                throw Refusals.invalidRequest(
                        "The source of a copy request may not specifically refer to a delete marker by version id.");
            }
            throw refused;
        }
    }

    private static Incoming incoming(Reading reading) {
        return new Incoming(reading, reading.length(), Map::of, Optional.empty(), null);
    }

    /** Makes something of the source's bytes. */
    @FunctionalInterface
    interface Store<T> {
        T store(Found source, Incoming incoming) throws IOException;
    }

    /** What a copy's checksum is of: the algorithm asked for, else that of the source. */
    static Algorithm algorithm(Algorithm asked, ObjectVersion source) {
        return asked != null ? asked : source.listed().checksum().algorithm();
    }
}
