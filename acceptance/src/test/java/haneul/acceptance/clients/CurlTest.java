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
        Assumptions.assumeTrue(shell.run("curl", "--help", "all").output().contains("--aws-sigv4"), "curl is older than --aws-sigv4");
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
        var policy = Base64.getEncoder().encodeToString(("{\"expiration\": \"" + Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS)
                + "\", \"conditions\": [{\"bucket\": \"" + bucket + "\"}, [\"starts-with\", \"$key\", \"\"], {\"x-amz-credential\": \"" + credential
                + "\"}, {\"x-amz-algorithm\": \"AWS4-HMAC-SHA256\"}, {\"x-amz-date\": \"" + signer.stamp() + "\"}]}").getBytes());
        var status = shell.run("curl", "-sS", "-o", "/dev/null", "-w", "%{http_code}", "-F", "key=form/${filename}", "-F", "policy=" + policy,
                "-F", "x-amz-algorithm=AWS4-HMAC-SHA256", "-F", "x-amz-credential=" + credential, "-F", "x-amz-date=" + signer.stamp(),
                "-F", "x-amz-signature=" + signer.signature(policy), "-F", "file=@" + file, scene.endpoint() + "/" + bucket).ok();
        assertEquals("204", status);
        var stored = scene.s3().getObjectAsBytes(b -> b.bucket(bucket).key("form/사진 1.bin")).asByteArray();
        assertTrue(Arrays.equals(Files.readAllBytes(file), stored));
    }

    @Test
    void httpsIsTrustedThroughTheBundleOfEnv() throws Exception {
        var bundle = scene.cloud().environment().get("AWS_CA_BUNDLE");
        var https = scene.cloud().environment().get("HANEUL_HTTPS_ENDPOINT");
        Assumptions.assumeTrue(bundle != null && https != null, "this server exports no CA bundle and HTTPS endpoint");
        shell.run("curl", "-sS", "--cacert", bundle, https).ok();
        shell.run("curl", "-sS", "--cacert", "/dev/null", https).failed();
    }

    private String curl(String... arguments) throws Exception {
        var identity = scene.cloud().identity();
        var command = new ArrayList<>(List.of("curl", "-fsS", "--aws-sigv4", "aws:amz:" + identity.region() + ":s3", "--user",
                identity.accessKey() + ":" + identity.secretKey()));
        command.addAll(List.of(arguments));
        return shell.run(command).ok();
    }
}
