package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.Bucket;
import haneul.s3.model.BucketPartition;
import haneul.s3.model.Catalog.Entry;
import haneul.s3.model.ChecksumValue;
import haneul.s3.model.ContentRow;
import haneul.s3.model.Contents;
import haneul.s3.model.Headers;
import haneul.s3.model.Multipart;
import haneul.s3.model.ObjectVersion;
import haneul.s3.model.Precondition;
import haneul.s3.model.Versions;
import haneul.wire.Call;
import haneul.wire.Content;
import java.util.Optional;

/** Finds an object, decides what of it is wanted, and answers with that: what GET and HEAD share. */
public final class ObjectReader {
    private static final int NOT_MODIFIED = 304;
    private static final int PARTIAL = 206;
    private static final int MAX_ATTEMPTS = 64;
    private static final Content NOTHING = _ -> {};

    private final Versions versions;
    private final Contents contents;

    public ObjectReader(Versions versions, Contents contents) {
        this.versions = versions;
        this.contents = contents;
    }

    /**
     * What a request wants.
     *
     * @param versionId null for the current version
     * @param range the header; null for all
     * @param partNumber null for no part
     * @param checksum whether the answer shows it
     * @param overrides of response headers; null where the object's own stand
     */
    record Wanted(
            String key,
            String versionId,
            ReadConditions conditions,
            String range,
            Integer partNumber,
            boolean checksum,
            Headers overrides) {}

    /** Of one object, the bytes to give and what is said of them. @param parts 0 unless a part of several is wanted */
    private record Selection(ByteRange range, boolean partial, int parts, ChecksumValue checksum) {}

    /** Answers with the wanted bytes. */
    void get(Entry bucket, Wanted wanted, Call call) {
        read(bucket, wanted, call, true);
    }

    /** Answers as {@link #get} does, without the bytes. */
    void head(Entry bucket, Wanted wanted, Call call) {
        read(bucket, wanted, call, false);
    }

