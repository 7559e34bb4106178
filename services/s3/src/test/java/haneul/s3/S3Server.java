package haneul.s3;

import haneul.kernel.Arn;
import haneul.kernel.AwsException;
import haneul.kernel.FolderDisk;
import haneul.kernel.Ids;
import haneul.kernel.ManualClock;
import haneul.kernel.RandomIds;
import haneul.models.Models;
import haneul.storage.EngineOptions;
import haneul.storage.RocksIndex;
import haneul.storage.Storage;
import haneul.storage.StorageEngine;
import haneul.wire.Admin;
import haneul.wire.Caller;
import haneul.wire.Credentials.Credential;
import haneul.wire.Gateway;
import haneul.wire.Throttle;
import haneul.wire.http.JettyServer;
import haneul.wire.http.ServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** A whole S3 for tests: real storage in a folder, real HTTP on a free port, real signatures. */
public final class S3Server implements AutoCloseable {
    public static final String REGION = "ap-northeast-2";
    public static final String ACCOUNT = "000000000000";
    public static final String KEY = "AKIAIOSFODNN7EXAMPLE";
    public static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    public static final String OTHER_KEY = "AKIAI44QH8DHBEXAMPLE";
    public static final String OTHER_ACCOUNT = "111122223333";

    private final List<AutoCloseable> open = new ArrayList<>();
    private final ManualClock clock = new ManualClock(Instant.now());
    private final Storage storage;
    private final JettyServer http;

    private S3Server(Path folder, Limits limits) throws IOException {
        Ids ids = new RandomIds();
        storage = new StorageEngine(
                new FolderDisk(folder), ids, EngineOptions.small(), new RocksIndex(folder.resolve("index"), 8 << 20));
        var s3 = new S3(storage, clock, ids, limits, REGION, List.of("localhost"), Models.service("s3"));
        open.addFirst(storage);
        open.addFirst(s3);
        var gateway = new Gateway(
                clock,
                InstantSource.system(),
                ids,
                S3Server::credential,
                (call, action, resource) -> {
                    if (call.caller().anonymous()) {
                        throw new AwsException("AccessDenied", 403, "Access Denied");
                    }
                },
                (call, status, error) -> {},
                REGION,
                Admin.NONE,
                Throttle.NONE);
        gateway.serve(s3.endpoint());
        http = new JettyServer(ServerOptions.loopback(0), ids, gateway::handle, null);
        open.addFirst(http);
        http.start();
    }

    public static S3Server start(Path folder) {
        return start(folder, Limits.aws());
    }

    public static S3Server start(Path folder, Limits limits) {
        try {
            return new S3Server(folder, limits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Credential> credential(String accessKeyId) {
        var account = accessKeyId.equals(KEY) ? ACCOUNT : accessKeyId.equals(OTHER_KEY) ? OTHER_ACCOUNT : null;
        return Optional.ofNullable(account)
                .map(id -> new Credential(
                        accessKeyId, SECRET, null, new Caller(id, Arn.of("iam", "", id, "root"), accessKeyId)));
    }

    public Storage storage() {
        return storage;
    }

    public ManualClock clock() {
        return clock;
    }

    public int port() {
        return http.port();
    }

    public URI uri(String rawPath) {
        return URI.create("http://127.0.0.1:" + port() + rawPath);
    }

    public S3Client client() {
        return client(KEY, REGION);
    }

    public S3Client client(String accessKeyId, String region) {
        var client = S3Client.builder()
                .endpointOverride(uri(""))
                .forcePathStyle(true)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, SECRET)))
                .overrideConfiguration(configuration -> configuration
                        .retryStrategy(RetryMode.STANDARD)
                        .retryStrategy(strategy -> strategy.maxAttempts(1)))
                .build();
        open.addFirst(client);
        return client;
    }

    public S3Presigner presigner() {
        var presigner = S3Presigner.builder()
                .endpointOverride(uri(""))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .region(Region.of(REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, SECRET)))
                .build();
        open.addFirst(presigner);
        return presigner;
    }

    @Override
    public void close() throws Exception {
        for (var each : open) {
            each.close();
        }
    }
}
