package haneul.acceptance.clients;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code boto3_s3.py}, where Python has boto3. */
final class Boto3Test {

    @TempDir
    Path folder;

    @Test
    void boto3UsesTheCloudAsItUsesAws() throws Exception {
        var shell = Client.in(folder, "python3");
        Assumptions.assumeTrue(shell.run("python3", "-c", "import boto3").status() == 0, "python3 has no boto3");
        try (var script = Boto3Test.class.getResourceAsStream("/boto3_s3.py")) {
            Files.copy(script, folder.resolve("boto3_s3.py"));
        }
        var output = shell.run("python3", "boto3_s3.py").ok();
        assertTrue(output.contains("\nOK"), output);
    }
}
