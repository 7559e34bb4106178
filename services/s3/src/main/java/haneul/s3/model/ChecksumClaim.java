package haneul.s3.model;

import haneul.kernel.AwsException;
import haneul.s3.model.Checksum.Algorithm;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The checksum a client says its body has: in a header, or announced to follow in a trailer (S3 API reference,
 * PutObject, "x-amz-checksum-…").
 */
public final class ChecksumClaim {
    private static final String SDK_ALGORITHM = "x-amz-sdk-checksum-algorithm";

    private final Algorithm algorithm;
    private final byte[] value;

    private ChecksumClaim(Algorithm algorithm, byte[] value) {
        this.algorithm = algorithm;
        this.value = value;
    }

    /**
     * What the request claims; empty when it claims nothing.
     *
     * @param headers a request header by its lower-case name
     * @param announcedTrailers names of {@code x-amz-trailer}, lower case
     * @throws AwsException InvalidRequest for more than one checksum, a value that is no base64 of the algorithm's
     *     length, or an {@code x-amz-sdk-checksum-algorithm} that is unknown or that no checksum comes with
     */
    public static Optional<ChecksumClaim> of(
            Function<String, Optional<String>> headers, Set<String> announcedTrailers) {
        ChecksumClaim claim = null;
        for (var algorithm : Algorithm.values()) {
            var value = headers.apply(algorithm.header());
            boolean trails = announcedTrailers.contains(algorithm.header());
            if (value.isEmpty() && !trails) {
                continue;
            }
            if (claim != null || value.isPresent() && trails) {
                throw invalid("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
            }
            claim = new ChecksumClaim(
                    algorithm, value.map(text -> decode(algorithm, text)).orElse(null));
        }
        for (var name : announcedTrailers) {
            if (Algorithm.ofHeader(name).isEmpty()) {
                throw invalid("The value specified in the x-amz-trailer header is not supported");
            }
        }
        checkSdkAlgorithm(headers.apply(SDK_ALGORITHM), claim);
        return Optional.ofNullable(claim);
    }

    /** @throws AwsException InvalidRequest when the text is not base64 of the algorithm's length */
    public static byte[] decode(Algorithm algorithm, String text) {
        return algorithm
                .parse(text)
                .orElseThrow(() -> invalid("Value for " + algorithm.header() + " header is invalid."));
    }

    /** @throws AwsException InvalidRequest when AWS knows no such algorithm */
    public static Algorithm algorithm(String name) {
        return Algorithm.named(name)
                .orElseThrow(() -> invalid(
                        "Checksum algorithm provided is unsupported. Please try again with any of the valid types: "
                                + Arrays.toString(Algorithm.values())));
    }

    public Algorithm algorithm() {
        return algorithm;
    }

    /** Whether the value comes after the body. */
    public boolean trails() {
        return value == null;
    }

    /**
     * Compares with what was computed.
     *
     * @param computed raw checksum of the body, of {@link #algorithm()}
     * @param trailers by lower-case name, complete
     * @throws AwsException BadDigest when the claim does not hold, InvalidRequest when the trailer is no checksum,
     *     MalformedTrailerError when it never came
     */
    public void verify(byte[] computed, Map<String, String> trailers) {
        if (!MessageDigest.isEqual(expected(trailers), computed)) {
            throw mismatch(algorithm);
        }
    }

    /** The error of a body that does not have the checksum its sender gave. */
    public static AwsException mismatch(Algorithm algorithm) {
        return new AwsException(
                "BadDigest", 400, "The " + algorithm + " you specified did not match the calculated checksum.");
    }

    private byte[] expected(Map<String, String> trailers) {
        if (value != null) {
            return value;
        }
        var text = trailers.get(algorithm.header());
        if (text == null) {
            throw new AwsException(
                    "MalformedTrailerError",
                    400,
                    "The request contained trailing data that was not "
                            + "well-formed or did not conform to our published schema.");
        }
        return decode(algorithm, text.strip());
    }

    private static void checkSdkAlgorithm(Optional<String> name, ChecksumClaim claim) {
        if (name.isEmpty()) {
            return;
        }
        var algorithm = Algorithm.named(name.get())
                .orElseThrow(() -> invalid("Value for x-amz-sdk-checksum-algorithm header is invalid."));
        if (claim == null) {
            throw invalid("x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or "
                    + "x-amz-trailer headers were found.");
        }
        if (claim.algorithm != algorithm) {
            throw invalid("Value for x-amz-sdk-checksum-algorithm header is invalid.");
        }
    }

    private static AwsException invalid(String message) {
        return new AwsException("InvalidRequest", 400, message);
    }
}
