package haneul.s3.model;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.regions.Region;

/** The regions a bucket can be in: those of AWS's standard partition. */
public final class Regions {
    /** The region that S3 shows as an empty location and whose endpoint creates buckets everywhere. */
    public static final String CLASSIC = "us-east-1";

    private static final Pattern OTHER_PARTITION = Pattern.compile("aws-.*|cn-.*|us-gov-.*|us-iso.*|eu-iso.*|eusc-.*");
    private static final Set<String> NAMES = Region.regions().stream()
            .map(Region::id)
            .filter(id -> !OTHER_PARTITION.matcher(id).matches())
            .collect(Collectors.toUnmodifiableSet());

    private Regions() {}

    public static boolean exists(String name) {
        return NAMES.contains(name);
    }

    /** The region that a location constraint of CreateBucket names; {@code EU} is the old name of Ireland. */
    public static Optional<String> ofConstraint(String constraint) {
        if (constraint.equals("EU")) {
            return Optional.of("eu-west-1");
        }
        return exists(constraint) && !constraint.equals(CLASSIC) ? Optional.of(constraint) : Optional.empty();
    }
}
