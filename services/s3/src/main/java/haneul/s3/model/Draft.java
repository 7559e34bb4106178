package haneul.s3.model;

import java.time.Instant;
import java.util.Map;

/**
 * An object version before it has a place: all but its sequence and version id.
 *
 * @param modified null for the moment it is stored
 * @param parts 0 when it was put in one piece
 * @param uploadId null when it was put in one piece
 */
public record Draft(
        long size,
        String etag,
        Instant modified,
        String storageClass,
        ChecksumValue checksum,
        String owner,
        Headers headers,
        Map<String, String> tags,
        Body body,
        int parts,
        String uploadId) {
    /** What deletes an object of a versioned bucket without losing it. */
    static Draft deleteMarker(String owner) {
        return new Draft(0, null, null, "STANDARD", null, owner, Headers.NONE, Map.of(), Body.EMPTY, 0, null);
    }

    ObjectVersion placed(long sequence, String versionId, Instant now, long nullSequence) {
        var listed = new ListedVersion(
                sequence,
                versionId,
                etag == null,
                modified == null ? now : modified,
                size,
                etag,
                storageClass,
                checksum,
                owner);
        return new ObjectVersion(listed, headers, tags, body, parts, uploadId, nullSequence);
    }
}
