package haneul.s3.api;

import haneul.s3.model.CanonicalUser;
import haneul.s3.model.ChecksumValue;
import haneul.s3.model.Multipart;
import haneul.s3.model.Upload;
import haneul.s3.model.UploadWalk;
import haneul.wire.Action;
import haneul.wire.Call;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.Part;

/** Uploads in progress and their parts, page by page. */
public final class UploadListings {
    private static final int MAX_ENTRIES = 1000;

    private final BucketAccess access;
    private final Multipart multipart;

    public UploadListings(BucketAccess access, Multipart multipart) {
        this.access = access;
        this.multipart = multipart;
    }

    @Action(value = "s3:ListMultipartUploadParts", resource = "arn:aws:s3:::{Bucket}/{Key}")
    public ListPartsResponse listParts(ListPartsRequest request, Call call) {
        var bucket = access.enter(request.bucket(), call);
        int limit = limit(request.maxParts(), "max-parts");
        int after = number(request.partNumberMarker(), "part-number-marker");
        var upload = multipart.require(bucket.rows(), ObjectKey.check(request.key()), request.uploadId());
        var page = limit == 0
                ? new Multipart.Page(List.of(), true)
                : multipart.parts(bucket.rows(), upload.id(), after, limit);
        var parts = page.parts();
        var response = ListPartsResponse.builder()
                .bucket(request.bucket())
                .key(request.key())
                .uploadId(upload.id())
                .partNumberMarker(after)
                .nextPartNumberMarker(parts.isEmpty() ? after : parts.getLast().number())
                .maxParts(limit)
                .isTruncated(!page.complete())
                .parts(parts.stream().map(part -> shape(part, upload)).toList())
                .initiator(each -> each.id(upload.initiator()))
                .owner(each -> each.id(CanonicalUser.of(upload.owner())))
                .storageClass(upload.storageClass());
        if (upload.checksumAlgorithm() != null) {
            response.checksumAlgorithm(upload.checksumAlgorithm().name());
            response.checksumType(upload.checksumType().name());
        }
        return response.build();
    }

    private static Part shape(Multipart.NumberedPart numbered, Upload upload) {
        var part = numbered.part();
        var shape = Part.builder()
                .partNumber(numbered.number())
                .lastModified(part.modified())
                .eTag(ObjectAnswer.quoted(part.etag()))
                .size(part.size());
        if (upload.checksumAlgorithm() != null) {
            ChecksumValue checksum = part.checksum();
            ObjectAnswer.checksumValue((SdkPojo) shape, checksum);
        }
        return shape.build();
    }

    private static int limit(Integer asked, String name) {
        return asked == null ? MAX_ENTRIES : Math.min(number(asked, name), MAX_ENTRIES);
    }

    private static int number(Integer asked, String name) {
        if (asked != null && asked < 0) {
            throw Refusals.invalidArgument(
                    "Argument " + name + " must be an integer between 0 and 2147483647", name, asked.toString());
        }
        return asked == null ? 0 : asked;
    }

    @Action(value = "s3:ListBucketMultipartUploads", resource = "arn:aws:s3:::{Bucket}")
    public ListMultipartUploadsResponse listMultipartUploads(ListMultipartUploadsRequest request, Call call) {
        var bucket = access.enter(request.bucket(), call);
        int limit = limit(request.maxUploads(), "max-uploads");
        var marker = text(request.keyMarker());
        // S3 API reference: "If key-marker is not specified, the upload-id-marker parameter is ignored."
        var idMarker = marker == null ? null : request.uploadIdMarker();
        var prefix = utf8(request.prefix());
        var delimiter = utf8(request.delimiter());
        var found = limit == 0
                ? List.<UploadWalk.Entry>of()
                : UploadWalk.list(
                        bucket.rows(),
                        prefix,
                        delimiter,
                        marker,
                        idMarker == null || idMarker.isEmpty() ? null : idMarker,
                        limit);
        boolean truncated = found.size() > limit;
        var page = truncated ? found.subList(0, limit) : found;
        var last = truncated ? page.getLast() : null;
        var xml = new ListingXml("url".equals(encoding(request.encodingTypeAsString())));
        new ListingDocument(xml, "ListMultipartUploadsResult")
                .text("Bucket", request.bucket())
                .name("KeyMarker", marker == null ? new byte[0] : marker)
                .text("UploadIdMarker", idMarker == null ? "" : idMarker)
                .name("NextKeyMarker", last == null ? null : last.name())
                .name("Prefix", prefix)
                .name("Delimiter", delimiter.length == 0 ? null : delimiter)
                .text(
                        "NextUploadIdMarker",
                        last == null || last.upload() == null
                                ? null
                                : last.upload().id())
                .number("MaxUploads", limit)
                .text("EncodingType", request.encodingTypeAsString())
                .flag("IsTruncated", truncated)
                .uploads(page)
                .respond(call);
        return ListMultipartUploadsResponse.builder().build();
    }

    private static String encoding(String asked) {
        if (asked != null && !asked.equals("url")) {
            throw Refusals.invalidArgument("Invalid Encoding Method specified in Request", "encoding-type", asked);
        }
        return asked;
    }

    private static byte[] text(String value) {
        return value == null || value.isEmpty() ? null : utf8(value);
    }

    private static byte[] utf8(String value) {
        return value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
    }
}
