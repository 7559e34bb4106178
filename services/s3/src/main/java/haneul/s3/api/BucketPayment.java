package haneul.s3.api;

import haneul.s3.model.Catalog;
import haneul.wire.Action;
import haneul.wire.Call;
import software.amazon.awssdk.services.s3.model.GetBucketRequestPaymentRequest;
import software.amazon.awssdk.services.s3.model.GetBucketRequestPaymentResponse;
import software.amazon.awssdk.services.s3.model.PutBucketRequestPaymentRequest;
import software.amazon.awssdk.services.s3.model.PutBucketRequestPaymentResponse;

/** Who pays for requests to a bucket; {@link BucketAccess} turns away whoever must pay and does not say so. */
public final class BucketPayment {
    private final Catalog catalog;
    private final BucketAccess access;

    public BucketPayment(Catalog catalog, BucketAccess access) {
        this.catalog = catalog;
        this.access = access;
    }

    @Action(value = "s3:GetBucketRequestPayment", resource = "arn:aws:s3:::{Bucket}")
    public GetBucketRequestPaymentResponse getBucketRequestPayment(GetBucketRequestPaymentRequest request, Call call) {
        var payer = access.enter(request.bucket(), call).bucket().payer();
        return GetBucketRequestPaymentResponse.builder().payer(payer).build();
    }

    @Action(value = "s3:PutBucketRequestPayment", resource = "arn:aws:s3:::{Bucket}")
    public PutBucketRequestPaymentResponse putBucketRequestPayment(PutBucketRequestPaymentRequest request, Call call) {
        access.enter(request.bucket(), call);
        var configuration = request.requestPaymentConfiguration();
        var payer = configuration == null ? null : configuration.payerAsString();
        if (!"BucketOwner".equals(payer) && !"Requester".equals(payer)) {
            throw Refusals.malformedXml();
        }
        catalog.change(request.bucket(), bucket -> bucket.withPayer(payer));
        return PutBucketRequestPaymentResponse.builder().build();
    }
}
