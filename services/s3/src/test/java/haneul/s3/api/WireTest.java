package haneul.s3.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.s3.S3Server;
import haneul.s3.SignedHttp;
import haneul.s3.SignedHttp.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What tests of operations on objects share: a server, a bucket, and requests exactly as given. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WireTest {
    static final String PHOTOS = "/photos";

    S3Server server;
    SignedHttp http;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        server = S3Server.start(folder);
        http = new SignedHttp(server);
        bucket(PHOTOS);
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    void bucket(String path) throws IOException {
        var configuration = "<CreateBucketConfiguration><LocationConstraint>" + S3Server.REGION
                + "</LocationConstraint></CreateBucketConfiguration>";
        assertEquals(200, send("PUT", path, configuration).status());
    }

    void versioning(String path, String status) throws IOException {
        assertEquals(
                200,
                send(
                                "PUT",
                                path + "?versioning",
                                "<VersioningConfiguration><Status>" + status + "</Status></VersioningConfiguration>")
                        .status());
    }

    /** @param headers names and values by turns */
    Answer send(String method, String target, byte[] body, String... headers) throws IOException {
        var all = new LinkedHashMap<String, String>();
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return http.send(method, target, all, body);
    }

    Answer send(String method, String target, String body, String... headers) throws IOException {
        return send(method, target, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Answer get(String target, String... headers) throws IOException {
        return send("GET", target, "", headers);
    }

    Answer put(String target, String body, String... headers) throws IOException {
        var answer = send("PUT", target, body, headers);
        assertEquals(200, answer.status(), answer.text());
        return answer;
    }

    static void refused(Answer answer, int status, String code, String... details) {
        assertEquals(status, answer.status(), answer.text());
        assertEquals(code, element(answer, "Code"));
        for (int i = 0; i < details.length; i += 2) {
            assertEquals(details[i + 1], element(answer, details[i]), details[i] + " in " + answer.text());
        }
    }

    /** Text of the first element of that name. */
    static String element(Answer answer, String name) {
        var found = Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(answer.text());
        assertTrue(found.find(), "no " + name + " in " + answer.text());
        return found.group(1);
    }

    static String header(Answer answer, String name) {
        return answer.header(name).orElse(null);
    }

    static Map<String, String> nothing() {
        return Map.of();
    }
}
