package haneul.s3.model;

import haneul.kernel.AwsException;
import java.util.List;
import java.util.regex.Pattern;

/** The names a general purpose bucket may have (S3 user guide, "General purpose bucket naming rules"). */
public final class BucketName {
    private static final int MIN_CHARACTERS = 3;
    private static final int MAX_CHARACTERS = 63;
    /** Labels of lower-case letters, digits and hyphens that begin and end with a letter or digit. */
    private static final Pattern LABELS =
            Pattern.compile("[a-z0-9](?:[a-z0-9-]*+(?<!-))?(?:\\.[a-z0-9](?:[a-z0-9-]*+(?<!-))?)*+");

    private static final Pattern IP_ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
    private static final List<String> RESERVED_PREFIXES = List.of("xn--", "sthree-", "amzn-s3-demo-");
    private static final List<String> RESERVED_SUFFIXES =
            List.of("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3");
    private static final String ACCOUNT_REGIONAL = "-an";

    private BucketName() {}

    /** Whether a new bucket in the shared global namespace may have the name. */
    public static boolean valid(String name) {
        return wellFormed(name) && !name.endsWith(ACCOUNT_REGIONAL);
    }

    /**
     * @throws AwsException {@code InvalidBucketName} unless a new bucket in the shared global namespace may have it
     */
    public static void check(String name) {
        if (!valid(name)) {
            throw invalid(name);
        }
    }

    /**
     * @throws AwsException {@code InvalidBucketName} unless a new bucket in the namespace of the account and region may
     *     have the name: it ends with {@code -account-region-an}
     */
    public static void check(String name, String account, String region) {
        if (!wellFormed(name) || !name.endsWith("-" + account + "-" + region + ACCOUNT_REGIONAL)) {
            throw invalid(name);
        }
    }

    private static boolean wellFormed(String name) {
        return name.length() >= MIN_CHARACTERS
                && name.length() <= MAX_CHARACTERS
                && LABELS.matcher(name).matches()
                && !IP_ADDRESS.matcher(name).matches()
                && RESERVED_PREFIXES.stream().noneMatch(name::startsWith)
                && RESERVED_SUFFIXES.stream().noneMatch(name::endsWith);
    }

    private static AwsException invalid(String name) {
        return new AwsException("InvalidBucketName", 400, "The specified bucket is not valid.")
                .with("BucketName", name);
    }
}
