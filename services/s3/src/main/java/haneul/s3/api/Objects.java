package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.Headers;
import haneul.s3.model.Precondition;
import haneul.wire.Action;
import haneul.wire.Call;
import haneul.wire.codec.Query;
import java.io.IOException;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Objects are put and read (S3 API reference: PutObject, GetObject, HeadObject). */
public final class Objects {
    private static final PutObjectResponse PUT = PutObjectResponse.builder().build();
    private static final GetObjectResponse GOT = GetObjectResponse.builder().build();
    private static final HeadObjectResponse SHOWN = HeadObjectResponse.builder().build();

    private final BucketAccess access;
    private final ObjectWriter writer;
    private final ObjectReader reader;

    public Objects(BucketAccess access, ObjectWriter writer, ObjectReader reader) {
        this.access = access;
        this.writer = writer;
        this.reader = reader;
    }

    @Action(value = "s3:PutObject", resource = "arn:aws:s3:::{Bucket}/{Key}")
    public PutObjectResponse putObject(PutObjectRequest request, Call call) throws IOException {
        var bucket = access.enter(request.bucket(), call);
        var key = ObjectKey.check(request.key());
        var settings = ObjectSettings.of(RequestFields.of(call), bucket.bucket());
        var precondition = Precondition.of(request.ifMatch(), request.ifNoneMatch());
        var stored = writer.put(bucket, key, Incoming.of(call), settings, precondition);
        call.respondWith("ETag", ObjectAnswer.quoted(stored.etag()));
        ObjectAnswer.checksum(call, stored.listed().checksum());
        ObjectAnswer.header(call, "x-amz-version-id", ObjectAnswer.versionId(stored));
        return PUT;
    }

    @Action(value = "s3:GetObject", resource = "arn:aws:s3:::{Bucket}/{Key}")
    public GetObjectResponse getObject(GetObjectRequest request, Call call) {
        var conditions = new ReadConditions(
                "", request.ifMatch(), request.ifNoneMatch(), request.ifModifiedSince(), request.ifUnmodifiedSince());
        var wanted = new ObjectReader.Wanted(
                ObjectKey.check(request.key()),
                request.versionId(),
                conditions,
                request.range(),
                request.partNumber(),
                request.checksumMode() == ChecksumMode.ENABLED,
                overrides(call));
        reader.get(access.enter(request.bucket(), call), wanted, call);
        return GOT;
    }

    @Action(value = "s3:GetObject", resource = "arn:aws:s3:::{Bucket}/{Key}")
    public HeadObjectResponse headObject(HeadObjectRequest request, Call call) {
        var conditions = new ReadConditions(
                "", request.ifMatch(), request.ifNoneMatch(), request.ifModifiedSince(), request.ifUnmodifiedSince());
        var wanted = new ObjectReader.Wanted(
                ObjectKey.check(request.key()),
                request.versionId(),
                conditions,
                request.range(),
                request.partNumber(),
                request.checksumMode() == ChecksumMode.ENABLED,
                overrides(call));
        reader.head(access.enter(request.bucket(), call), wanted, call);
        return SHOWN;
    }

    /** Response headers that the query sets: for signed requests alone, because they would lend our name to anybody. */
    private static Headers overrides(Call call) {
        if (!call.exchange().rawQuery().contains("response-")) {
            return Headers.NONE;
        }
        var query = Query.parse(call.exchange().rawQuery());
        var overrides = new Headers(
                query.first("response-content-type").orElse(null),
                query.first("response-content-encoding").orElse(null),
                query.first("response-content-language").orElse(null),
                query.first("response-content-disposition").orElse(null),
                query.first("response-cache-control").orElse(null),
                query.first("response-expires").orElse(null),
                null,
                Map.of());
        if (call.caller().anonymous() && !overrides.equals(Headers.NONE)) {
            throw new AwsException(
                    "InvalidRequest",
                    400,
                    "Request specific response headers cannot be used for anonymous GET requests.");
        }
        return overrides;
    }
}
