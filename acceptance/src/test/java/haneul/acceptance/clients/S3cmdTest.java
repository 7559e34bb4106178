package haneul.acceptance.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.acceptance.Scene;
import haneul.acceptance.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Copies say {@code --acl-private}: otherwise s3cmd copies access lists, which S3 refuses where the owner owns all. */
final class S3cmdTest {

    @RegisterExtension
    static final Scene scene = new Scene();

    @TempDir
    Path folder;

    private Shell shell;

    @Test
    void s3cmdMovesFilesAndTrees() throws Exception {
        shell = Client.in(folder, "s3cmd");
        var identity = scene.cloud().identity();
        Files.writeString(
                folder.resolve("config"),
                String.join(
                        "\n",
                        "[default]",
                        "access_key = " + identity.accessKey(),
                        "secret_key = " + identity.secretKey(),
                        "host_base = " + scene.cloud().host(),
                        "host_bucket = " + scene.cloud().host(),
                        "bucket_location = " + identity.region(),
                        "use_https = False",
                        "signature_v2 = False",
                        "multipart_chunk_size_mb = 5",
                        ""));
        var tree = Client.tree(folder);
        var bucket = "s3://" + scene.unused();
        s3cmd("mb", bucket);
        assertTrue(s3cmd("ls").contains(bucket));
        s3cmd("put", tree.resolve("deep/er/large.bin").toString(), bucket + "/large.bin");
        s3cmd("get", bucket + "/large.bin", folder.resolve("back.bin").toString());
        assertEquals(-1, Files.mismatch(tree.resolve("deep/er/large.bin"), folder.resolve("back.bin")));
        assertTrue(s3cmd("info", bucket + "/large.bin").contains("12582913"));

        s3cmd("sync", tree + "/", bucket + "/tree/");
        assertFalse(s3cmd("sync", tree + "/", bucket + "/tree/").contains("upload:"));
        var copy = Files.createDirectories(folder.resolve("copy"));
        s3cmd("sync", bucket + "/tree/", copy + "/");
        shell.run("diff", "-r", tree.toString(), copy.toString()).ok();
        s3cmd("--acl-private", "cp", bucket + "/large.bin", bucket + "/copied.bin");
        s3cmd("--acl-private", "mv", bucket + "/copied.bin", bucket + "/moved.bin");
        assertTrue(s3cmd("ls", bucket).contains("moved.bin"));
        assertTrue(s3cmd("du", bucket).contains("objects"));
        var url = s3cmd("signurl", bucket + "/moved.bin", "+60").strip();
        assertFalse(url.isEmpty());

        s3cmd("del", "--recursive", "--force", bucket);
        s3cmd("rb", bucket);
        assertFalse(s3cmd("ls").contains(bucket));
    }

    private String s3cmd(String... arguments) throws Exception {
        var command =
                new ArrayList<>(List.of("s3cmd", "-c", folder.resolve("config").toString(), "--no-progress"));
        command.addAll(List.of(arguments));
        return shell.run(command).ok();
    }
}
