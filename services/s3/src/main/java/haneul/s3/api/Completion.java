package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.Body;
import haneul.s3.model.Checksum.Algorithm;
import haneul.s3.model.ChecksumClaim;
import haneul.s3.model.ChecksumValue;
import haneul.s3.model.ContentId;
import haneul.s3.model.ContentRow;
import haneul.s3.model.Draft;
import haneul.s3.model.Multipart;
import haneul.s3.model.Part;
import haneul.s3.model.Precondition;
import haneul.s3.model.Upload;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Decides what a list of parts makes of an upload (S3 API reference, CompleteMultipartUpload). The largest object,
 * 48.8 TiB (S3 user guide, "Multipart upload limits"), is 10,000 of the largest parts, so it needs no check of its own.
 */
final class Completion {
    private static final long MIN_PART_BYTES = 5L << 20;
    private static final int MD5_DIGITS = 32;

    private final CompleteMultipartUploadRequest request;
    private final Function<String, Optional<String>> headers;
    private final List<CompletedPart> listed;

    /** @throws AwsException {@code MalformedXML}, {@code InvalidPartOrder} */
    Completion(CompleteMultipartUploadRequest request, Function<String, Optional<String>> headers) {
        this.request = request;
        this.headers = headers;
        var document = request.multipartUpload();
        if (document == null || document.parts().isEmpty() || document.parts().size() > Multipart.MAX_PART_NUMBER) {
            throw Refusals.malformedXml();
        }
        listed = ordered(document.parts());
    }

    /** Of a part listed twice in a row the last mention counts. */
    private List<CompletedPart> ordered(List<CompletedPart> parts) {
        var ordered = new ArrayList<CompletedPart>(parts.size());
        int last = 0;
        for (var part : parts) {
            if (part.partNumber() == null || part.eTag() == null) {
                throw Refusals.malformedXml();
            }
            if (part.partNumber() < last) {
                throw new AwsException(
                                "InvalidPartOrder",
                                400,
                                "The list of parts was not in ascending order. Parts must be ordered by part number.")
                        .with("UploadId", request.uploadId());
            }
            if (part.partNumber() == last) {
                ordered.removeLast();
            }
            last = part.partNumber();
            ordered.add(part);
        }
        return ordered;
    }

    /** The entity tag of the object: the MD5 of the parts' MD5s and how many they are; empty when they are none. */
    String etag() {
        var digest = md5();
        for (var part : listed) {
            var tag = Precondition.bare(part.eTag());
            if (tag.length() != MD5_DIGITS || !tag.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
                return "";
            }
            digest.update(HexFormat.of().parseHex(tag));
        }
        return HexFormat.of().formatHex(digest.digest()) + "-" + listed.size();
    }

    /**
     * The object of an upload.
     *
     * @param parts all parts of the upload by number
     * @throws AwsException {@code InvalidPart}, {@code EntityTooSmall}, {@code EntityTooLarge}, {@code InvalidRequest},
     *     {@code BadDigest}
     */
    Multipart.Completion of(Upload upload, Map<Integer, Part> parts, Precondition precondition, ContentId id) {
        checkType(upload);
        var named = new ArrayList<Part>(listed.size());
        var rows = new ArrayList<ContentRow.Parts.Part>(listed.size());
        long size = 0;
        for (var wanted : listed) {
            var part = parts.get(wanted.partNumber());
            if (part == null || !part.etag().equals(Precondition.bare(wanted.eTag()))) {
                throw invalidPart(wanted);
            }
            named.add(part);
            size += part.size();
        }
        checkSizes(named, size);
        var checksum = checksum(upload, named);
        for (int i = 0; i < named.size(); i++) {
            var part = named.get(i);
            checkPart(listed.get(i), part, upload);
            rows.add(new ContentRow.Parts.Part(
                    listed.get(i).partNumber(),
                    part.size(),
                    contentId(part.body()),
                    upload.checksumAlgorithm() == null ? null : part.checksum().text()));
        }
        var draft = new Draft(
                size,
                etag(),
                upload.initiated(),
                upload.storageClass(),
                checksum,
                upload.owner(),
                upload.headers(),
                upload.tags(),
                new Body.Spread(id),
                rows.size(),
                upload.id());
        return new Multipart.Completion(precondition, draft, new ContentRow.Parts(rows));
    }

