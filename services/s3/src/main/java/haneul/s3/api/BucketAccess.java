package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.Bucket;
import haneul.s3.model.Catalog;
import haneul.wire.Call;
import java.util.regex.Pattern;

/**
 * The way into a bucket for every operation: it exists, the request was sent to its region, the caller expects its
 * owner, and pays where the bucket asks for that.
 */
public final class BucketAccess {
    private static final String EXPECTED_OWNER = "x-amz-expected-bucket-owner";
    private static final String EXPECTED_SOURCE_OWNER = "x-amz-source-expected-bucket-owner";
    private static final String REQUEST_PAYER = "x-amz-request-payer";

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    private final Catalog catalog;
    private final Hosts hosts;

    public BucketAccess(Catalog catalog, Hosts hosts) {
        this.catalog = catalog;
        this.hosts = hosts;
    }

    /**
     * The bucket a call is addressed to.
     *
     * @throws AwsException {@code NoSuchBucket}, {@code PermanentRedirect} when the host names another region than the
     *     bucket's, {@code AuthorizationHeaderMalformed} when the signature does, {@code AccessDenied} when the owner
     *     is another one than expected or a requester who must pay does not say that they will
     */
    public Catalog.Entry enter(String name, Call call) {
        var entry = catalog.require(name);
        checkRegion(entry.bucket(), call);
        checkOwner(entry.bucket(), EXPECTED_OWNER, call);
        checkPayer(entry.bucket(), call);
        return entry;
    }

    /** The bucket a copy reads from, which may be in any region. Throws as {@link #enter} does but for the region. */
    public Catalog.Entry enterSource(String name, Call call) {
        var entry = catalog.require(name);
        checkOwner(entry.bucket(), EXPECTED_SOURCE_OWNER, call);
        checkPayer(entry.bucket(), call);
        return entry;
    }

    private void checkRegion(Bucket bucket, Call call) {
        var named = hosts.named(call.exchange().host()).region();
        if (named.isPresent() && !named.get().equals(bucket.region())) {
            throw new AwsException(
                            "PermanentRedirect",
                            301,
                            "The bucket you are attempting to access must be addressed using the specified endpoint. "
                                    + "Please send all future requests to this endpoint.")
                    .with("Endpoint", bucket.name() + ".s3." + bucket.region() + ".amazonaws.com")
                    .with("Bucket", bucket.name())
                    .withHeader("x-amz-bucket-region", bucket.region());
        }
        if (!call.caller().anonymous() && !call.region().equals(bucket.region())) {
            throw wrongRegion(call.region(), bucket.region());
        }
    }

    /** The error of a signature for another region, which tells clients the right one. */
    static AwsException wrongRegion(String wrong, String right) {
        return new AwsException(
                        "AuthorizationHeaderMalformed",
                        400,
                        "The authorization header is malformed; the region '" + wrong + "' is wrong; expecting '"
                                + right + "'")
                .with("Region", right)
                .withHeader("x-amz-bucket-region", right);
    }

    private static void checkOwner(Bucket bucket, String header, Call call) {
        var expected = call.exchange().header(header);
        if (expected.isPresent() && !ACCOUNT.matcher(expected.get()).matches()) {
            throw new AwsException(
                    "InvalidBucketOwnerAWSAccountID",
                    400,
                    "The value of the expected bucket owner parameter must be an AWS account ID");
        }
        if (expected.isPresent() && !expected.get().equals(bucket.owner())) {
            throw Refusals.accessDenied();
        }
    }

    private static void checkPayer(Bucket bucket, Call call) {
        boolean others =
                bucket.payer().equals("Requester") && !call.caller().account().equals(bucket.owner());
        if (others
                && !call.exchange()
                        .header(REQUEST_PAYER)
                        .filter("requester"::equals)
                        .isPresent()) {
            throw Refusals.accessDenied();
        }
    }
}
