package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.wire.Action;
import haneul.wire.Call;
import software.amazon.awssdk.services.s3.model.GetBucketAccelerateConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAccelerateConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLoggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLoggingResponse;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyStatusRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyStatusResponse;
import software.amazon.awssdk.services.s3.model.GetBucketReplicationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketReplicationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketWebsiteRequest;
import software.amazon.awssdk.services.s3.model.GetBucketWebsiteResponse;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationResponse;

/**
 * Settings that no bucket has, because nothing here acts on them yet. Asking for one is answered truthfully, as AWS
 * answers for a bucket without it; giving one is refused, because these operations have no handler.
 */
public final class BucketAbsences {
    private final BucketAccess access;

    public BucketAbsences(BucketAccess access) {
        this.access = access;
    }

    @Action(value = "s3:GetBucketPolicy", resource = "arn:aws:s3:::{Bucket}")
    public GetBucketPolicyResponse getBucketPolicy(GetBucketPolicyRequest request, Call call) {
        throw absent(request.bucket(), call, "NoSuchBucketPolicy", "The bucket policy does not exist");
    }

    @Action(value = "s3:GetBucketPolicyStatus", resource = "arn:aws:s3:::{Bucket}")
    public GetBucketPolicyStatusResponse getBucketPolicyStatus(GetBucketPolicyStatusRequest request, Call call) {
        throw absent(request.bucket(), call, "NoSuchBucketPolicy", "The bucket policy does not exist");
    }

    @Action(value = "s3:GetLifecycleConfiguration", resource = "arn:aws:s3:::{Bucket}")
    public GetBucketLifecycleConfigurationResponse getBucketLifecycleConfiguration(
            GetBucketLifecycleConfigurationRequest request, Call call) {
        throw absent(
                request.bucket(), call, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist");
    }

    @Action(value = "s3:GetReplicationConfiguration", resource = "arn:aws:s3:::{Bucket}")
    public GetBucketReplicationResponse getBucketReplication(GetBucketReplicationRequest request, Call call) {
        throw absent(
                request.bucket(),
                call,
                "ReplicationConfigurationNotFoundError",
                "The replication configuration was not found");
    }

    @Action(value = "s3:GetBucketWebsite", resource = "arn:aws:s3:::{Bucket}")
    public GetBucketWebsiteResponse getBucketWebsite(GetBucketWebsiteRequest request, Call call) {
        throw absent(
                request.bucket(),
                call,
                "NoSuchWebsiteConfiguration",
                "The specified bucket does not have a website configuration");
    }

    @Action(value = "s3:GetEncryptionConfiguration", resource = "arn:aws:s3:::{Bucket}")
    public GetBucketEncryptionResponse getBucketEncryption(GetBucketEncryptionRequest request, Call call) {
        throw absent(
                request.bucket(),
                call,
                "ServerSideEncryptionConfigurationNotFoundError",
                "The server side encryption configuration was not found");
    }

    @Action(value = "s3:GetBucketObjectLockConfiguration", resource = "arn:aws:s3:::{Bucket}")
    public GetObjectLockConfigurationResponse getObjectLockConfiguration(
            GetObjectLockConfigurationRequest request, Call call) {
        throw absent(
                request.bucket(),
                call,
                "ObjectLockConfigurationNotFoundError",
                "Object Lock configuration does not exist for this bucket");
    }

    @Action(value = "s3:GetBucketLogging", resource = "arn:aws:s3:::{Bucket}")
    public GetBucketLoggingResponse getBucketLogging(GetBucketLoggingRequest request, Call call) {
        access.enter(request.bucket(), call);
        return GetBucketLoggingResponse.builder().build();
    }

    @Action(value = "s3:GetBucketNotification", resource = "arn:aws:s3:::{Bucket}")
    public GetBucketNotificationConfigurationResponse getBucketNotificationConfiguration(
            GetBucketNotificationConfigurationRequest request, Call call) {
        access.enter(request.bucket(), call);
        return GetBucketNotificationConfigurationResponse.builder().build();
    }

    @Action(value = "s3:GetAccelerateConfiguration", resource = "arn:aws:s3:::{Bucket}")
    public GetBucketAccelerateConfigurationResponse getBucketAccelerateConfiguration(
            GetBucketAccelerateConfigurationRequest request, Call call) {
        access.enter(request.bucket(), call);
        return GetBucketAccelerateConfigurationResponse.builder().build();
    }

    private AwsException absent(String bucket, Call call, String code, String message) {
        access.enter(bucket, call);
        return new AwsException(code, 404, message).with("BucketName", bucket);
    }
}
