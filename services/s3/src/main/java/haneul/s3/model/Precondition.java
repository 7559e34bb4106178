package haneul.s3.model;

import haneul.kernel.AwsException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What must hold of a key's current version for a write or delete to happen (S3 user guide, "Conditional requests").
 * Each may be null. {@code If-None-Match} also takes an entity tag, where S3 takes {@code *} alone.
 *
 * @param modified {@code x-amz-if-match-last-modified-time}, compared in seconds
 * @param size {@code x-amz-if-match-size}
 */
public record Precondition(String ifMatch, String ifNoneMatch, Instant modified, Long size) {
    public static final Precondition NONE = new Precondition(null, null, null, null);

    public static Precondition of(String ifMatch, String ifNoneMatch) {
        return ifMatch == null && ifNoneMatch == null ? NONE : new Precondition(ifMatch, ifNoneMatch, null, null);
    }

    /**
     * @param current version of the key, null when there is none
     * @throws AwsException {@code PreconditionFailed} 412, {@code NoSuchKey} 404 for {@code If-Match} without an object
     */
    public void checkWrite(String key, ObjectVersion current) {
        if (this == NONE) {
            return;
        }
        boolean absent = current == null || current.deleteMarker();
        if (ifMatch != null && absent) {
            throw noSuchKey(key);
        }
        if (ifMatch != null && !matches(ifMatch, current.etag())) {
            throw failed("If-Match");
        }
        if (ifNoneMatch != null && !absent && matches(ifNoneMatch, current.etag())) {
            throw failed("If-None-Match");
        }
    }

    /**
     * Deleting what is not there succeeds, whatever the condition.
     *
     * @param doomed the version that would go, null when there is none
     * @throws AwsException {@code PreconditionFailed} 412
     */
    public void checkDelete(ObjectVersion doomed) {
        if (this == NONE || doomed == null) {
            return;
        }
        if (ifMatch != null && (doomed.deleteMarker() || !matches(ifMatch, doomed.etag()))) {
            throw failed("If-Match");
        }
        if (modified != null
                && !seconds(modified).equals(seconds(doomed.listed().modified()))) {
            throw failed("x-amz-if-match-last-modified-time");
        }
        if (size != null && size != doomed.size()) {
            throw failed("x-amz-if-match-size");
        }
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Whether a list of entity tags, or {@code *}, names {@code etag}. S3 takes them with and without quotation marks.
     */
    public static boolean matches(String list, String etag) {
        int start = 0;
        while (start <= list.length()) {
            int comma = list.indexOf(',', start);
            int end = comma < 0 ? list.length() : comma;
            var one = bare(list.substring(start, end));
            if (one.equals("*") || one.equals(etag)) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }

    /** An entity tag without white space and quotation marks. */
    public static String bare(String etag) {
        var text = etag.strip();
        boolean quoted = text.length() >= 2 && text.charAt(0) == '"' && text.charAt(text.length() - 1) == '"';
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    public static AwsException failed(String condition) {
        return new AwsException(
                        "PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold")
                .with("Condition", condition);
    }

    public static AwsException noSuchKey(String key) {
        return new AwsException("NoSuchKey", 404, "The specified key does not exist.").with("Key", key);
    }
}
