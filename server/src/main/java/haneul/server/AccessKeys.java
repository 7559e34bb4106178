package haneul.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import haneul.kernel.Arn;
import haneul.kernel.AwsException;
import haneul.kernel.Clock;
import haneul.kernel.Ids;
import haneul.storage.Batch;
import haneul.storage.Index;
import haneul.storage.Partition;
import haneul.storage.Table;
import haneul.wire.Caller;
import haneul.wire.Credentials;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The access keys of the root account: the root key and at most {@value #LIMIT} further ones, which are durable rows.
 * All are held in memory, because every request looks one up.
 */
final class AccessKeys implements Credentials {
    static final int LIMIT = 100;
    private static final Partition PARTITION = new Partition(3, 0);

    private final Table<AccessKey> table;
    private final Index index;
    private final Clock clock;
    private final Ids ids;
    private final Caller root;
    private final Map<String, Credential> credentials = new ConcurrentHashMap<>();
    private final RootKey rootKey;

    AccessKeys(Index index, Clock clock, Ids ids, RootKey rootKey, String account) {
        this.index = index;
        this.clock = clock;
        this.ids = ids;
        this.rootKey = rootKey;
        this.root = new Caller(account, Arn.of("iam", "", account, "root"), rootKey.accessKeyId());
        this.table = new Table<>(index, PARTITION, new byte[] {'k'}, AccessKey::encode, AccessKey::decode);
        list().forEach(this::remember);
        remember(new AccessKey(rootKey.accessKeyId(), rootKey.secretAccessKey(), clock.now()));
    }

    private void remember(AccessKey key) {
        var caller = new Caller(root.account(), root.arn(), key.accessKeyId());
        credentials.put(key.accessKeyId(), new Credential(key.accessKeyId(), key.secretAccessKey(), null, caller));
    }

    @Override
    public Optional<Credential> find(String accessKeyId) {
        return Optional.ofNullable(credentials.get(accessKeyId));
    }

    /** The further keys, oldest first. */
    List<AccessKey> list() {
        return table.scan(null, LIMIT).rows().stream()
                .map(row -> row.record())
                .sorted(Comparator.comparing(AccessKey::created))
                .toList();
    }

    /**
     * Makes a key that may do what the root key may do; durable when it returns.
     *
     * @throws AwsException LimitExceeded when there are {@value #LIMIT} already
     */
    synchronized AccessKey create() {
        if (credentials.size() > LIMIT) {
            throw new AwsException(
                    "LimitExceeded",
                    409,
                    "The root account has " + LIMIT + " further access keys already; delete one first");
        }
        var random = RootKey.random(ids);
        var key = new AccessKey(random.accessKeyId(), random.secretAccessKey(), clock.now());
        var batch = new Batch();
        table.put(batch, key.accessKeyId().getBytes(US_ASCII), key);
        index.apply(PARTITION, batch);
        remember(key);
        return key;
    }

    /**
     * Ends a key: no request signed with it passes once this returns.
     *
     * @throws AwsException NoSuchEntity when it does not exist, DeleteConflict when it is the root key
     */
    synchronized void delete(String accessKeyId) {
        if (accessKeyId.equals(rootKey.accessKeyId())) {
            throw new AwsException(
                    "DeleteConflict", 409, "The root key cannot be deleted; HANEUL_ROOT_ACCESS_KEY replaces it");
        }
        if (!credentials.containsKey(accessKeyId)) {
            throw new AwsException("NoSuchEntity", 404, "The access key with id " + accessKeyId + " cannot be found.");
        }
        var batch = new Batch();
        table.delete(batch, accessKeyId.getBytes(US_ASCII));
        index.apply(PARTITION, batch);
        credentials.remove(accessKeyId);
    }
}
