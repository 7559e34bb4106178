package haneul.wire.http;

import haneul.kernel.Ids;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/**
 * The cloud's own certificate authority: made once, on first use, kept in a folder, and trusted by clients that are
 * pointed to its certificate. It signs a certificate for each host name that clients ask for, within its domains,
 * because no wildcard covers {@code bucket.localhost} (clients refuse wildcards directly below a top-level domain).
 *
 * <p>The authority's key never leaves a file that only its owner can read; servers' keys live in memory alone. Several
 * processes may open the same folder.
 */
public final class LocalAuthority {
    private static final String CERTIFICATE = "ca.pem";
    private static final String KEY = "ca.key";
    private static final Duration LIFE = Duration.ofDays(3650);

    private final Path folder;
    private final List<String> names;
    private final List<String> domains;
    private final Ids ids;
    private final InstantSource realTime;

    /**
     * @param folder made when absent, readable by its owner alone
     * @param names host names, wildcards and addresses that the certificate has for clients that ask for no name
     * @param domains below which a certificate is made for any name that is asked for, such as {@code localhost}
     * @param realTime certificates are judged by clients' clocks, so not the cloud's
     */
    public LocalAuthority(Path folder, List<String> names, List<String> domains, Ids ids, InstantSource realTime) {
        this.folder = folder;
        this.names = List.copyOf(names);
        this.domains = List.copyOf(domains);
        this.ids = ids;
        this.realTime = realTime;
    }

    /**
     * As the constructor, with the names a cloud on this machine goes by: {@code localhost}, AWS's own in one region,
     * and those below further {@code domains}.
     */
    public static LocalAuthority standard(
            Path folder, String region, Collection<String> domains, Ids ids, InstantSource realTime) {
        var all = new LinkedHashSet<>(List.of("localhost", "amazonaws.com"));
        all.addAll(domains);
        var names = new ArrayList<>(List.of("127.0.0.1", "::1"));
        for (var domain : all) {
            names.addAll(List.of(
                    domain,
                    "*." + domain,
                    "*." + region + "." + domain,
                    "*.s3." + domain,
                    "*.s3." + region + "." + domain));
        }
        return new LocalAuthority(folder, names, List.copyOf(all), ids, realTime);
    }

    /** The authority's certificate in PEM, for clients to trust; the authority is made when there is none. */
    public Path bundle() throws IOException {
        open();
        return folder.resolve(CERTIFICATE);
    }

    /** For a server: answers each client with a certificate of the name it asked for. */
    public SSLContext context() {
        try {
            var root = open();
            var context = SSLContext.getInstance("TLS");
            var issued = new IssuedCertificates(root.key(), root.certificate(), names, domains, ids, realTime);
            context.init(new KeyManager[] {issued}, null, null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no certificates can be made: " + e.getMessage(), e);
        }
    }

    private record Root(PrivateKey key, X509Certificate certificate) {}

    private Root open() throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (var channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = Locks.hold(channel)) {
            return Files.exists(folder.resolve(CERTIFICATE)) ? load() : make();
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate authority in " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    private Root load() throws IOException, GeneralSecurityException {
        var certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(folder.resolve(CERTIFICATE))));
        var text = Files.readString(folder.resolve(KEY)).replaceAll("-----[A-Z ]+-----", "");
        var key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text)));
        return new Root(key, certificate);
    }

    private Root make() throws IOException, GeneralSecurityException {
        KeyPair keys = Certificates.keys();
        var name = "Haneul local authority " + ids.hex(8);
        var certificate = Certificates.authority(keys, name, serial(ids), realTime.instant(), LIFE);
        write(KEY, pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
        write(CERTIFICATE, pem("CERTIFICATE", certificate.getEncoded()));
        return new Root(keys.getPrivate(), certificate);
    }

    static BigInteger serial(Ids ids) {
        var bytes = new byte[16];
        ids.fill(bytes);
        return new BigInteger(1, bytes).setBit(126);
    }

    /** The certificate, written last, is what says that the authority is whole. */
    private void write(String name, String content) throws IOException {
        var target = folder.resolve(name);
        var fresh = folder.resolve(name + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, content);
        try (var file = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            file.force(true);
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String pem(String kind, byte[] content) {
        var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }
}
