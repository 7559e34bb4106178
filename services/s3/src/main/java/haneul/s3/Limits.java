package haneul.s3;

/**
 * The quotas of a profile.
 *
 * @param bucketsPerAccount general purpose buckets one account may own (Service Quotas L-DC2B2D3D)
 */
public record Limits(int bucketsPerAccount) {
    public Limits {
        if (bucketsPerAccount < 1) {
            throw new IllegalArgumentException("An account may own at least 1 bucket, not " + bucketsPerAccount);
        }
    }

    /** AWS since November 2024. */
    public static Limits aws() {
        return new Limits(10_000);
    }

    /** AWS before November 2024. */
    public static Limits classic() {
        return new Limits(100);
    }

    /** @throws IllegalArgumentException when the profile is neither {@code aws} nor {@code classic} */
    public static Limits of(String profile) {
        return switch (profile) {
            case "aws" -> aws();
            case "classic" -> classic();
            default -> throw new IllegalArgumentException("'" + profile + "' is no profile; known are aws and classic");
        };
    }
}
