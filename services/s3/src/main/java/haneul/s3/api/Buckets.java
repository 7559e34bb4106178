package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.kernel.Ids;
import haneul.s3.Limits;
import haneul.s3.model.Bucket;
import haneul.s3.model.BucketName;
import haneul.s3.model.Catalog;
import haneul.s3.model.Regions;
import haneul.s3.model.TagSet;
import haneul.s3.model.Versioning;
import haneul.wire.Action;
import haneul.wire.Call;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;

/** Buckets come into being, are looked up and go (S3 API reference: CreateBucket, HeadBucket, DeleteBucket, …). */
public final class Buckets {
    private static final String NAMESPACE = "x-amz-bucket-namespace";
    private static final String ENFORCED = "BucketOwnerEnforced";

    private final Catalog catalog;
    private final BucketAccess access;
    private final BucketCounts counts;
    private final Limits limits;
    private final Ids ids;
    private final String defaultRegion;
    /** Held while a quota is checked and used. */
    private final ReentrantLock creation = new ReentrantLock();

    public Buckets(Catalog catalog, BucketAccess access, Limits limits, Ids ids, String defaultRegion) {
        this.catalog = catalog;
        this.access = access;
        this.counts = new BucketCounts(catalog.table());
        this.limits = limits;
        this.ids = ids;
        this.defaultRegion = defaultRegion;
    }

    @Action(value = "s3:CreateBucket", resource = "arn:aws:s3:::{Bucket}")
    public CreateBucketResponse createBucket(CreateBucketRequest request, Call call) {
        checkName(request.bucket(), call);
        var configuration = Optional.ofNullable(request.createBucketConfiguration())
                .orElseGet(() -> CreateBucketConfiguration.builder().build());
        var region = region(configuration, call);
        checkSettings(request, configuration);
        var tags = configuration.hasTags() ? TagSet.ofBucket(configuration.tags()) : Map.<String, String>of();
        var bucket = new Bucket(
                ids.nextLong(),
                request.bucket(),
                call.caller().account(),
                region,
                call.receivedAt().truncatedTo(ChronoUnit.MILLIS),
                Versioning.OFF,
                ENFORCED,
                "BucketOwner",
                tags,
                List.of());
        create(bucket, call);
        return CreateBucketResponse.builder().location("/" + bucket.name()).build();
    }

    @Action(value = "s3:ListBucket", resource = "arn:aws:s3:::{Bucket}")
    public HeadBucketResponse headBucket(HeadBucketRequest request, Call call) {
        var bucket = access.enter(request.bucket(), call).bucket();
        return HeadBucketResponse.builder()
                .bucketRegion(bucket.region())
                .accessPointAlias(false)
                .build();
    }

    @Action(value = "s3:GetBucketLocation", resource = "arn:aws:s3:::{Bucket}")
    public GetBucketLocationResponse getBucketLocation(GetBucketLocationRequest request, Call call) {
        var region = access.enter(request.bucket(), call).bucket().region();
        return GetBucketLocationResponse.builder()
                .locationConstraint(region.equals(Regions.CLASSIC) ? null : region)
                .build();
    }

    @Action(value = "s3:DeleteBucket", resource = "arn:aws:s3:::{Bucket}")
    public DeleteBucketResponse deleteBucket(DeleteBucketRequest request, Call call) {
        var bucket = access.enter(request.bucket(), call).bucket();
        creation.lock();
        try {
            if (!catalog.delete(bucket.name(), Buckets::empty)) {
                throw notEmpty(bucket);
            }
            counts.remove(bucket.owner());
        } finally {
            creation.unlock();
        }
        return DeleteBucketResponse.builder().build();
    }

