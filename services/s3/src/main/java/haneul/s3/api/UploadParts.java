package haneul.s3.api;

import haneul.s3.model.Catalog.Entry;
import haneul.s3.model.Checksum.Algorithm;
import haneul.s3.model.ChecksumValue;
import haneul.s3.model.Contents;
import haneul.s3.model.Multipart;
import haneul.s3.model.ObjectVersion;
import haneul.s3.model.Part;
import haneul.s3.model.Upload;
import haneul.s3.model.Written;
import haneul.wire.Action;
import haneul.wire.Call;
import java.io.IOException;
import java.util.Locale;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Parts of uploads come in, or are copied from objects. */
public final class UploadParts {
    private static final String RANGE = "x-amz-copy-source-range";
    private static final String UNIT = "bytes=";

    private final BucketAccess access;
    private final ObjectWriter writer;
    private final Multipart multipart;
    private final Copying copying;

    public UploadParts(
            BucketAccess access, ObjectWriter writer, ObjectReader reader, Multipart multipart, Contents contents) {
        this.access = access;
        this.writer = writer;
        this.multipart = multipart;
        this.copying = new Copying(access, reader, contents);
    }

    /** A part stored and the checksum its sender is shown. */
    private record Stored(Part part, ChecksumValue shown) {}

    @Action(value = "s3:PutObject", resource = "arn:aws:s3:::{Bucket}/{Key}")
    public UploadPartResponse uploadPart(UploadPartRequest request, Call call) throws IOException {
        var bucket = access.enter(request.bucket(), call);
        refuseUnreal(bucket, call);
        ObjectReader.checkPartNumber(request.partNumber());
        var key = ObjectKey.check(request.key());
        var upload = multipart.require(bucket.rows(), key, request.uploadId());
        var incoming = Incoming.of(call);
        checkAlgorithm(upload, incoming);
        var stored = store(bucket, key, upload, request.partNumber(), incoming);
        call.respondWith("ETag", ObjectAnswer.quoted(stored.part.etag()));
        call.respondWith(stored.shown.algorithm().header(), stored.shown.text());
        return UploadPartResponse.builder().build();
    }

    private static void refuseUnreal(Entry bucket, Call call) {
        for (var header : RequestFields.of(call)) {
            var name = header.name().toLowerCase(Locale.ROOT);
            if (name.startsWith("x-amz-")) {
                UnrealHeaders.refuse(name, header.value(), bucket.bucket());
            }
        }
    }

    /**
     * S3 user guide, "Checking object integrity": an upload has one algorithm, and composite ones need every part's.
     */
    private static void checkAlgorithm(Upload upload, Incoming incoming) {
        var expected = upload.checksumAlgorithm();
        var actual = incoming.claim().isEmpty() ? null : incoming.algorithm();
        boolean optional = actual == null && upload.checksumType() == ChecksumValue.Type.FULL_OBJECT;
        if (expected != null && expected != actual && !optional) {
            throw Refusals.invalidRequest("Checksum Type mismatch occurred, expected checksum Type: " + lower(expected)
                    + ", actual checksum Type: " + lower(actual));
        }
    }

    private static String lower(Algorithm algorithm) {
        return algorithm == null ? "null" : algorithm.name().toLowerCase(Locale.ROOT);
    }

    private Stored store(Entry bucket, String key, Upload upload, int number, Incoming incoming) throws IOException {
        var kept = upload.checksumAlgorithm() == null ? Incoming.DEFAULT_ALGORITHM : upload.checksumAlgorithm();
        return writer.store(
                incoming,
                kept,
                (Written written) ->
                        new Stored(multipart.put(bucket, key, upload.id(), number, written), written.claimed()));
    }

    @Action(value = "s3:PutObject", resource = "arn:aws:s3:::{Bucket}/{Key}")
    public UploadPartCopyResponse uploadPartCopy(UploadPartCopyRequest request, Call call) throws IOException {
        var bucket = access.enter(request.destinationBucket(), call);
        refuseUnreal(bucket, call);
        ObjectReader.checkPartNumber(request.partNumber());
        var key = ObjectKey.check(request.destinationKey());
        var upload = multipart.require(bucket.rows(), key, request.uploadId());
        var conditions = new ReadConditions(
                "x-amz-copy-source-",
                request.copySourceIfMatch(),
                request.copySourceIfNoneMatch(),
                request.copySourceIfModifiedSince(),
                request.copySourceIfUnmodifiedSince());
        var header = request.copySourceRange();
        checkRange(header);
        var source =
                CopySource.parse(call.exchange().header("x-amz-copy-source").orElse(null));
        return copying.copy(source, conditions, call, version -> range(header, version), (found, incoming) -> {
            var stored = store(bucket, key, upload, request.partNumber(), incoming);
            found.describe(call);
            var result = CopyPartResult.builder()
                    .eTag(ObjectAnswer.quoted(stored.part.etag()))
                    .lastModified(stored.part.modified());
            if (upload.checksumAlgorithm() != null) {
                ObjectAnswer.checksumValue((SdkPojo) result, stored.shown);
            }
            return UploadPartCopyResponse.builder()
                    .copyPartResult(result.build())
                    .build();
        });
    }

    private static void checkRange(String header) {
        if (header == null) {
            return;
        }
        int dash = header.indexOf('-');
        boolean shaped = header.startsWith(UNIT)
                && ByteRange.number(header, UNIT.length(), dash) >= 0
                && ByteRange.number(header, dash + 1, header.length()) >= ByteRange.number(header, UNIT.length(), dash);
        if (!shaped) {
            throw Refusals.invalidArgument(
                    "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are "
                            + "the"
                            + " zero-based offsets of the first and last bytes to copy",
                    RANGE,
                    header);
        }
    }

    /** All of a source, or a range that lies within it. */
    private static ByteRange range(String header, ObjectVersion source) {
        if (header == null) {
            return limited(new ByteRange(0, source.size()));
        }
        long last = ByteRange.number(header, header.indexOf('-') + 1, header.length());
        if (last >= source.size()) {
            throw ByteRange.invalid(header, source.size());
        }
        return limited(ByteRange.of(header, source.size()));
    }

    private static ByteRange limited(ByteRange range) {
        if (range.length() > Contents.MAX_PUT_BYTES) {
            throw Refusals.invalidRequest(
                    "The specified copy source is larger than the maximum allowable size for a copy" + " source: "
                            + Contents.MAX_PUT_BYTES);
        }
        return range;
    }
}
