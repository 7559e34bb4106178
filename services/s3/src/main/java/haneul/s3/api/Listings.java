package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.Bucket;
import haneul.s3.model.ContinuationTokens;
import haneul.s3.model.KeyWalk;
import haneul.s3.model.VersionIds;
import haneul.s3.model.VersionWalk;
import haneul.wire.Action;
import haneul.wire.Call;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * What is in a bucket, page by page in the order of UTF-8 bytes (S3 API reference: ListObjects, ListObjectsV2,
 * ListObjectVersions). The answers are written as XML right here, see {@link ListingXml}.
 */
public final class Listings {
    private static final int MAX_KEYS = 1_000;
    private static final byte[] NOTHING = {};

    private final BucketAccess access;
    private final ContinuationTokens tokens;

    public Listings(BucketAccess access, ContinuationTokens tokens) {
        this.access = access;
        this.tokens = tokens;
    }

    @Action(value = "s3:ListBucket", resource = "arn:aws:s3:::{Bucket}")
    public ListObjectsResponse listObjects(ListObjectsRequest request, Call call) {
        var entry = access.enter(request.bucket(), call);
        boolean urlEncoded = urlEncoded(request.encodingTypeAsString());
        checkAttributes(request.optionalObjectAttributesAsStrings());
        int limit = limit(request.maxKeys());
        var prefix = utf8(request.prefix());
        var delimiter = utf8(request.delimiter());
        var marker = utf8(request.marker());
        var page = KeyWalk.list(entry.rows(), prefix, delimiter, marker.length == 0 ? null : marker, limit);

        var xml = new ListingXml(urlEncoded);
        new ListingDocument(xml, "ListBucketResult")
                .text("Name", request.bucket())
                .sparseName("Prefix", prefix)
                .name("Marker", marker)
                .name(
                        "NextMarker",
                        page.truncated() && delimiter.length > 0
                                ? page.entries().getLast().name()
                                : null)
                .number("MaxKeys", limit)
                .name("Delimiter", delimiter.length == 0 ? null : delimiter)
                .text("EncodingType", request.encodingTypeAsString())
                .flag("IsTruncated", page.truncated())
                .objects(page.entries(), true)
                .respond(call);
        return ListObjectsResponse.builder().build();
    }

    @Action(value = "s3:ListBucket", resource = "arn:aws:s3:::{Bucket}")
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request, Call call) {
        var entry = access.enter(request.bucket(), call);
        boolean urlEncoded = urlEncoded(request.encodingTypeAsString());
        checkAttributes(request.optionalObjectAttributesAsStrings());
        int limit = limit(request.maxKeys());
        var prefix = utf8(request.prefix());
        var delimiter = utf8(request.delimiter());
        var scope = scope(entry.bucket());
        var after = position(request, scope);
        var page = KeyWalk.list(entry.rows(), prefix, delimiter, after, limit);

        var xml = new ListingXml(urlEncoded);
        new ListingDocument(xml, "ListBucketResult")
                .text("Name", request.bucket())
                .name("Prefix", prefix)
                .name("StartAfter", request.startAfter() == null ? null : utf8(request.startAfter()))
                .text("ContinuationToken", request.continuationToken())
                .text(
                        "NextContinuationToken",
                        page.truncated()
                                ? tokens.seal(scope, page.entries().getLast().name())
                                : null)
                .number("KeyCount", page.entries().size())
                .number("MaxKeys", limit)
                .name("Delimiter", delimiter.length == 0 ? null : delimiter)
                .text("EncodingType", request.encodingTypeAsString())
                .flag("IsTruncated", page.truncated())
                .objects(page.entries(), Boolean.TRUE.equals(request.fetchOwner()))
                .respond(call);
        return ListObjectsV2Response.builder().build();
    }

    @Action(value = "s3:ListBucketVersions", resource = "arn:aws:s3:::{Bucket}")
    public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request, Call call) {
        var entry = access.enter(request.bucket(), call);
        boolean urlEncoded = urlEncoded(request.encodingTypeAsString());
        checkAttributes(request.optionalObjectAttributesAsStrings());
        int limit = limit(request.maxKeys());
        var prefix = utf8(request.prefix());
        var delimiter = utf8(request.delimiter());
        var marker = utf8(request.keyMarker());
        var versionMarker = versionMarker(request, marker);
        var page = VersionWalk.list(
                entry.rows(), prefix, delimiter, marker.length == 0 ? null : marker, versionMarker, limit);
        var last = page.truncated() ? page.entries().getLast() : null;
        boolean inside = last != null && !last.isCommonPrefix();

        var xml = new ListingXml(urlEncoded);
        new ListingDocument(xml, "ListVersionsResult")
                .text("Name", request.bucket())
                .name("Prefix", prefix)
                .name("KeyMarker", marker)
                .text("VersionIdMarker", versionMarker == null ? "" : versionMarker)
                .name("NextKeyMarker", last == null ? null : last.name())
                .text("NextVersionIdMarker", inside ? last.version().wireVersionId() : null)
                .number("MaxKeys", limit)
                .name("Delimiter", delimiter.length == 0 ? null : delimiter)
                .text("EncodingType", request.encodingTypeAsString())
                .flag("IsTruncated", page.truncated())
                .versions(page.entries())
                .respond(call);
        return ListObjectVersionsResponse.builder().build();
    }

    private static byte[] utf8(String text) {
        return text == null ? NOTHING : text.getBytes(StandardCharsets.UTF_8);
    }

    private static String scope(Bucket bucket) {
        return "keys of " + bucket.id();
    }

    /** What a listing goes on after; a token, which may be empty, has precedence over a first key. */
    private byte[] position(ListObjectsV2Request request, String scope) {
        var token = request.continuationToken();
        if (token != null && !token.isEmpty()) {
            return tokens.open(scope, token).orElseThrow(() -> new AwsException(
                            "InvalidArgument", 400, "The continuation token provided is incorrect")
                    .with("ArgumentName", "continuation-token"));
        }
        return Optional.ofNullable(request.startAfter())
                .filter(key -> !key.isEmpty())
                .map(Listings::utf8)
                .orElse(null);
    }

    private static String versionMarker(ListObjectVersionsRequest request, byte[] keyMarker) {
        var version = request.versionIdMarker();
        if (version == null) {
            return null;
        }
        if (keyMarker.length == 0) {
            throw Refusals.invalidArgument(
                    "A version-id marker cannot be specified without a key marker.", "version-id-marker", version);
        }
        if (version.isEmpty()) {
            throw Refusals.invalidArgument("A version-id marker cannot be empty.", "version-id-marker", version);
        }
        VersionIds.check(version);
        return version;
    }

    private static int limit(Integer asked) {
        if (asked == null) {
            return MAX_KEYS;
        }
        if (asked < 0) {
            throw Refusals.invalidArgument(
                    "Argument maxKeys must be an integer between 0 and 2147483647", "maxKeys", asked.toString());
        }
        return Math.min(asked, MAX_KEYS);
    }

    private static boolean urlEncoded(String encoding) {
        if (encoding != null && !encoding.equals("url")) {
            throw Refusals.invalidArgument("Invalid Encoding Method specified in Request", "encoding-type", encoding);
        }
        return encoding != null;
    }

    /** The status of a restore can be asked for; objects that were never archived have none to show. */
    private static void checkAttributes(List<String> names) {
        for (var name : names) {
            if (!name.equals("RestoreStatus")) {
                throw Refusals.invalidArgument(
                        "Invalid attribute name specified.", "x-amz-optional-object-attributes", name);
            }
        }
    }
}
