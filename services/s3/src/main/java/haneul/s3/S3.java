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
import haneul.s3.api.Copies;
import haneul.s3.api.Cors;
import haneul.s3.api.Deletions;
import haneul.s3.api.Hosts;
import haneul.s3.api.Listings;
import haneul.s3.api.ObjectDetails;
import haneul.s3.api.ObjectReader;
import haneul.s3.api.ObjectTagging;
import haneul.s3.api.ObjectWriter;
import haneul.s3.api.Objects;
import haneul.s3.api.PostForms;
import haneul.s3.api.UploadListings;
import haneul.s3.api.UploadParts;
import haneul.s3.api.Uploads;
import haneul.s3.model.Catalog;
import haneul.s3.model.ContinuationTokens;
import haneul.s3.model.Multipart;
import haneul.s3.model.Sequence;
import haneul.s3.model.Trash;
import haneul.s3.model.Versions;
import haneul.s3.plane.ContentStore;
import haneul.s3.plane.Reclaimer;
import haneul.storage.Storage;
import haneul.wire.Endpoint;
import haneul.wire.codec.ServiceModel;
import java.util.List;

/** The object store: the front door of this service. */
public final class S3 implements AutoCloseable {
    private static final int MIB = 1 << 20;
    private static final int MIN_BUFFERS = 16;
    private static final int MAX_BUFFERS = 256;

    private final Endpoint endpoint;
    private final Reclaimer reclaimer;

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
        var sequence = new Sequence(clock, ids);
        reclaimer = new Reclaimer(storage.index(), catalog);
        catalog.whenDeleted(reclaimer::nudge);
        var trash = new Trash(sequence, reclaimer::nudge);
        var contents = new ContentStore(storage, sequence, buffers(), reclaimer::released);
        var versions = new Versions(catalog, sequence, clock, ids, trash);
        var multipart = new Multipart(catalog, sequence, clock, ids, trash, versions);
        var reader = new ObjectReader(versions, contents);
        var writer = new ObjectWriter(versions, contents);
        endpoint = new Endpoint(model)
                .selfSigned(new PostForms(catalog, access, writer, model))
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
                .handler(new Listings(access, tokens))
                .handler(new Objects(access, writer, reader))
                .handler(new Deletions(access, versions))
                .handler(new Copies(access, writer, reader, versions, contents))
                .handler(new ObjectDetails(access, reader, contents))
                .handler(new ObjectTagging(access, reader, versions))
                .handler(new Uploads(access, multipart, versions, sequence))
                .handler(new UploadParts(access, writer, reader, multipart, contents))
                .handler(new UploadListings(access, multipart));
        reclaimer.start(contents);
    }

    /** How many uploads may hold an extent's buffer together: a quarter of what the runtime lets buffers take. */
    private static int buffers() {
        return (int) Math.clamp(Runtime.getRuntime().maxMemory() / 4 / MIB, MIN_BUFFERS, MAX_BUFFERS);
    }

    /** What it puts on the wire. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Ends what runs in the background; to be called before the storage closes. */
    @Override
    public void close() {
        reclaimer.close();
    }
}
