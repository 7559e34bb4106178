package haneul.models.conformance;

import java.util.List;
import java.util.stream.Stream;

/** What clients are known to do differently, each with its reason. A difference that is not here fails the test. */
final class KnownDifferences {
    private static final String NEWER = "the model is newer than the SDK's shapes";
    private static final String EVENTS = "streams events, which only the asynchronous client speaks";
    private static final String SECONDS = "the SDK sends these timestamps without their milliseconds";

    /** @param path what every difference must contain to be covered */
    private record Known(String service, String operation, String direction, String path, String reason) {}

    private static final List<Known> JAVA = List.of(
            new Known("*", "*", "shape", "the SDK has no such operation", NEWER),
            new Known("logs", "GetLogObject", "call", "no such method", EVENTS),
            new Known("logs", "StartLiveTail", "call", "no such method", EVENTS),
            new Known("s3", "SelectObjectContent", "call", "no such method", EVENTS),
            new Known("s3", "ListDirectoryBuckets", "request", "routed to ListBuckets",
                    "only the endpoint and the signing name s3express tell it from ListBuckets"),
            new Known("s3", "PutObject", "request", "/Content-Encoding",
                    "the client adds aws-chunked, the coding of its transfer"),
            new Known("s3", "UploadPart", "request", "/Content-Encoding",
                    "the client adds aws-chunked, the coding of its transfer"),
            new Known("ec2", "DescribeSpotFleetRequestHistory", "request", "/StartTime", SECONDS),
            new Known("ec2", "RequestSpotFleet", "request", "/SpotFleetRequestConfig/Valid", SECONDS));

    private KnownDifferences() {}

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
