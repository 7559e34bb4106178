package haneul.s3.api;

import haneul.s3.model.Catalog.Entry;
import haneul.s3.model.ObjectVersion;
import haneul.s3.model.TagSet;
import haneul.s3.model.Versions;
import haneul.wire.Action;
import haneul.wire.Call;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.DeleteObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingResponse;

/** Tags of objects, which change without the object's changing. */
public final class ObjectTagging {
    private final BucketAccess access;
    private final ObjectReader reader;
    private final Versions versions;

    public ObjectTagging(BucketAccess access, ObjectReader reader, Versions versions) {
        this.access = access;
        this.reader = reader;
        this.versions = versions;
    }

    @Action(value = "s3:GetObjectTagging", resource = "arn:aws:s3:::{Bucket}/{Key}")
    public GetObjectTaggingResponse getObjectTagging(GetObjectTaggingRequest request, Call call) {
        var bucket = access.enter(request.bucket(), call);
        var version = reader.require(
                bucket,
                ObjectKey.check(request.key()),
                request.versionId(),
                call.exchange().method());
        ObjectAnswer.versionHeader(call, bucket.bucket(), version);
        return GetObjectTaggingResponse.builder()
                .tagSet(TagSet.shapes(version.tags()))
                .build();
    }

    @Action(value = "s3:PutObjectTagging", resource = "arn:aws:s3:::{Bucket}/{Key}")
    public PutObjectTaggingResponse putObjectTagging(PutObjectTaggingRequest request, Call call) {
        var bucket = access.enter(request.bucket(), call);
        if (request.tagging() == null) {
            throw Refusals.malformedXml();
        }
        var tags = ObjectTags.of(request.tagging().tagSet());
        change(bucket, request.key(), request.versionId(), tags, call);
        return PutObjectTaggingResponse.builder().build();
    }

    @Action(value = "s3:DeleteObjectTagging", resource = "arn:aws:s3:::{Bucket}/{Key}")
    public DeleteObjectTaggingResponse deleteObjectTagging(DeleteObjectTaggingRequest request, Call call) {
        var bucket = access.enter(request.bucket(), call);
        change(bucket, request.key(), request.versionId(), Map.of(), call);
        return DeleteObjectTaggingResponse.builder().build();
    }

    private void change(Entry bucket, String key, String versionId, Map<String, String> tags, Call call) {
        var changed = versions.change(bucket, ObjectKey.check(key), versionId, version -> version.withTags(tags));
        boolean done = changed.filter(version -> !version.deleteMarker()).isPresent();
        ObjectVersion version = done
                ? changed.get()
                : reader.require(bucket, key, versionId, call.exchange().method());
        ObjectAnswer.versionHeader(call, bucket.bucket(), version);
    }
}
