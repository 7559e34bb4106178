package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.ListedVersion;
import haneul.s3.model.Precondition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The conditional headers of reads and copy sources, in the precedence of RFC 9110 section 13.2.2, which S3 follows: an
 * entity tag decides alone where a date is given as well. Each may be null.
 *
 * @param prefix before the names of the headers in errors
 */
record ReadConditions(
        String prefix, String ifMatch, String ifNoneMatch, Instant ifModifiedSince, Instant ifUnmodifiedSince) {
    /**
     * Whether the object is as the client has it already, which a read answers with 304.
     *
     * @throws AwsException {@code PreconditionFailed} 412
     */
    boolean unchanged(ListedVersion version) {
        if (ifMatch != null) {
            if (!Precondition.matches(ifMatch, version.etag())) {
                throw Precondition.failed(prefix + "If-Match");
            }
        } else if (ifUnmodifiedSince != null && modified(version).isAfter(ifUnmodifiedSince)) {
            throw Precondition.failed(prefix + "If-Unmodified-Since");
        }
        return ifNoneMatch != null
                ? Precondition.matches(ifNoneMatch, version.etag())
                : ifModifiedSince != null && !modified(version).isAfter(ifModifiedSince);
    }

    /**
     * A copy is not made of an object that the client has already. @throws AwsException {@code PreconditionFailed} 412
     */
    void require(ListedVersion version) {
        if (unchanged(version)) {
            throw Precondition.failed(prefix + (ifNoneMatch != null ? "If-None-Match" : "If-Modified-Since"));
        }
    }

    /** Dates in headers have whole seconds. */
    private static Instant modified(ListedVersion version) {
        return version.modified().truncatedTo(ChronoUnit.SECONDS);
    }
}
