package haneul.s3.api;

import haneul.wire.Action;
import haneul.wire.Call;
import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockResponse;

/**
 * Public access is blocked in every bucket, in all four ways (AWS's default since April 2023), because neither access
 * control lists nor policies can be set. It can be confirmed but not lifted.
 */
public final class BucketPublicAccess {
    private static final PublicAccessBlockConfiguration BLOCKED = PublicAccessBlockConfiguration.builder()
            .blockPublicAcls(true)
            .ignorePublicAcls(true)
            .blockPublicPolicy(true)
            .restrictPublicBuckets(true)
            .build();

    private final BucketAccess access;

    public BucketPublicAccess(BucketAccess access) {
        this.access = access;
    }

    @Action(value = "s3:GetBucketPublicAccessBlock", resource = "arn:aws:s3:::{Bucket}")
    public GetPublicAccessBlockResponse getPublicAccessBlock(GetPublicAccessBlockRequest request, Call call) {
        access.enter(request.bucket(), call);
        return GetPublicAccessBlockResponse.builder()
                .publicAccessBlockConfiguration(BLOCKED)
                .build();
    }

    @Action(value = "s3:PutBucketPublicAccessBlock", resource = "arn:aws:s3:::{Bucket}")
    public PutPublicAccessBlockResponse putPublicAccessBlock(PutPublicAccessBlockRequest request, Call call) {
        access.enter(request.bucket(), call);
        var wanted = request.publicAccessBlockConfiguration();
        if (wanted == null) {
            throw Refusals.malformedXml();
        }
        var blocks = Arrays.asList(
                wanted.blockPublicAcls(),
                wanted.ignorePublicAcls(),
                wanted.blockPublicPolicy(),
                wanted.restrictPublicBuckets());
        if (!blocks.equals(List.of(true, true, true, true))) {
            throw Refusals.notImplemented("lifting the block of public access");
        }
        return PutPublicAccessBlockResponse.builder().build();
    }
}
