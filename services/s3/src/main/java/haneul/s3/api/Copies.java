package haneul.s3.api;

import haneul.s3.model.Catalog.Entry;
import haneul.s3.model.ChecksumClaim;
import haneul.s3.model.Contents;
import haneul.s3.model.Headers;
import haneul.s3.model.ObjectVersion;
import haneul.s3.model.Precondition;
import haneul.s3.model.Versions;
import haneul.wire.Action;
import haneul.wire.Call;
import java.io.IOException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectResult;

/** Objects are copied within the cloud (S3 API reference: CopyObject). */
public final class Copies {
    private final BucketAccess access;
    private final ObjectWriter writer;
    private final Versions versions;
    private final Copying copying;

    public Copies(BucketAccess access, ObjectWriter writer, ObjectReader reader, Versions versions, Contents contents) {
        this.access = access;
        this.writer = writer;
        this.versions = versions;
        this.copying = new Copying(access, reader, contents);
    }

    @Action(value = "s3:PutObject", resource = "arn:aws:s3:::{Bucket}/{Key}")
    public CopyObjectResponse copyObject(CopyObjectRequest request, Call call) throws IOException {
        var bucket = access.enter(request.destinationBucket(), call);
        var key = ObjectKey.check(request.destinationKey());
        var settings = ObjectSettings.of(RequestFields.of(call), bucket.bucket());
        var replaceHeaders = replaces(request.metadataDirectiveAsString(), "metadata");
        var replaceTags = replaces(request.taggingDirectiveAsString(), "tagging");
        var conditions = new ReadConditions(
                "x-amz-copy-source-",
                request.copySourceIfMatch(),
                request.copySourceIfNoneMatch(),
                request.copySourceIfModifiedSince(),
                request.copySourceIfUnmodifiedSince());
        var precondition = Precondition.of(request.ifMatch(), request.ifNoneMatch());
        var source =
                CopySource.parse(call.exchange().header("x-amz-copy-source").orElse(null));
        boolean changes =
                replaceHeaders || settings.headers().websiteRedirect() != null || settings.storageClass() != null;
        return copying.copy(source, conditions, call, Copies::whole, (found, incoming) -> {
            if (!changes) {
                refuseSelf(bucket, key, found);
            }
            var copied = settings(settings, found.version(), replaceHeaders, replaceTags);
            var kept = Copying.algorithm(algorithm(request), found.version());
            var stored = writer.store(
                    incoming,
                    kept,
                    written -> versions.put(
                            bucket, key, precondition, ObjectWriter.draft(bucket, written, copied), written));
            found.describe(call);
            ObjectAnswer.header(call, "x-amz-version-id", ObjectAnswer.versionId(stored));
            return CopyObjectResponse.builder().copyObjectResult(result(stored)).build();
        });
    }

    private static haneul.s3.model.Checksum.Algorithm algorithm(CopyObjectRequest request) {
        var name = request.checksumAlgorithmAsString();
        return name == null ? null : ChecksumClaim.algorithm(name);
    }

    private static CopyObjectResult result(ObjectVersion stored) {
        var result = CopyObjectResult.builder()
                .eTag(ObjectAnswer.quoted(stored.etag()))
                .lastModified(stored.listed().modified());
        ObjectAnswer.checksum((SdkPojo) result, stored.listed().checksum());
        return result.build();
    }

    private static ByteRange whole(ObjectVersion source) {
        if (source.size() > Contents.MAX_PUT_BYTES) {
            throw Refusals.invalidRequest(
                    "The specified copy source is larger than the maximum allowable size for a copy" + " source: "
                            + Contents.MAX_PUT_BYTES);
        }
        return new ByteRange(0, source.size());
    }

    private static boolean replaces(String directive, String what) {
        return switch (directive) {
            case null -> false;
            case "COPY" -> false;
            case "REPLACE" -> true;
            default ->
                throw Refusals.invalidArgument(
                        "Unknown " + what + " directive.", "x-amz-" + what + "-directive", directive);
        };
    }

    /** The redirect and the storage class are never copied (S3 API reference, CopyObject, "Metadata"). */
    private static ObjectSettings settings(
            ObjectSettings given, ObjectVersion source, boolean replaceHeaders, boolean replaceTags) {
        var own = source.headers();
        var headers = replaceHeaders
                ? given.headers()
                : new Headers(
                        own.contentType(),
                        own.contentEncoding(),
                        own.contentLanguage(),
                        own.contentDisposition(),
                        own.cacheControl(),
                        own.expires(),
                        given.headers().websiteRedirect(),
                        own.metadata());
        return new ObjectSettings(headers, replaceTags ? given.tagsOrNone() : source.tags(), given.storageClass());
    }

    private void refuseSelf(Entry bucket, String key, Copying.Found found) {
        boolean same = found.bucket().bucket().id() == bucket.bucket().id()
                && found.source().key().equals(key);
        if (!same) {
            return;
        }
        long current = versions.find(bucket.rows(), key, null)
                .map(ObjectVersion::sequence)
                .orElse(0L);
        if (current == found.version().sequence()) {
            throw Refusals.invalidRequest(
                    "This copy request is illegal because it is trying to copy an object to itself"
                            + " without changing the object's metadata, storage class, website redirect location or "
                            + "encryption"
                            + " attributes.");
        }
    }
}
