package haneul.acceptance.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.acceptance.Scene;
import haneul.acceptance.Shell;
import haneul.acceptance.Signer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** curl: its own signatures, a form as a browser posts it, HTTPS under the local authority, host-style addresses. */
final class CurlTest {

    @RegisterExtension
    static final Scene scene = new Scene();

    @TempDir
    Path folder;

    private Shell shell;
    private String bucket;

    @BeforeEach
    void findClient() {
        shell = Client.in(folder, "curl");
        bucket = scene.bucket();
    }

    @Test
    void curlSignsByItself() throws Exception {
        Assumptions.assumeTrue(
                shell.run("curl", "--help", "all").output().contains("--aws-sigv4"), "curl is older than --aws-sigv4");
        Files.writeString(folder.resolve("body"), "from curl");
        var url = scene.endpoint() + "/" + bucket + "/k";
        curl("-T", "body", "-H", "x-amz-content-sha256: " + Signer.sha256("from curl".getBytes()), url);
        assertEquals("from curl", curl("-H", "x-amz-content-sha256: " + Signer.sha256(new byte[0]), url));
    }

    @Test
    void aFormIsPostedAsABrowserDoes() throws Exception {
        var file = Client.file(folder.resolve("사진 1.bin"), 3_000_000);
        var signer = Signer.s3(scene.cloud().identity());
        var credential = scene.cloud().identity().accessKey() + "/" + signer.scope();
        var policy = Base64.getEncoder()
                .encodeToString(("{\"expiration\": \""
                                + Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS)
                                + "\", \"conditions\": [{\"bucket\": \"" + bucket
                                + "\"}, [\"starts-with\", \"$key\", \"\"], {\"x-amz-credential\": \"" + credential
                                + "\"}, {\"x-amz-algorithm\": \"AWS4-HMAC-SHA256\"}, {\"x-amz-date\": \""
                                + signer.stamp() + "\"}]}")
                        .getBytes());
        var status = shell.run(
                        "curl",
                        "-sS",
                        "-o",
                        "/dev/null",
                        "-w",
                        "%{http_code}",
                        "-F",
                        "key=form/${filename}",
                        "-F",
                        "policy=" + policy,
                        "-F",
                        "x-amz-algorithm=AWS4-HMAC-SHA256",
                        "-F",
                        "x-amz-credential=" + credential,
                        "-F",
                        "x-amz-date=" + signer.stamp(),
                        "-F",
                        "x-amz-signature=" + signer.signature(policy),
                        "-F",
                        "file=@" + file,
                        scene.endpoint() + "/" + bucket)
                .ok();
        assertEquals("204", status);
        var stored = scene.s3()
                .getObjectAsBytes(b -> b.bucket(bucket).key("form/사진 1.bin"))
                .asByteArray();
        assertTrue(Arrays.equals(Files.readAllBytes(file), stored));
    }

    @Test
    void httpsIsTrustedThroughTheBundleOfEnv() throws Exception {
        Assumptions.assumeTrue(scene.cloud().own(), "the certificate authority of a foreign server is unknown");
        var bundle = scene.cloud().environment().get("AWS_CA_BUNDLE");
        int port = scene.endpoint().getPort();
        Files.writeString(folder.resolve("body"), "over TLS");
        for (var host : List.of(
                "127.0.0.1",
                "localhost",
                bucket + ".localhost",
                bucket + ".s3.localhost",
                bucket + ".s3." + scene.cloud().identity().region() + ".localhost")) {
            var url = "https://" + host + ":" + port + "/" + (host.startsWith(bucket) ? "" : bucket + "/") + "k";
            var resolve = host + ":" + port + ":127.0.0.1";
            curl(
                    "--cacert",
                    bundle,
                    "--resolve",
                    resolve,
                    "-T",
                    "body",
                    "-H",
                    "x-amz-content-sha256: " + Signer.sha256("over TLS".getBytes()),
                    url);
            assertEquals(
                    "over TLS",
                    curl(
                            "--cacert",
                            bundle,
                            "--resolve",
                            resolve,
                            "-H",
                            "x-amz-content-sha256: " + Signer.sha256(new byte[0]),
                            url));
            assertTrue(shell.run(
                            "curl", "-sS", "--cacert", "/etc/ssl/certs/ca-certificates.crt", "--resolve", resolve, url)
                    .failed()
                    .contains("certificate"));
        }
        if (Shell.has("aws")) {
            assertTrue(shell.run("aws", "--endpoint-url", "https://localhost:" + port, "s3", "ls", "s3://" + bucket)
                    .ok()
                    .contains("k"));
        }
    }

    private String curl(String... arguments) throws Exception {
        var identity = scene.cloud().identity();
        var command = new ArrayList<>(List.of(
                "curl",
                "-fsS",
                "--aws-sigv4",
                "aws:amz:" + identity.region() + ":s3",
                "--user",
                identity.accessKey() + ":" + identity.secretKey()));
        command.addAll(List.of(arguments));
        return shell.run(command).ok();
    }
}
