package haneul.acceptance.clients;

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

/** A real tree backed up, changed, restored and verified byte by byte. */
final class ResticTest {

    @RegisterExtension
    static final Scene scene = new Scene();

    @TempDir
    Path folder;

    @Test
    void resticKeepsARealTree() throws Exception {
        var shell = Client.in(folder, "restic")
                .with(Map.of(
                        "RESTIC_PASSWORD",
                        "sky",
                        "RESTIC_REPOSITORY",
                        "s3:" + scene.endpoint() + "/" + scene.unused() + "/backup",
                        "RESTIC_CACHE_DIR",
                        folder.resolve("cache").toString(),
                        "RESTIC_PROGRESS_FPS",
                        "0.1"));
        var tree = realTree(shell);
        restic(shell, "init");
        restic(shell, "backup", tree.toString());
        shell.sh("find tree -type f | sort | head -50 | xargs -d '\\n' rm && echo changed > tree/new-file")
                .ok();
        restic(shell, "backup", tree.toString());
        assertTrue(restic(shell, "check", "--read-data").contains("no errors were found"));
        restic(
                shell,
                "restore",
                "latest",
                "--target",
                folder.resolve("restored").toString());
        shell.run(
                        "diff",
                        "-r",
                        "--no-dereference",
                        tree.toString(),
                        folder.resolve("restored" + tree).toString())
                .ok();
        restic(shell, "forget", "--prune", "--keep-last", "1");
        assertTrue(restic(shell, "check", "--read-data").contains("no errors were found"));
        shell.sh("rm -rf restored").ok();
        restic(
                shell,
                "restore",
                "latest",
                "--target",
                folder.resolve("restored").toString());
        shell.run(
                        "diff",
                        "-r",
                        "--no-dereference",
                        tree.toString(),
                        folder.resolve("restored" + tree).toString())
                .ok();
    }

    /** The running JDK without its largest files: a few hundred files, about a hundred MiB. */
    private Path realTree(Shell shell) throws Exception {
        var tree = folder.resolve("tree");
        var home = System.getProperty("java.home");
        shell.sh("mkdir tree && cd '" + home + "' && find . -size -40960k \\( -type f -o -type l \\) -print0"
                        + " | tar --null -T - -cf - | tar -xf - -C '" + tree + "'")
                .ok();
        assertTrue(Files.isDirectory(tree));
        return tree;
    }

    private static String restic(Shell shell, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("restic"));
        command.addAll(List.of(arguments));
        return shell.run(command).ok();
    }
}
