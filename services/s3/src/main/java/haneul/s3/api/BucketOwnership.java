package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.CanonicalUser;
import haneul.wire.Action;
import haneul.wire.Call;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclResponse;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsResponse;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.Grantee;
import software.amazon.awssdk.services.s3.model.Owner;
import software.amazon.awssdk.services.s3.model.OwnershipControls;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.Permission;
import software.amazon.awssdk.services.s3.model.PutBucketAclRequest;
import software.amazon.awssdk.services.s3.model.PutBucketAclResponse;
import software.amazon.awssdk.services.s3.model.PutBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.PutBucketOwnershipControlsResponse;
import software.amazon.awssdk.services.s3.model.Type;

/**
 * Who owns what is in a bucket. Access control lists are off in every bucket (AWS's default since April 2023): the
 * bucket's owner owns each object and has full control, and nothing else can be set.
 */
public final class BucketOwnership {
    private static final String ENFORCED = "BucketOwnerEnforced";
    private static final Set<String> WITH_LISTS = Set.of("BucketOwnerPreferred", "ObjectWriter");
    private static final Set<String> CANNED =
            Set.of("private", "public-read", "public-read-write", "authenticated-read");

    private final BucketAccess access;

    public BucketOwnership(BucketAccess access) {
        this.access = access;
    }

    @Action(value = "s3:GetBucketOwnershipControls", resource = "arn:aws:s3:::{Bucket}")
    public GetBucketOwnershipControlsResponse getBucketOwnershipControls(
            GetBucketOwnershipControlsRequest request, Call call) {
        var bucket = access.enter(request.bucket(), call).bucket();
        var rule = OwnershipControlsRule.builder()
                .objectOwnership(bucket.ownership())
                .build();
        return GetBucketOwnershipControlsResponse.builder()
                .ownershipControls(OwnershipControls.builder().rules(rule).build())
                .build();
    }

    @Action(value = "s3:PutBucketOwnershipControls", resource = "arn:aws:s3:::{Bucket}")
    public PutBucketOwnershipControlsResponse putBucketOwnershipControls(
            PutBucketOwnershipControlsRequest request, Call call) {
        access.enter(request.bucket(), call);
        var controls = request.ownershipControls();
        if (controls == null
                || controls.rules().size() != 1
                || controls.rules().getFirst().objectOwnership() == null) {
            throw Refusals.malformedXml();
        }
        var wanted = controls.rules().getFirst().objectOwnershipAsString();
        if (WITH_LISTS.contains(wanted)) {
            throw Refusals.notImplemented("ObjectOwnership " + wanted + ", which turns access control lists on");
        }
        if (!wanted.equals(ENFORCED)) {
            throw Refusals.malformedXml();
        }
        return PutBucketOwnershipControlsResponse.builder().build();
    }

    @Action(value = "s3:GetBucketAcl", resource = "arn:aws:s3:::{Bucket}")
    public GetBucketAclResponse getBucketAcl(GetBucketAclRequest request, Call call) {
        var owner =
                CanonicalUser.of(access.enter(request.bucket(), call).bucket().owner());
        var grantee = Grantee.builder().id(owner).type(Type.CANONICAL_USER).build();
        return GetBucketAclResponse.builder()
                .owner(Owner.builder().id(owner).build())
                .grants(Grant.builder()
                        .grantee(grantee)
                        .permission(Permission.FULL_CONTROL)
                        .build())
                .build();
    }

    @Action(value = "s3:PutBucketAcl", resource = "arn:aws:s3:::{Bucket}")
    public PutBucketAclResponse putBucketAcl(PutBucketAclRequest request, Call call) {
        access.enter(request.bucket(), call);
        throw new AwsException("AccessControlListNotSupported", 400, "The bucket does not allow ACLs");
    }

    /** Checks the ownership asked for when a bucket is created; null asks for the default. */
    static void check(String ownership) {
        if (ownership == null || ownership.equals(ENFORCED)) {
            return;
        }
        if (WITH_LISTS.contains(ownership)) {
            throw Refusals.headerNotImplemented("x-amz-object-ownership");
        }
        throw Refusals.invalidArgument(
                "Invalid x-amz-object-ownership header: " + ownership, "x-amz-object-ownership", ownership);
    }

    /** Checks the access control list asked for when a bucket is created: only a private one fits its ownership. */
    static void checkAcl(CreateBucketRequest request) {
        var acl = request.aclAsString();
        if (acl != null && !CANNED.contains(acl)) {
            throw Refusals.invalidArgument("", "x-amz-acl", acl);
        }
        boolean grants = Stream.of(
                        request.grantFullControl(),
                        request.grantRead(),
                        request.grantReadACP(),
                        request.grantWrite(),
                        request.grantWriteACP())
                .anyMatch(Objects::nonNull);
        if (grants || acl != null && !acl.equals("private")) {
            throw new AwsException(
                    "InvalidBucketAclWithObjectOwnership",
                    400,
                    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
        }
    }
}