    private void create(Bucket bucket, Call call) {
        creation.lock();
        try {
            var existing = catalog.find(bucket.name());
            if (existing.isPresent()) {
                recreate(existing.get().bucket(), bucket, call);
                return;
            }
            if (counts.of(bucket.owner()) >= limits.bucketsPerAccount()) {
                throw new AwsException("TooManyBuckets", 400, "You have attempted to create more buckets than allowed");
            }
            if (!catalog.create(bucket)) {
                throw new IllegalStateException("Bucket " + bucket.name() + " was created outside the creation lock");
            }
            counts.add(bucket.owner());
        } finally {
            creation.unlock();
        }
    }

    /** Creating what one has already succeeds in the classic region, for old clients, and changes nothing. */
    private static void recreate(Bucket existing, Bucket wanted, Call call) {
        if (!existing.owner().equals(wanted.owner())) {
            throw new AwsException(
                            "BucketAlreadyExists",
                            409,
                            "The requested bucket name is not available. The bucket namespace is shared by all users "
                                    + "of the system. Please select a different name and try again.")
                    .with("BucketName", existing.name());
        }
        boolean classic =
                existing.region().equals(Regions.CLASSIC) && wanted.region().equals(Regions.CLASSIC);
        if (!classic || !call.region().equals(Regions.CLASSIC)) {
            throw new AwsException(
                            "BucketAlreadyOwnedByYou",
                            409,
                            "Your previous request to create the named bucket succeeded and you already own it.")
                    .with("BucketName", existing.name());
        }
    }

    private static void checkName(String name, Call call) {
        var namespace = call.exchange().header(NAMESPACE).orElse("global");
        switch (namespace) {
            case "global" -> BucketName.check(name);
            case "account-regional" -> BucketName.check(name, call.caller().account(), call.region());
            default -> throw Refusals.invalidArgument("Invalid bucket namespace", NAMESPACE, namespace);
        }
    }

    /** The region of a new bucket: where the request was sent; the classic region creates buckets anywhere. */
    private String region(CreateBucketConfiguration configuration, Call call) {
        if (!Regions.exists(call.region())) {
            throw BucketAccess.wrongRegion(call.region(), defaultRegion);
        }
        var constraint = configuration.locationConstraintAsString();
        if (constraint == null || constraint.isEmpty()) {
            if (!call.region().equals(Regions.CLASSIC)) {
                throw incompatible("unspecified");
            }
            return Regions.CLASSIC;
        }
        var region = Regions.ofConstraint(constraint).orElseThrow(() -> new AwsException(
                        "InvalidLocationConstraint", 400, "The specified location-constraint is not valid")
                .with("LocationConstraint", constraint));
        if (!call.region().equals(Regions.CLASSIC) && !call.region().equals(region)) {
            throw incompatible(constraint);
        }
        return region;
    }

    private static AwsException incompatible(String constraint) {
        return new AwsException(
                "IllegalLocationConstraintException",
                400,
                "The " + constraint + " location constraint is incompatible for the region specific endpoint this "
                        + "request was sent to.");
    }

    private static void checkSettings(CreateBucketRequest request, CreateBucketConfiguration configuration) {
        if (configuration.location() != null || configuration.bucket() != null) {
            throw Refusals.notImplemented("directory buckets");
        }
        if (Boolean.TRUE.equals(request.objectLockEnabledForBucket())) {
            throw Refusals.headerNotImplemented("x-amz-bucket-object-lock-enabled");
        }
        BucketOwnership.check(request.objectOwnershipAsString());
        BucketOwnership.checkAcl(request);
    }

    private static boolean empty(Catalog.Entry entry) {
        var rows = entry.rows();
        return rows.current().scan(null, 1).rows().isEmpty()
                && rows.noncurrent().scan(null, 1).rows().isEmpty();
    }

    private static AwsException notEmpty(Bucket bucket) {
        var message = bucket.versioning() == Versioning.OFF
                ? "The bucket you tried to delete is not empty"
                : "The bucket you tried to delete is not empty. You must delete all versions in the bucket.";
        return new AwsException("BucketNotEmpty", 409, message).with("BucketName", bucket.name());
    }
}
