package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.Bucket;
import haneul.s3.model.Headers;
import haneul.wire.Exchange.Header;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a request that makes an object says about it, from its header fields (or the fields of a form, which have the
 * same names). Fields that ask for what is not real here are refused.
 *
 * @param storageClass AWS's name; null when the request names none
 * @param tags null when the request has no tagging field
 */
public record ObjectSettings(Headers headers, Map<String, String> tags, String storageClass) {
    static final String DEFAULT_STORAGE_CLASS = "STANDARD";
    static final String DEFAULT_CONTENT_TYPE = "binary/octet-stream";

    private static final String META = "x-amz-meta-";
    private static final String AWS_CHUNKED = "aws-chunked";
    private static final int MAX_METADATA_BYTES = 2048;

    /** @throws AwsException as S3 refuses each field, or {@code MetadataTooLarge} */
    public static ObjectSettings of(List<Header> fields, Bucket bucket) {
        var reader = new Reader(bucket);
        for (var field : fields) {
            reader.take(field.name().toLowerCase(Locale.ROOT), field.value());
        }
        return reader.settings();
    }

    String storageClassOrDefault() {
        return storageClass == null ? DEFAULT_STORAGE_CLASS : storageClass;
    }

    Map<String, String> tagsOrNone() {
        return tags == null ? Map.of() : tags;
    }

    private static final class Reader {
        private final Bucket bucket;
        private String contentType;
        private String contentEncoding;
        private String contentLanguage;
        private String contentDisposition;
        private String cacheControl;
        private String expires;
        private String websiteRedirect;
        private String storageClass;
        private Map<String, String> tags;
        private Map<String, String> metadata = Map.of();

        Reader(Bucket bucket) {
            this.bucket = bucket;
        }

        void take(String name, String value) {
            switch (name) {
                case "content-type" -> contentType = value;
                case "content-encoding" -> contentEncoding = withoutChunked(value);
                case "content-language" -> contentLanguage = value;
                case "content-disposition" -> contentDisposition = value;
                case "cache-control" -> cacheControl = value;
                case "expires" -> expires = value;
                default -> {
                    if (name.startsWith("x-amz-")) {
                        takeAmazon(name, value);
                    }
                }
            }
        }

        private void takeAmazon(String name, String value) {
            if (name.startsWith(META)) {
                takeMetadata(name.substring(META.length()), value);
                return;
            }
            switch (name) {
                case "x-amz-storage-class" -> storageClass = StorageClasses.check(value);
                case "x-amz-tagging" -> tags = ObjectTags.ofHeader(value);
                case "x-amz-website-redirect-location" -> websiteRedirect = redirect(value);
                default -> UnrealHeaders.refuse(name, value, bucket);
            }
        }

        private void takeMetadata(String name, String value) {
            if (metadata.isEmpty()) {
                metadata = new LinkedHashMap<>();
            }
            metadata.merge(name, text(value), (first, second) -> first + "," + second);
        }

        /** What the bytes of a header value say: UTF-8, and where they are none ISO 8859-1. */
        private static String text(String value) {
            var bytes = ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1));
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            } catch (CharacterCodingException e) {
                return value;
            }
        }

        private static String redirect(String target) {
            boolean known = target.startsWith("/") || target.startsWith("http://") || target.startsWith("https://");
            if (!known) {
                throw new AwsException(
                        "InvalidRedirectLocation",
                        400,
                        "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.");
            }
            return target;
        }

        ObjectSettings settings() {
            long bytes = 0;
            for (var entry : metadata.entrySet()) {
                bytes += bytes(entry.getKey()) + bytes(entry.getValue());
            }
            if (bytes > MAX_METADATA_BYTES) {
                throw new AwsException(
                                "MetadataTooLarge",
                                400,
                                "Your metadata headers exceed the maximum allowed metadata size")
                        .with("Size", Long.toString(bytes))
                        .with("MaxSizeAllowed", Integer.toString(MAX_METADATA_BYTES));
            }
            boolean typed = contentType != null && !contentType.isEmpty();
            var headers = new Headers(
                    typed ? contentType : DEFAULT_CONTENT_TYPE,
                    contentEncoding,
                    contentLanguage,
                    contentDisposition,
                    cacheControl,
                    expires,
                    websiteRedirect,
                    metadata);
            return new ObjectSettings(headers, tags, storageClass);
        }

        /** Header bytes arrive one per character; a character beyond is counted as UTF-8. */
        private static int bytes(String text) {
            int bytes = text.length();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                bytes += c < 0x100 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
            return bytes;
        }

        /** The transfer's own coding is no property of the object. */
        private static String withoutChunked(String value) {
            if (!value.toLowerCase(Locale.ROOT).contains(AWS_CHUNKED)) {
                return value;
            }
            var rest = new StringBuilder();
            for (var coding : value.split(",", -1)) {
                if (!coding.strip().equalsIgnoreCase(AWS_CHUNKED) && !coding.isBlank()) {
                    rest.append(rest.isEmpty() ? "" : ",").append(coding.strip());
                }
            }
            return rest.isEmpty() ? null : rest.toString();
        }
    }
}
