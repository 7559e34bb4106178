package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.Catalog.Entry;
import haneul.s3.model.Precondition;
import haneul.s3.model.Versions;
import haneul.wire.Action;
import haneul.wire.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/** Objects and versions are deleted, alone or up to a thousand at once. */
public final class Deletions {
    private static final int MAX_OBJECTS = 1000;
    /** Deletes of one request that are under way together, so that they share syncs of the log. */
    private static final int LANES = 16;

    private final BucketAccess access;
    private final Versions versions;

    public Deletions(BucketAccess access, Versions versions) {
        this.access = access;
        this.versions = versions;
    }

    @Action(value = "s3:DeleteObject", resource = "arn:aws:s3:::{Bucket}/{Key}")
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request, Call call) {
        var bucket = access.enter(request.bucket(), call);
        var precondition = precondition(request.ifMatch(), request.ifMatchLastModifiedTime(), request.ifMatchSize());
        var deletion = versions.delete(
                bucket,
                ObjectKey.check(request.key()),
                request.versionId(),
                precondition,
                bucket.bucket().owner());
        if (deletion.deleteMarker()) {
            call.respondWith("x-amz-delete-marker", "true");
        }
        ObjectAnswer.header(call, "x-amz-version-id", deletion.versionId());
        return DeleteObjectResponse.builder().build();
    }

    private static Precondition precondition(String etag, java.time.Instant modified, Long size) {
        return etag == null && modified == null && size == null
                ? Precondition.NONE
                : new Precondition(etag, null, modified, size);
    }

    @Action(value = "s3:DeleteObject", resource = "arn:aws:s3:::{Bucket}/*")
    public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request, Call call) {
        var bucket = access.enter(request.bucket(), call);
        if (request.delete() == null
                || request.delete().objects().isEmpty()
                || request.delete().objects().size() > MAX_OBJECTS) {
            throw Refusals.malformedXml();
        }
        boolean quiet = Boolean.TRUE.equals(request.delete().quiet());
        var deleted = new ArrayList<DeletedObject>();
        var errors = new ArrayList<S3Error>();
        for (var outcome : inLanes(bucket, request.delete().objects())) {
            switch (outcome) {
                case DeletedObject done -> {
                    if (!quiet) {
                        deleted.add(done);
                    }
                }
                case S3Error error -> errors.add(error);
                default -> throw new IllegalStateException("A delete answers one or the other, not " + outcome);
            }
        }
        return DeleteObjectsResponse.builder().deleted(deleted).errors(errors).build();
    }

    private List<SdkPojo> inLanes(Entry bucket, List<ObjectIdentifier> objects) {
        int lanes = Math.min(LANES, objects.size());
        var work = new ArrayList<Callable<Void>>();
        var outcomes = new SdkPojo[objects.size()];
        for (int lane = 0; lane < lanes; lane++) {
            int first = lane;
            work.add(() -> {
                for (int i = first; i < outcomes.length; i += lanes) {
                    outcomes[i] = delete(bucket, objects.get(i));
                }
                return null;
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var lane : threads.invokeAll(work)) {
                lane.get();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while deleting", stopped);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failure.getCause());
        }
        return List.of(outcomes);
    }

    private SdkPojo delete(Entry bucket, ObjectIdentifier object) {
        try {
            if (object.key() == null || object.key().isEmpty()) {
                throw new AwsException(
                        "UserKeyMustBeSpecified", 400, "The bucket POST must contain the specified field name.");
            }
            var precondition = precondition(object.eTag(), object.lastModifiedTime(), object.size());
            var deletion = versions.delete(
                    bucket,
                    ObjectKey.check(object.key()),
                    object.versionId(),
                    precondition,
                    bucket.bucket().owner());
            boolean marker = deletion.deleteMarker();
            return DeletedObject.builder()
                    .key(object.key())
                    .versionId(object.versionId())
                    .deleteMarker(marker ? true : null)
                    .deleteMarkerVersionId(marker ? deletion.versionId() : null)
                    .build();
        } catch (AwsException refused) {
            return S3Error.builder()
                    .key(object.key())
                    .versionId(object.versionId())
                    .code(refused.code())
                    .message(refused.getMessage())
                    .build();
        }
    }
}
