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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The AWS CLI, with the syntax that versions 1 and 2 share. */
final class AwsCliTest {

    @RegisterExtension
    static final Scene scene = new Scene();

    @TempDir
    Path folder;

    private Shell shell;
    private String bucket;

    @BeforeEach
    void findClient() {
        shell = Client.in(folder, "aws");
        bucket = scene.unused();
    }

    @Test
    void highLevelCommandsMoveWholeTrees() throws Exception {
        var tree = Client.tree(folder);
        aws("s3", "mb", "s3://" + bucket);
        assertTrue(aws("s3", "ls").contains(bucket));
        aws("s3", "cp", tree.resolve("deep/er/large.bin").toString(), "s3://" + bucket + "/large.bin");
        aws(
                "s3",
                "cp",
                "s3://" + bucket + "/large.bin",
                folder.resolve("back.bin").toString());
        assertEquals(-1, Files.mismatch(tree.resolve("deep/er/large.bin"), folder.resolve("back.bin")));

        aws("s3", "sync", tree.toString(), "s3://" + bucket + "/tree");
        assertEquals(
                "",
                aws("s3", "sync", tree.toString(), "s3://" + bucket + "/tree").strip());
        aws("s3", "sync", "s3://" + bucket + "/tree", folder.resolve("copy").toString());
        shell.run("diff", "-r", tree.toString(), folder.resolve("copy").toString())
                .ok();

        Files.delete(tree.resolve("small.txt"));
        assertTrue(aws("s3", "sync", "--delete", tree.toString(), "s3://" + bucket + "/tree")
                .contains("delete: s3://"));
        assertFalse(aws("s3", "ls", "--recursive", "s3://" + bucket + "/tree/").contains("small.txt"));
        aws("s3", "mv", "s3://" + bucket + "/large.bin", "s3://" + bucket + "/moved/large.bin");
        assertTrue(aws("s3", "ls", "s3://" + bucket + "/").contains("PRE moved/"));
        shell.sh("echo piped | aws s3 cp - s3://" + bucket + "/pipe && aws s3 cp s3://" + bucket
                        + "/pipe - | grep -x piped")
                .ok();

        var url = aws("s3", "presign", "s3://" + bucket + "/moved/large.bin", "--expires-in", "60")
                .strip();
        shell.run("curl", "-fsS", "-o", folder.resolve("presigned.bin").toString(), url)
                .ok();
        assertEquals(-1, Files.mismatch(tree.resolve("deep/er/large.bin"), folder.resolve("presigned.bin")));

        shell.run("aws", "s3", "rb", "s3://" + bucket).failed();
        aws("s3", "rm", "--recursive", "s3://" + bucket + "/tree");
        aws("s3", "rb", "--force", "s3://" + bucket);
        assertFalse(aws("s3", "ls").contains(bucket));
    }

    @Test
    void apiCommandsSpeakOneOperationEach() throws Exception {
        Files.writeString(folder.resolve("body"), "hello");
        api(
                "create-bucket",
                "--create-bucket-configuration",
                "LocationConstraint=" + scene.cloud().identity().region());
        api("put-bucket-versioning", "--versioning-configuration", "Status=Enabled");
        var version = api(
                        "put-object",
                        "--key",
                        "k",
                        "--body",
                        "body",
                        "--metadata",
                        "colour=blue",
                        "--tagging",
                        "a=b",
                        "--content-type",
                        "text/plain",
                        "--query",
                        "VersionId",
                        "--output",
                        "text")
                .strip();
        assertEquals(
                "blue text/plain 5",
                words(api(
                        "head-object",
                        "--key",
                        "k",
                        "--query",
                        "[Metadata.colour,ContentType,ContentLength]",
                        "--output",
                        "text")));
        api("get-object", "--key", "k", "--range", "bytes=1-2", "part");
        assertEquals("el", Files.readString(folder.resolve("part")));
        api("copy-object", "--key", "c", "--copy-source", bucket + "/k?versionId=" + version);
        api("put-object-tagging", "--key", "c", "--tagging", "TagSet=[{Key=x,Value=y}]");
        assertEquals(
                "x y",
                words(api("get-object-tagging", "--key", "c", "--query", "TagSet[0].[Key,Value]", "--output", "text")));
        api("delete-object", "--key", "k");
        assertEquals(
                "True",
                api("list-object-versions", "--query", "DeleteMarkers[0].IsLatest", "--output", "text")
                        .strip());
        assertEquals(
                "c",
                api("list-objects-v2", "--query", "Contents[].Key", "--output", "text")
                        .strip());
        assertTrue(shell.run("aws", "s3api", "get-object", "--bucket", bucket, "--key", "k", "gone")
                .failed()
                .contains("NoSuchKey"));

        var upload = api("create-multipart-upload", "--key", "m", "--query", "UploadId", "--output", "text")
                .strip();
        var etag = api(
                        "upload-part",
                        "--key",
                        "m",
                        "--upload-id",
                        upload,
                        "--part-number",
                        "1",
                        "--body",
                        "body",
                        "--query",
                        "ETag",
                        "--output",
                        "text")
                .strip();
        Files.writeString(
                folder.resolve("parts.json"), "{\"Parts\": [{\"PartNumber\": 1, \"ETag\": " + quoted(etag) + "}]}");
        assertEquals(
                "1",
                api("list-parts", "--key", "m", "--upload-id", upload, "--query", "length(Parts)", "--output", "text")
                        .strip());
        api(
                "complete-multipart-upload",
                "--key",
                "m",
                "--upload-id",
                upload,
                "--multipart-upload",
                "file://parts.json");

        api(
                "put-bucket-cors",
                "--cors-configuration",
                "{\"CORSRules\": [{\"AllowedMethods\": [\"GET\"], \"AllowedOrigins\": [\"*\"]}]}");
        assertEquals(
                "GET",
                api("get-bucket-cors", "--query", "CORSRules[0].AllowedMethods[0]", "--output", "text")
                        .strip());
        api("delete-bucket-cors");
        api("put-bucket-tagging", "--tagging", "TagSet=[{Key=team,Value=sky}]");
        assertEquals(
                "sky",
                api("get-bucket-tagging", "--query", "TagSet[0].Value", "--output", "text")
                        .strip());
        assertEquals(
                "5",
                api(
                                "get-object-attributes",
                                "--key",
                                "c",
                                "--object-attributes",
                                "ObjectSize",
                                "--query",
                                "ObjectSize",
                                "--output",
                                "text")
                        .strip());
        empty();
        api("delete-bucket");
    }

    private void empty() throws Exception {
        for (var kind : List.of("Versions", "DeleteMarkers")) {
            Files.writeString(
                    folder.resolve("doomed.json"),
                    api(
                            "list-object-versions",
                            "--output",
                            "json",
                            "--query",
                            "{Objects: " + kind + "[].{Key: Key, VersionId: VersionId}, Quiet: `true`}"));
            api("delete-objects", "--delete", "file://doomed.json");
        }
    }

    private String api(String operation, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("aws", "s3api", operation, "--bucket", bucket));
        command.addAll(List.of(arguments));
        return shell.run(command).ok();
    }

    private String aws(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("aws"));
        command.addAll(List.of(arguments));
        return shell.run(command).ok();
    }

    private static String quoted(String etag) {
        return "\"" + etag.replace("\"", "\\\"") + "\"";
    }

    private static String words(String output) {
        return output.strip().replaceAll("\\s+", " ");
    }
}
