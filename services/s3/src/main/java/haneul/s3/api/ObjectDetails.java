package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.CanonicalUser;
import haneul.s3.model.Catalog.Entry;
import haneul.s3.model.ChecksumValue;
import haneul.s3.model.ContentRow;
import haneul.s3.model.Contents;
import haneul.s3.model.ObjectVersion;
import haneul.wire.Action;
import haneul.wire.Call;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.Checksum;
import software.amazon.awssdk.services.s3.model.GetObjectAclRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAclResponse;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesParts;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesResponse;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.ObjectPart;
import software.amazon.awssdk.services.s3.model.Permission;
import software.amazon.awssdk.services.s3.model.PutObjectAclRequest;
import software.amazon.awssdk.services.s3.model.PutObjectAclResponse;
import software.amazon.awssdk.services.s3.model.Type;

/** What else is known of an object: its attributes and who may what with it. */
public final class ObjectDetails {
    private static final int MAX_PARTS = 1000;
    private static final int MAX_ATTEMPTS = 64;
    private static final Set<String> ATTRIBUTES =
            Set.of("ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize");

    private final BucketAccess access;
    private final ObjectReader reader;
    private final Contents contents;

    public ObjectDetails(BucketAccess access, ObjectReader reader, Contents contents) {
        this.access = access;
        this.reader = reader;
        this.contents = contents;
    }

    @Action(value = "s3:GetObjectAttributes", resource = "arn:aws:s3:::{Bucket}/{Key}")
    public GetObjectAttributesResponse getObjectAttributes(GetObjectAttributesRequest request, Call call) {
        var bucket = access.enter(request.bucket(), call);
        var wanted = Set.copyOf(checked(request.objectAttributesAsStrings()));
        int limit = limit(request.maxParts());
        int after = marker(request.partNumberMarker());
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            var version = reader.require(
                    bucket,
                    ObjectKey.check(request.key()),
                    request.versionId(),
                    call.exchange().method());
            var response = GetObjectAttributesResponse.builder();
            if (wanted.contains("ObjectParts") && version.parts() > 0) {
                var parts = contents.parts(bucket.rows(), version.body());
                if (parts.isEmpty()) {
                    continue;
                }
                response.objectParts(page(parts.get(), version.listed().checksum(), after, limit));
            }
            call.respondWith(
                    "Last-Modified", ObjectAnswer.httpDate(version.listed().modified()));
            ObjectAnswer.versionHeader(call, bucket.bucket(), version);
            return attributes(response, version, wanted::contains);
        }
        throw ObjectReader.busy();
    }

    private static GetObjectAttributesResponse attributes(
            GetObjectAttributesResponse.Builder response, ObjectVersion version, Predicate<String> wanted) {
        if (wanted.test("ETag")) {
            response.eTag(version.etag());
        }
        if (wanted.test("Checksum")) {
            var checksum = Checksum.builder();
            ObjectAnswer.checksum((SdkPojo) checksum, version.listed().checksum());
            response.checksum(checksum.build());
        }
        if (wanted.test("StorageClass")) {
            response.storageClass(version.listed().storageClass());
        }
        if (wanted.test("ObjectSize")) {
            response.objectSize(version.size());
        }
        return response.build();
    }

    private static List<String> checked(List<String> names) {
        if (names.isEmpty()) {
            throw Refusals.invalidArgument(
                    "The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or"
                            + " empty",
                    "x-amz-object-attributes",
                    null);
        }
        for (var name : names) {
            if (!ATTRIBUTES.contains(name)) {
                throw Refusals.invalidArgument("Invalid attribute name specified.", "x-amz-object-attributes", name);
            }
        }
        return names;
    }

    private static int limit(Integer asked) {
        if (asked == null) {
            return MAX_PARTS;
        }
        if (asked < 0) {
            throw Refusals.invalidArgument(
                    "Argument max-parts must be an integer between 0 and 2147483647", "max-parts", asked.toString());
        }
        return Math.min(asked, MAX_PARTS);
    }

    private static int marker(Integer asked) {
        if (asked != null && asked < 0) {
            throw Refusals.invalidArgument(
                    "Argument part-number-marker must be an integer between 0 and 2147483647",
                    "part-number-marker",
                    asked.toString());
        }
        return asked == null ? 0 : asked;
    }

    private static GetObjectAttributesParts page(ContentRow.Parts parts, ChecksumValue whole, int after, int limit) {
        var behind =
                parts.parts().stream().filter(part -> part.number() > after).toList();
        var page = behind.subList(0, Math.min(limit, behind.size()));
        boolean more = page.size() < behind.size();
        return GetObjectAttributesParts.builder()
                .totalPartsCount(parts.parts().size())
                .partNumberMarker(after)
                .nextPartNumberMarker(page.isEmpty() ? after : page.getLast().number())
                .maxParts(limit)
                .isTruncated(more)
                .parts(page.stream().map(part -> shape(part, whole)).toList())
                .build();
    }

    private static ObjectPart shape(ContentRow.Parts.Part part, ChecksumValue whole) {
        var shape = ObjectPart.builder().partNumber(part.number()).size(part.size());
        if (part.checksum() != null) {
            ObjectAnswer.checksumValue(
                    (SdkPojo) shape, new ChecksumValue(whole.algorithm(), whole.type(), part.checksum()));
        }
        return shape.build();
    }

    /** The bucket's owner owns every object and nobody else has a grant: there is nothing that could give one. */
    @Action(value = "s3:GetObjectAcl", resource = "arn:aws:s3:::{Bucket}/{Key}")
    public GetObjectAclResponse getObjectAcl(GetObjectAclRequest request, Call call) {
        var bucket = access.enter(request.bucket(), call);
        var version = reader.require(
                bucket,
                ObjectKey.check(request.key()),
                request.versionId(),
                call.exchange().method());
        ObjectAnswer.versionHeader(call, bucket.bucket(), version);
        var owner = CanonicalUser.of(bucket.bucket().owner());
        var grant = Grant.builder()
                .grantee(grantee -> grantee.type(Type.CANONICAL_USER).id(owner))
                .permission(Permission.FULL_CONTROL)
                .build();
        return GetObjectAclResponse.builder()
                .owner(each -> each.id(owner))
                .grants(grant)
                .build();
    }

    @Action(value = "s3:PutObjectAcl", resource = "arn:aws:s3:::{Bucket}/{Key}")
    public PutObjectAclResponse putObjectAcl(PutObjectAclRequest request, Call call) {
        Entry bucket = access.enter(request.bucket(), call);
        reader.require(
                bucket,
                ObjectKey.check(request.key()),
                request.versionId(),
                call.exchange().method());
        AwsException refusal = UnrealHeaders.noLists("x-amz-acl", bucket.bucket());
        throw refusal;
    }
}
