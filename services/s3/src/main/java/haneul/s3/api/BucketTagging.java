package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.Catalog;
import haneul.s3.model.TagSet;
import haneul.wire.Action;
import haneul.wire.Call;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingResponse;

/** Tags of a bucket. */
public final class BucketTagging {
    private final Catalog catalog;
    private final BucketAccess access;

    public BucketTagging(Catalog catalog, BucketAccess access) {
        this.catalog = catalog;
        this.access = access;
    }

    @Action(value = "s3:GetBucketTagging", resource = "arn:aws:s3:::{Bucket}")
    public GetBucketTaggingResponse getBucketTagging(GetBucketTaggingRequest request, Call call) {
        var bucket = access.enter(request.bucket(), call).bucket();
        if (bucket.tags().isEmpty()) {
            throw new AwsException("NoSuchTagSet", 404, "The TagSet does not exist").with("BucketName", bucket.name());
        }
        return GetBucketTaggingResponse.builder()
                .tagSet(TagSet.shapes(bucket.tags()))
                .build();
    }

    @Action(value = "s3:PutBucketTagging", resource = "arn:aws:s3:::{Bucket}")
    public PutBucketTaggingResponse putBucketTagging(PutBucketTaggingRequest request, Call call) {
        access.enter(request.bucket(), call);
        if (request.tagging() == null) {
            throw Refusals.malformedXml();
        }
        var tags = TagSet.ofBucket(request.tagging().tagSet());
        catalog.change(request.bucket(), bucket -> bucket.withTags(tags));
        return PutBucketTaggingResponse.builder().build();
    }

    @Action(value = "s3:PutBucketTagging", resource = "arn:aws:s3:::{Bucket}")
    public DeleteBucketTaggingResponse deleteBucketTagging(DeleteBucketTaggingRequest request, Call call) {
        access.enter(request.bucket(), call);
        catalog.change(request.bucket(), bucket -> bucket.withTags(Map.of()));
        return DeleteBucketTaggingResponse.builder().build();
    }
}
