package haneul.acceptance.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.acceptance.Scene;
import haneul.acceptance.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Without {@code AWS_CA_BUNDLE}: rclone up to 1.6x cannot start with it, whatever it points to. */
final class RcloneTest {

    @RegisterExtension
    static final Scene scene = new Scene();

    @TempDir
    Path folder;

    private Shell shell;

    @Test
    void rcloneCopiesSyncsAndChecks() throws Exception {
        var identity = scene.cloud().identity();
        shell = Client.in(folder, "rclone")
                .with(Map.of(
                        "RCLONE_CONFIG",
                        folder.resolve("no-rclone").toString(),
                        "RCLONE_CONFIG_SKY_TYPE",
                        "s3",
                        "RCLONE_CONFIG_SKY_PROVIDER",
                        "Other",
                        "RCLONE_CONFIG_SKY_ACCESS_KEY_ID",
                        identity.accessKey(),
                        "RCLONE_CONFIG_SKY_SECRET_ACCESS_KEY",
                        identity.secretKey(),
                        "RCLONE_CONFIG_SKY_REGION",
                        identity.region(),
                        "RCLONE_CONFIG_SKY_ENDPOINT",
                        scene.endpoint().toString(),
                        "RCLONE_CONFIG_SKY_LOCATION_CONSTRAINT",
                        identity.region(),
                        "AWS_CA_BUNDLE",
                        ""));
        var tree = Client.tree(folder);
        var bucket = "sky:" + scene.unused();
        rclone("mkdir", bucket);
        rclone("copy", "--s3-upload-cutoff", "5M", "--s3-chunk-size", "5M", tree.toString(), bucket + "/tree");
        rclone("check", tree.toString(), bucket + "/tree");
        rclone("check", "--download", tree.toString(), bucket + "/tree");
        assertEquals(
                5, rclone("lsf", "-R", "--files-only", bucket + "/tree").lines().count());

        Files.writeString(tree.resolve("small.txt"), "changed");
        Files.delete(tree.resolve("empty"));
        rclone("sync", tree.toString(), bucket + "/tree");
        assertEquals(
                4, rclone("lsf", "-R", "--files-only", bucket + "/tree").lines().count());
        rclone("copy", bucket + "/tree", folder.resolve("copy").toString());
        shell.run("diff", "-r", tree.toString(), folder.resolve("copy").toString())
                .ok();
        rclone("copyto", bucket + "/tree/small.txt", bucket + "/elsewhere.txt");
        assertEquals("changed", rclone("cat", bucket + "/elsewhere.txt"));
        assertTrue(rclone("size", bucket).contains("Total objects: 5"));
        rclone("purge", bucket);
        shell.run("rclone", "lsf", bucket).failed();
    }

    private String rclone(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("rclone", "--retries", "1", "--low-level-retries", "1", "-q"));
        command.addAll(List.of(arguments));
        return shell.run(command).ok();
    }
}
