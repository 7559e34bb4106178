package haneul.models.conformance;

import java.util.List;
import java.util.stream.Stream;

/** What clients are known to do differently, each with its reason. A difference that is not here fails the test. */
final class KnownDifferences {
    private static final String NEWER = "the model is newer than the SDK's shapes";
    private static final String EVENTS = "streams events, which only the asynchronous client speaks";
    private static final String EXPRESS = "only the endpoint and the signing name s3express tell it from ListBuckets";
    private static final String SUPERSEDED = "another operation has taken over its route";
    private static final String NO_DATE = "boto3 drops a value that is no date; ExpiresString keeps it";
    private static final String SECONDS = "the SDK sends these timestamps without their milliseconds";

    /** @param path what every difference must contain to be covered */
    private record Known(String service, String operation, String direction, String path, String reason) {}

    private static final List<Known> JAVA = List.of(
            new Known("*", "*", "shape", "the SDK has no such operation", NEWER),
            new Known("logs", "GetLogObject", "call", "no such method", EVENTS),
            new Known("logs", "StartLiveTail", "call", "no such method", EVENTS),
            new Known("s3", "SelectObjectContent", "call", "no such method", EVENTS),
            new Known("s3", "ListDirectoryBuckets", "request", "routed to ListBuckets", EXPRESS),
            new Known(
                    "s3",
                    "PutObject",
                    "request",
                    "/Content-Encoding",
                    "the client adds aws-chunked, the coding of its transfer"),
            new Known(
                    "s3",
                    "UploadPart",
                    "request",
                    "/Content-Encoding",
                    "the client adds aws-chunked, the coding of its transfer"),
            new Known("ec2", "DescribeSpotFleetRequestHistory", "request", "/StartTime", SECONDS),
            new Known("ec2", "RequestSpotFleet", "request", "/SpotFleetRequestConfig/Valid", SECONDS));

    private static final List<Known> BOTO = List.of(
            new Known("*", "*", "request", "the SDK has no such operation", NEWER),
            new Known("*", "*", "request", ": unknown: null", NEWER),
            new Known("importexport", "*", "request", "the class path has no shape", "the SDK has no such service"),
            new Known("*", "*", "request", "/UserData: expected", "boto3 sends it in Base64"),
            new Known("logs", "*", "response", "First event was not of type initial-response", EVENTS),
            new Known("s3", "*", "request", "routed to GetBucketLifecycleConfiguration", SUPERSEDED),
            new Known("s3", "*", "request", "routed to GetBucketNotificationConfiguration", SUPERSEDED),
            new Known("s3", "*", "request", "routed to PutBucketLifecycleConfiguration", SUPERSEDED),
            new Known("s3", "*", "request", "routed to PutBucketNotificationConfiguration", SUPERSEDED),
            new Known("s3", "ListDirectoryBuckets", "request", "routed to ListBuckets", EXPRESS),
            new Known(
                    "s3control",
                    "DescribeJob",
                    "response",
                    "must have one and only one member set",
                    "the filled answer sets every member of a union"),
            new Known("s3", "GetObject", "response", "/Expires: missing", NO_DATE),
            new Known("s3", "HeadObject", "response", "/Expires: missing", NO_DATE));

    private KnownDifferences() {}

    static boolean coveredForBoto(String service, String operation, String direction, List<String> differences) {
        return covered(BOTO.stream(), service, operation, direction, differences);
    }

    static boolean coveredForJava(String service, String operation, String direction, List<String> differences) {
        return covered(JAVA.stream(), service, operation, direction, differences);
    }

    private static boolean covered(
            Stream<Known> table, String service, String operation, String direction, List<String> differences) {
        var entries = table.filter(known -> fits(known.service, service)
                        && fits(known.operation, operation)
                        && fits(known.direction, direction))
                .toList();
        return differences.stream().allMatch(d -> entries.stream().anyMatch(known -> d.contains(known.path)));
    }

    private static boolean fits(String pattern, String name) {
        return pattern.equals("*") || pattern.equals(name);
    }
}