    private static ContentId contentId(Body body) {
        return switch (body) {
            case Body.Empty _ -> null;
            case Body.Row row -> row.id();
            case Body.Spread spread -> spread.id();
            case Body.Inline _ -> throw new IllegalStateException("Parts are stored in rows of their own");
        };
    }

    private AwsException invalidPart(CompletedPart part) {
        return new AwsException(
                        "InvalidPart",
                        400,
                        "One or more of the specified parts could not be found.  The part may not have been uploaded, "
                                + "or"
                                + " the specified entity tag may not match the part's entity tag.")
                .with("UploadId", request.uploadId())
                .with("PartNumber", Integer.toString(part.partNumber()))
                .with("ETag", Precondition.bare(part.eTag()));
    }

    private void checkSizes(List<Part> named, long size) {
        for (int i = 0; i < named.size() - 1; i++) {
            var part = named.get(i);
            if (part.size() < MIN_PART_BYTES) {
                throw new AwsException(
                                "EntityTooSmall", 400, "Your proposed upload is smaller than the minimum allowed size")
                        .with("ProposedSize", Long.toString(part.size()))
                        .with("MinSizeAllowed", Long.toString(MIN_PART_BYTES))
                        .with("PartNumber", Integer.toString(listed.get(i).partNumber()))
                        .with("ETag", part.etag());
            }
        }
        if (request.mpuObjectSize() != null && request.mpuObjectSize() != size) {
            throw Refusals.invalidRequest("The provided 'x-amz-mp-object-size' header value " + request.mpuObjectSize()
                    + " does not match what was computed: " + size);
        }
    }

    private void checkType(Upload upload) {
        var asked = request.checksumTypeAsString();
        if (asked != null
                && upload.checksumAlgorithm() != null
                && !asked.equals(upload.checksumType().name())) {
            throw Refusals.invalidRequest("The upload was created using the " + upload.checksumType()
                    + " checksum mode. The complete request must use the same checksum mode.");
        }
    }

    /** The object's checksum, held against the one the request gives. */
    private ChecksumValue checksum(Upload upload, List<Part> named) {
        var algorithm = upload.checksumAlgorithm() == null ? Incoming.DEFAULT_ALGORITHM : upload.checksumAlgorithm();
        var whole = upload.checksumType() == ChecksumValue.Type.COMPOSITE
                ? ChecksumValue.composite(
                        algorithm,
                        named.stream().map(part -> part.checksum().raw()).toList())
                : ChecksumValue.fullObject(
                        algorithm,
                        named.stream()
                                .map(part ->
                                        new ChecksumValue.Part(part.checksum().raw(), part.size()))
                                .toList());
        for (var each : Algorithm.values()) {
            var given = headers.apply(each.header()).orElse(null);
            if (given != null) {
                boolean same =
                        each == algorithm && (given.equals(whole.text()) || given.equals(withoutCount(whole.text())));
                if (!same) {
                    throw ChecksumClaim.mismatch(each);
                }
            }
        }
        return whole;
    }

    private static String withoutCount(String text) {
        int hyphen = text.lastIndexOf('-');
        return hyphen < 0 ? text : text.substring(0, hyphen);
    }

    private void checkPart(CompletedPart wanted, Part part, Upload upload) {
        for (var each : Algorithm.values()) {
            var given = given(wanted, each);
            boolean known = upload.checksumAlgorithm() == null
                    || each == part.checksum().algorithm();
            if (given != null && !(known && matches(given, each, part))) {
                throw invalidPart(wanted);
            }
        }
    }

    /** A checksum in another algorithm than the one kept was verified when the part came in. */
    private static boolean matches(String given, Algorithm algorithm, Part part) {
        return algorithm != part.checksum().algorithm()
                || given.equals(part.checksum().text());
    }

    private static String given(CompletedPart part, Algorithm algorithm) {
        return switch (algorithm) {
            case CRC32 -> part.checksumCRC32();
            case CRC32C -> part.checksumCRC32C();
            case CRC64NVME -> part.checksumCRC64NVME();
            case SHA1 -> part.checksumSHA1();
            case SHA256 -> part.checksumSHA256();
        };
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has MD5", impossible);
        }
    }
}
