package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.Bucket;
import haneul.s3.model.CanonicalUser;
import haneul.s3.model.Catalog;
import haneul.s3.model.ContinuationTokens;
import haneul.s3.model.Regions;
import haneul.storage.Keys;
import haneul.wire.Action;
import haneul.wire.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.Owner;

/** The buckets of an account, by name. */
public final class BucketList {
    private static final int MAX_BUCKETS = 10_000;
    private static final int PAGE_ROWS = 1_000;
    private static final String SCOPE = "buckets of ";

    private final Catalog catalog;
    private final ContinuationTokens tokens;

    public BucketList(Catalog catalog, ContinuationTokens tokens) {
        this.catalog = catalog;
        this.tokens = tokens;
    }

    @Action("s3:ListAllMyBuckets")
    public ListBucketsResponse listBuckets(ListBucketsRequest request, Call call) {
        var account = call.caller().account();
        int limit = limit(request.maxBuckets());
        if (request.bucketRegion() != null && !Regions.exists(request.bucketRegion())) {
            throw Refusals.invalidArgument(
                    "Argument value " + request.bucketRegion() + " is not a valid AWS Region",
                    "bucket-region",
                    request.bucketRegion());
        }
        var found = find(from(request, account), limit + 1, wanted(request, account));
        boolean truncated = found.size() > limit;
        var page = truncated ? found.subList(0, limit) : found;
        var last = truncated
                ? tokens.seal(SCOPE + account, Catalog.name(page.getLast().name()))
                : null;
        return ListBucketsResponse.builder()
                .owner(Owner.builder().id(CanonicalUser.of(account)).build())
                .buckets(page.stream()
                        .map(bucket -> shape(bucket, detailed(request)))
                        .toList())
                .prefix(request.prefix())
                .continuationToken(last)
                .build();
    }

    private static int limit(Integer asked) {
        if (asked == null) {
            return MAX_BUCKETS;
        }
        if (asked < 1 || asked > MAX_BUCKETS) {
            throw Refusals.invalidArgument(
                    "Argument max-buckets must be an integer between 1 and " + MAX_BUCKETS,
                    "max-buckets",
                    asked.toString());
        }
        return asked;
    }

    private byte[] from(ListBucketsRequest request, String account) {
        var token = request.continuationToken();
        if (token != null && !token.isEmpty()) {
            return tokens.open(SCOPE + account, token).map(Keys::after).orElseThrow(BucketList::wrongToken);
        }
        return request.prefix() == null ? null : Catalog.name(request.prefix());
    }

    private static AwsException wrongToken() {
        return new AwsException("InvalidArgument", 400, "The continuation token provided is incorrect")
                .with("ArgumentName", "continuation-token");
    }

    private static Predicate<Bucket> wanted(ListBucketsRequest request, String account) {
        return bucket -> bucket.owner().equals(account)
                && (request.prefix() == null || bucket.name().startsWith(request.prefix()))
                && (request.bucketRegion() == null || bucket.region().equals(request.bucketRegion()));
    }

    private List<Bucket> find(byte[] start, int limit, Predicate<Bucket> wanted) {
        var found = new ArrayList<Bucket>();
        byte[] from = start;
        boolean complete = false;
        while (!complete) {
            var page = catalog.table().scan(from, PAGE_ROWS);
            for (var row : page.rows()) {
                if (wanted.test(row.record())) {
                    found.add(row.record());
                    if (found.size() == limit) {
                        return found;
                    }
                }
            }
            complete = page.complete() || page.rows().isEmpty();
            from = complete ? null : Keys.after(page.rows().getLast().name());
        }
        return found;
    }

    /** AWS tells the region of each bucket when the request has at least one parameter. */
    private static boolean detailed(ListBucketsRequest request) {
        return request.maxBuckets() != null
                || request.prefix() != null
                || request.bucketRegion() != null
                || request.continuationToken() != null;
    }

    private static software.amazon.awssdk.services.s3.model.Bucket shape(Bucket bucket, boolean detailed) {
        return software.amazon.awssdk.services.s3.model.Bucket.builder()
                .name(bucket.name())
                .creationDate(bucket.created())
                .bucketRegion(detailed ? bucket.region() : null)
                .build();
    }
}
