package haneul.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Set;

/**
 * One start and the commonest calls through the real server, for the build: the JVM records what they load and link, so
 * that later starts read it from a cache.
 */
final class Rehearse implements Verb {
    private static final int ROUNDS = 3;
    private static final int LARGE = 1 << 20;
    private static final int PART = 5 << 20;
    private static final byte[] HERE = ("<CreateBucketConfiguration><LocationConstraint>" + Main.REGION
                    + "</LocationConstraint></CreateBucketConfiguration>")
            .getBytes(UTF_8);

    private SignedClient s3;

    @Override
    public int run(List<String> given) {
        var target = Arguments.parse(given).target();
        var settings = Up.settings(Arguments.parse(given, Up.VALUED, Set.of()), 0);
        try (var cloud = Main.start(settings)) {
            cloud.banner().forEach(System.out::println);
            s3 = new SignedClient(cloud.endpoint(), cloud.rootKey(), "s3", Main.REGION, RealTime.clock());
            expect(200, s3.send("PUT", "/rehearsal", "", HERE), "PUT", "/rehearsal");
            for (int round = 0; round < ROUNDS; round++) {
                objects(round);
            }
            multipart();
            call(204, "DELETE", "/rehearsal", "", 0);
            AdminClient.of(target).status();
        }
        return DONE;
    }

    private void objects(int round) {
        for (int size : new int[] {0, 1024, 64 << 10, LARGE}) {
            var path = "/rehearsal/folder/" + round + "-" + size;
            call(200, "PUT", path, "", size);
            call(200, "GET", path, "", 0);
            call(200, "HEAD", path, "", 0);
            call(200, "GET", "/rehearsal", "delimiter=%2F&list-type=2&prefix=folder%2F", 0);
            call(204, "DELETE", path, "", 0);
            call(404, "GET", path, "", 0);
        }
        call(200, "GET", "/", "", 0);
    }

    private void multipart() {
        var path = "/rehearsal/parts";
        var begun = call(200, "POST", path, "uploads=", 0);
        var upload = begun.replaceFirst("(?s).*<UploadId>([^<]*)</UploadId>.*", "$1");
        var parts = new StringBuilder("<CompleteMultipartUpload>");
        for (int number = 1; number <= 2; number++) {
            var answer = s3.send("PUT", path, "partNumber=" + number + "&uploadId=" + upload, new byte[PART]);
            expect(200, answer, "PUT", path);
            parts.append("<Part><ETag>")
                    .append(answer.header("ETag"))
                    .append("</ETag><PartNumber>")
                    .append(number)
                    .append("</PartNumber></Part>");
        }
        parts.append("</CompleteMultipartUpload>");
        call(200, "GET", path, "uploadId=" + upload, 0);
        expect(200, s3.send("POST", path, "uploadId=" + upload, parts.toString().getBytes(UTF_8)), "POST", path);
        call(200, "GET", path, "", 0);
        call(204, "DELETE", path, "", 0);
    }

    private String call(int status, String method, String path, String query, int size) {
        var answer = s3.send(method, path, query, new byte[size]);
        expect(status, answer, method, path);
        return answer.text();
    }

    private static void expect(int status, SignedClient.Answer answer, String method, String path) {
        if (answer.status() != status) {
            throw new Failure(
                    "%s %s answered %d, not %d: %s".formatted(method, path, answer.status(), status, answer.text()));
        }
    }
}
