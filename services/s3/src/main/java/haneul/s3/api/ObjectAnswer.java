package haneul.s3.api;

import haneul.s3.model.Bucket;
import haneul.s3.model.ChecksumValue;
import haneul.s3.model.ObjectVersion;
import haneul.s3.model.Versioning;
import haneul.wire.Call;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import software.amazon.awssdk.core.SdkPojo;

/** Response headers and members that describe objects. */
final class ObjectAnswer {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private ObjectAnswer() {}

    static String httpDate(Instant time) {
        return HTTP_DATE.format(time);
    }

    static String quoted(String etag) {
        return '"' + etag + '"';
    }

    /** The id that answers to writes show: none unless versioning is enabled. */
    static String versionId(ObjectVersion version) {
        return version.listed().versionId();
    }

    /** What GET, HEAD and 304 say about an object. */
    static void describe(Call call, Bucket bucket, ObjectVersion version) {
        var listed = version.listed();
        call.respondWith("Last-Modified", httpDate(listed.modified()));
        call.respondWith("ETag", quoted(listed.etag()));
        versionHeader(call, bucket, version);
        call.respondWith("Accept-Ranges", "bytes");
        if (!listed.storageClass().equals(ObjectSettings.DEFAULT_STORAGE_CLASS)) {
            call.respondWith("x-amz-storage-class", listed.storageClass());
        }
        var headers = version.headers();
        header(call, "x-amz-website-redirect-location", headers.websiteRedirect());
        headers.metadata().forEach((name, value) -> call.respondWith("x-amz-meta-" + name, ascii(value)));
        if (!version.tags().isEmpty()) {
            call.respondWith(
                    "x-amz-tagging-count", Integer.toString(version.tags().size()));
        }
    }

    /**
     * A metadata value as S3 shows it: what is no US-ASCII as an encoded word of RFC 2047 (S3 user guide, "Working with
     * object metadata").
     */
    static String ascii(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) > 0x7e) {
                var utf8 = value.getBytes(StandardCharsets.UTF_8);
                return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(utf8) + "?=";
            }
        }
        return value;
    }

    /** {@code x-amz-version-id}, which objects of buckets that were never versioned do not show. */
    static void versionHeader(Call call, Bucket bucket, ObjectVersion version) {
        if (bucket.versioning() != Versioning.OFF) {
            call.respondWith("x-amz-version-id", version.listed().wireVersionId());
        }
    }

    static void header(Call call, String name, String value) {
        if (value != null) {
            call.respondWith(name, value);
        }
    }

    /** A checksum in headers. */
    static void checksum(Call call, ChecksumValue checksum) {
        if (checksum != null) {
            call.respondWith(checksum.algorithm().header(), checksum.text());
            call.respondWith("x-amz-checksum-type", checksum.type().name());
        }
    }

    /** A checksum in a shape that has members of S3's names for it. */
    static void checksum(SdkPojo builder, ChecksumValue checksum) {
        if (checksum != null) {
            checksumValue(builder, checksum);
            builder.sdkFieldNameToField()
                    .get("ChecksumType")
                    .set(builder, checksum.type().name());
        }
    }

    /** A checksum in a shape that has no member for its type. */
    static void checksumValue(SdkPojo builder, ChecksumValue checksum) {
        builder.sdkFieldNameToField()
                .get("Checksum" + checksum.algorithm().name())
                .set(builder, checksum.text());
    }
}
