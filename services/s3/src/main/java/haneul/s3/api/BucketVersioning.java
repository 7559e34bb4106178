package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.Catalog;
import haneul.s3.model.Versioning;
import haneul.wire.Action;
import haneul.wire.Call;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningResponse;

/** Whether a bucket keeps versions (S3 user guide, "Retaining multiple versions of objects with S3 Versioning"). */
public final class BucketVersioning {
    private final Catalog catalog;
    private final BucketAccess access;

    public BucketVersioning(Catalog catalog, BucketAccess access) {
        this.catalog = catalog;
        this.access = access;
    }

    @Action(value = "s3:GetBucketVersioning", resource = "arn:aws:s3:::{Bucket}")
    public GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request, Call call) {
        var status =
                switch (access.enter(request.bucket(), call).bucket().versioning()) {
                    case OFF -> null;
                    case ENABLED -> BucketVersioningStatus.ENABLED;
                    case SUSPENDED -> BucketVersioningStatus.SUSPENDED;
                };
        return GetBucketVersioningResponse.builder().status(status).build();
    }

    @Action(value = "s3:PutBucketVersioning", resource = "arn:aws:s3:::{Bucket}")
    public PutBucketVersioningResponse putBucketVersioning(PutBucketVersioningRequest request, Call call) {
        access.enter(request.bucket(), call);
        var configuration = request.versioningConfiguration();
        if (configuration == null) {
            throw Refusals.malformedXml();
        }
        if ("Enabled".equals(configuration.mfaDeleteAsString())) {
            throw Refusals.notImplemented("MfaDelete");
        }
        var wanted = versioning(configuration.statusAsString());
        catalog.change(request.bucket(), bucket -> bucket.withVersioning(wanted));
        return PutBucketVersioningResponse.builder().build();
    }

    private static Versioning versioning(String status) {
        if (status == null) {
            throw illegal();
        }
        return switch (status) {
            case "Enabled" -> Versioning.ENABLED;
            case "Suspended" -> Versioning.SUSPENDED;
            default -> throw illegal();
        };
    }

    private static AwsException illegal() {
        return new AwsException(
                "IllegalVersioningConfigurationException", 400, "The Versioning element must be specified");
    }
}
