package haneul.s3.api;

import haneul.s3.model.Bucket;
import haneul.s3.model.Checksum.Algorithm;
import haneul.s3.model.ChecksumClaim;
import haneul.s3.model.ChecksumValue;
import haneul.s3.model.Multipart;
import haneul.s3.model.Precondition;
import haneul.s3.model.Sequence;
import haneul.s3.model.Upload;
import haneul.s3.model.Versions;
import haneul.wire.Action;
import haneul.wire.Call;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;

/** Multipart uploads begin and end (S3 user guide, "Uploading and copying objects using multipart upload"). */
public final class Uploads {
    private final BucketAccess access;
    private final Multipart multipart;
    private final Versions versions;
    private final Sequence sequence;

    public Uploads(BucketAccess access, Multipart multipart, Versions versions, Sequence sequence) {
        this.access = access;
        this.multipart = multipart;
        this.versions = versions;
        this.sequence = sequence;
    }

    @Action(value = "s3:PutObject", resource = "arn:aws:s3:::{Bucket}/{Key}")
    public CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest request, Call call) {
        var bucket = access.enter(request.bucket(), call);
        var key = ObjectKey.check(request.key());
        var settings = ObjectSettings.of(RequestFields.of(call), bucket.bucket());
        var name = request.checksumAlgorithmAsString();
        var algorithm = name == null ? null : ChecksumClaim.algorithm(name);
        var type = type(algorithm, request.checksumTypeAsString());
        var upload = multipart.create(
                bucket,
                key,
                made -> new Upload(
                        made.id(),
                        made.initiated(),
                        bucket.bucket().owner(),
                        initiator(call, bucket.bucket()),
                        settings.storageClassOrDefault(),
                        algorithm,
                        type,
                        settings.headers(),
                        settings.tagsOrNone()));
        var response = CreateMultipartUploadResponse.builder()
                .bucket(request.bucket())
                .key(request.key())
                .uploadId(upload.id());
        if (algorithm != null) {
            response.checksumAlgorithm(algorithm.name()).checksumType(type.name());
        }
        return response.build();
    }

    private static String initiator(Call call, Bucket bucket) {
        return call.caller().anonymous() ? bucket.owner() : call.caller().arn().toString();
    }

    /** S3 user guide, "Checking object integrity", table of algorithms and checksum types. */
    private static ChecksumValue.Type type(Algorithm algorithm, String asked) {
        if (algorithm == null) {
            if (asked != null) {
                throw Refusals.invalidRequest("The x-amz-checksum-type header can only be used with the"
                        + " x-amz-checksum-algorithm header.");
            }
            return ChecksumValue.Type.FULL_OBJECT;
        }
        var usual = algorithm == Algorithm.CRC64NVME ? ChecksumValue.Type.FULL_OBJECT : ChecksumValue.Type.COMPOSITE;
        var type =
                switch (asked) {
                    case null -> usual;
                    case "FULL_OBJECT" -> ChecksumValue.Type.FULL_OBJECT;
                    case "COMPOSITE" -> ChecksumValue.Type.COMPOSITE;
                    default -> throw Refusals.invalidRequest("Value for x-amz-checksum-type header is invalid.");
                };
        boolean possible = type == usual || algorithm != Algorithm.CRC64NVME && algorithm.linear();
        if (!possible) {
            throw Refusals.invalidRequest("The " + type + " checksum type cannot be used with the "
                    + algorithm.name().toLowerCase(java.util.Locale.ROOT) + " checksum algorithm.");
        }
        return type;
    }

    @Action(value = "s3:PutObject", resource = "arn:aws:s3:::{Bucket}/{Key}")
    public CompleteMultipartUploadResponse completeMultipartUpload(CompleteMultipartUploadRequest request, Call call) {
        var bucket = access.enter(request.bucket(), call);
        var key = ObjectKey.check(request.key());
        var completion = new Completion(request, call.exchange()::header);
        var precondition = Precondition.of(request.ifMatch(), request.ifNoneMatch());
        var object = multipart.complete(
                bucket,
                key,
                request.uploadId(),
                (upload, parts) -> completion.of(upload, parts, precondition, sequence.contentId()),
                rows -> versions.completed(rows, key, request.uploadId())
                        .filter(version -> version.etag().equals(completion.etag())));
        ObjectAnswer.header(call, "x-amz-version-id", ObjectAnswer.versionId(object));
        var response = CompleteMultipartUploadResponse.builder()
                .location(location(call))
                .bucket(request.bucket())
                .key(request.key())
                .eTag(ObjectAnswer.quoted(object.etag()));
        ObjectAnswer.checksum((SdkPojo) response, object.listed().checksum());
        return response.build();
    }

    private static String location(Call call) {
        var exchange = call.exchange();
        return (exchange.secure() ? "https://" : "http://")
                + exchange.header("host").orElse(exchange.host())
                + exchange.rawPath();
    }

    @Action(value = "s3:AbortMultipartUpload", resource = "arn:aws:s3:::{Bucket}/{Key}")
    public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request, Call call) {
        var bucket = access.enter(request.bucket(), call);
        var since = request.ifMatchInitiatedTime();
        multipart.abort(bucket, ObjectKey.check(request.key()), request.uploadId(), upload -> {
            if (since != null
                    && !upload.initiated().truncatedTo(ChronoUnit.SECONDS).equals(since)) {
                throw Precondition.failed("x-amz-if-match-initiated-time");
            }
        });
        return AbortMultipartUploadResponse.builder().build();
    }
}
