package haneul.wire.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.SeededIds;
import haneul.wire.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalAuthorityTest {
    @TempDir
    Path folder;

    private LocalAuthority authority() {
        return LocalAuthority.standard(
                folder.resolve("tls"),
                "ap-northeast-2",
                List.of("cloud.example"),
                new SeededIds(3),
                InstantSource.system());
    }

    private static X509Certificate read(Path pem) throws Exception {
        try (var in = Files.newInputStream(pem)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    @Test
    void authorityIsMadeOnceAndItsKeyIsItsOwnersAlone() throws Exception {
        var first = read(authority().bundle());
        assertEquals(first, read(authority().bundle()));
        assertEquals(0, first.getBasicConstraints());
        first.verify(first.getPublicKey());
        var mode = Files.getPosixFilePermissions(folder.resolve("tls/ca.key"));
        assertEquals("rw-------", PosixFilePermissions.toString(mode));
    }

    @Test
    void racingProcessesAgreeOnOneAuthority() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var found = java.util.stream.IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit(() -> read(authority().bundle())))
                    .toList();
            for (var future : found) {
                assertEquals(found.getFirst().get(), future.get());
            }
        }
    }

    @Test
    void httpAndHttpsShareAPortAndEveryBucketHostIsTrusted() throws Exception {
        var asked = new AtomicInteger();
        var authority = authority();
        var server = new JettyServer(ServerOptions.loopback(0), new SeededIds(1), LocalAuthorityTest::echo, () -> {
            asked.incrementAndGet();
            return authority.context();
        });
        server.start();
        try {
            try (var plain = new RawClient(server.port())) {
                assertTrue(plain.send("GET /plain HTTP/1.1\r\nHost: h\r\n\r\n")
                        .response()
                        .endsWith("false /plain"));
                assertTrue(plain.send("GET /again HTTP/1.1\r\nHost: h\r\n\r\n")
                        .response()
                        .endsWith("false /again"));
            }
            assertEquals(0, asked.get(), "TLS is made for the first client that speaks it, not before");
            var trusting = trusting(authority.bundle());
            for (var host : List.of(
                    "localhost",
                    "photos.localhost",
                    "photos.s3.localhost",
                    "my.dotted.bucket.s3.ap-northeast-2.localhost",
                    "photos.s3.ap-northeast-2.amazonaws.com",
                    "photos.cloud.example")) {
                assertTrue(get(trusting, server.port(), host).endsWith("true /x"), host);
            }
            assertTrue(get(trusting, server.port(), "127.0.0.1").endsWith("true /x"));
            assertThrows(SSLHandshakeException.class, () -> get(trusting, server.port(), "example.com"));
            assertThrows(SSLHandshakeException.class, () -> get(SSLContext.getDefault(), server.port(), "localhost"));
            assertEquals(1, asked.get());
        } finally {
            server.close();
        }
    }

    private static void echo(Exchange exchange) {
        try {
            var text = exchange.secure() + " " + exchange.rawPath();
            exchange.respond(
                    200, List.of(), ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SSLContext trusting(Path bundle) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("haneul", read(bundle));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static String get(SSLContext context, int port, String host) throws IOException {
        try (var raw = new java.net.Socket(InetAddress.getLoopbackAddress(), port);
                var socket = (SSLSocket) context.getSocketFactory().createSocket(raw, host, port, true)) {
            socket.setSoTimeout(10_000);
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            if (!host.equals("127.0.0.1")) {
                parameters.setServerNames(List.of(new SNIHostName(host)));
            }
            socket.setSSLParameters(parameters);
            socket.getOutputStream()
                    .write(("GET /x HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n").getBytes());
            return new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
        }
    }
}
