package haneul.s3;

import haneul.kernel.Clock;
import haneul.kernel.Ids;
import haneul.s3.api.BodyChecksums;
import haneul.s3.api.BucketAbsences;
import haneul.s3.api.BucketAccess;
import haneul.s3.api.BucketCors;
import haneul.s3.api.BucketList;
import haneul.s3.api.BucketOwnership;
import haneul.s3.api.BucketPayment;
import haneul.s3.api.BucketPublicAccess;
import haneul.s3.api.BucketTagging;
import haneul.s3.api.BucketVersioning;
import haneul.s3.api.Buckets;
import haneul.s3.api.Cors;
import haneul.s3.api.Hosts;
import haneul.s3.api.Listings;
import haneul.s3.model.Catalog;
import haneul.s3.model.ContinuationTokens;
import haneul.storage.Storage;
import haneul.wire.Endpoint;
import haneul.wire.codec.ServiceModel;
import java.util.List;

/** The object store: the front door of this service. */
public final class S3 implements AutoCloseable {
    private final Endpoint endpoint;

    /**
     * @param limits the quotas of the profile
     * @param defaultRegion where buckets are that name no region
     * @param domains whose subdomains are buckets
     * @param model of the service {@code s3}
     */
    public S3(
            Storage storage,
            Clock clock,
            Ids ids,
            Limits limits,
            String defaultRegion,
            List<String> domains,
            ServiceModel model) {
        var catalog = new Catalog(storage.index());
        var hosts = new Hosts(domains);
        var access = new BucketAccess(catalog, hosts);
        var tokens = ContinuationTokens.open(storage.index(), ids);
        var cors = new Cors(catalog);
        endpoint = new Endpoint(model)
                .addressing(hosts)
                .intercept(cors)
                .stamper(cors)
                .bodyCheck(new BodyChecksums())
                .handler(new Buckets(catalog, access, limits, ids, defaultRegion))
                .handler(new BucketList(catalog, tokens))
                .handler(new BucketVersioning(catalog, access))
                .handler(new BucketOwnership(access))
                .handler(new BucketTagging(catalog, access))
                .handler(new BucketCors(catalog, access))
                .handler(new BucketPayment(catalog, access))
                .handler(new BucketPublicAccess(access))
                .handler(new BucketAbsences(access))
                .handler(new Listings(access, tokens));
    }

    /** What it puts on the wire. */
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
    }
}