    private void read(Entry bucket, Wanted wanted, Call call, boolean withBytes) {
        check(wanted);
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            var version = require(
                    bucket, wanted.key, wanted.versionId, call.exchange().method());
            if (wanted.conditions.unchanged(version.listed())) {
                ObjectAnswer.describe(call, bucket.bucket(), version);
                call.respondWith(NOT_MODIFIED);
                return;
            }
            var selection = select(bucket.rows(), version, wanted);
            if (selection.isEmpty()) {
                continue;
            }
            var range = selection.get().range;
            var content = withBytes
                    ? contents.open(bucket.rows(), version.body(), range.from(), range.length())
                    : Optional.of(NOTHING);
            if (content.isPresent()) {
                answer(call, bucket.bucket(), version, wanted, selection.get());
                call.respondWith(range.length(), content.get());
                return;
            }
        }
        throw busy();
    }

    /** Bytes were freed on every attempt, because the key was overwritten that often. */
    static AwsException busy() {
        return new AwsException("SlowDown", 503, "Please reduce your request rate.");
    }

    private static void check(Wanted wanted) {
        if (wanted.partNumber == null) {
            return;
        }
        if (wanted.range != null) {
            throw Refusals.invalidRequest("Cannot specify both Range header and partNumber query parameter");
        }
        checkPartNumber(wanted.partNumber);
    }

    static void checkPartNumber(int number) {
        if (number < 1 || number > Multipart.MAX_PART_NUMBER) {
            throw Refusals.invalidArgument(
                    "Part number must be an integer between 1 and 10000, inclusive",
                    "partNumber",
                    Integer.toString(number));
        }
    }

    /**
     * An object that is no delete marker.
     *
     * @param method for the error
     * @throws AwsException {@code NoSuchKey}, {@code NoSuchVersion}, {@code MethodNotAllowed}
     */
    ObjectVersion require(Entry bucket, String key, String versionId, String method) {
        var version = versions.find(bucket.rows(), key, versionId).orElse(null);
        if (version == null) {
            throw versionId == null ? Precondition.noSuchKey(key) : noSuchVersion(key, versionId);
        }
        if (version.deleteMarker()) {
            throw marker(bucket.bucket(), key, versionId, version, method);
        }
        return version;
    }

    static AwsException noSuchVersion(String key, String versionId) {
        return new AwsException("NoSuchVersion", 404, "The specified version does not exist.")
                .with("Key", key)
                .with("VersionId", versionId);
    }

    private static AwsException marker(
            Bucket bucket, String key, String versionId, ObjectVersion marker, String method) {
        if (versionId == null) {
            return Precondition.noSuchKey(key)
                    .withHeader("x-amz-delete-marker", "true")
                    .withHeader("x-amz-version-id", marker.listed().wireVersionId());
        }
        return new AwsException("MethodNotAllowed", 405, "The specified method is not allowed against this resource.")
                .with("Method", method)
                .with("ResourceType", "DeleteMarker")
                .withHeader("Allow", "DELETE")
                .withHeader("x-amz-delete-marker", "true")
                .withHeader("x-amz-version-id", marker.listed().wireVersionId())
                .withHeader(
                        "Last-Modified", ObjectAnswer.httpDate(marker.listed().modified()));
    }

    /** Empty when the object's parts were freed meanwhile. */
    private Optional<Selection> select(BucketPartition rows, ObjectVersion version, Wanted wanted) {
        long size = version.size();
        if (wanted.partNumber != null) {
            return selectPart(rows, version, wanted.partNumber);
        }
        var range = ByteRange.of(wanted.range, size);
        return Optional.of(
                range == null
                        ? new Selection(
                                new ByteRange(0, size),
                                false,
                                0,
                                version.listed().checksum())
                        : new Selection(range, true, 0, null));
    }

    private Optional<Selection> selectPart(BucketPartition rows, ObjectVersion version, int number) {
        if (version.parts() == 0) {
            if (number > 1) {
                throw noSuchPart(number, 1);
            }
            return Optional.of(new Selection(
                    new ByteRange(0, version.size()),
                    version.size() > 0,
                    0,
                    version.listed().checksum()));
        }
        return contents.parts(rows, version.body()).map(parts -> {
            long from = 0;
            for (var part : parts.parts()) {
                if (part.number() == number) {
                    var range = new ByteRange(from, part.size());
                    return new Selection(range, part.size() > 0, version.parts(), checksum(version, part));
                }
                from += part.size();
            }
            throw noSuchPart(number, version.parts());
        });
    }

    private static ChecksumValue checksum(ObjectVersion version, ContentRow.Parts.Part part) {
        var whole = version.listed().checksum();
        return part.checksum() == null ? null : new ChecksumValue(whole.algorithm(), whole.type(), part.checksum());
    }

    private static AwsException noSuchPart(int number, int count) {
        return new AwsException("InvalidPart", 400, "One or more of the specified parts could not be found.")
                .with("PartNumberRequested", Integer.toString(number))
                .with("ActualPartCount", Integer.toString(count));
    }

    private static void answer(Call call, Bucket bucket, ObjectVersion version, Wanted wanted, Selection selection) {
        ObjectAnswer.describe(call, bucket, version);
        var own = version.headers();
        var overrides = wanted.overrides;
        override(call, "Content-Type", overrides.contentType(), own.contentType());
        override(call, "Content-Encoding", overrides.contentEncoding(), own.contentEncoding());
        override(call, "Content-Language", overrides.contentLanguage(), own.contentLanguage());
        override(call, "Content-Disposition", overrides.contentDisposition(), own.contentDisposition());
        override(call, "Cache-Control", overrides.cacheControl(), own.cacheControl());
        override(call, "Expires", overrides.expires(), own.expires());
        if (wanted.checksum) {
            ObjectAnswer.checksum(call, selection.checksum);
        }
        if (selection.parts > 0) {
            call.respondWith("x-amz-mp-parts-count", Integer.toString(selection.parts));
        }
        if (selection.partial) {
            call.respondWith("Content-Range", selection.range.contentRange(version.size()));
            call.respondWith(PARTIAL);
        }
    }

    private static void override(Call call, String name, String override, String own) {
        ObjectAnswer.header(call, name, override != null ? override : own);
    }
}
