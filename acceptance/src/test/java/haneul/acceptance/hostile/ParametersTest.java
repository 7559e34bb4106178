package haneul.acceptance.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.acceptance.Expect;
import haneul.acceptance.Request;
import haneul.acceptance.Scene;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Well-signed requests whose parameters and headers hold what no client would send: never an internal error. */
final class ParametersTest {

    private static final List<String> NASTY = List.of(
            "",
            " ",
            "0",
            "-1",
            "1.5",
            "1e9",
            "2147483648",
            "9223372036854775808",
            "99999999999999999999999",
            "NaN",
            "null",
            "true",
            "\u0000",
            "\n",
            "\u001f",
            "한글",
            "😀",
            "%",
            "%00",
            "..",
            "../../etc/passwd",
            "'\"<>&",
            "*",
            "bytes=0-0",
            "a".repeat(2000),
            "=",
            "==",
            "AAAA",
            "\u202e",
            "\ufffe",
            "T",
            "2026-13-45T99:99:99Z",
            "0x10");

    @RegisterExtension
    static final Scene scene = new Scene();

    private static String bucket;

    @BeforeAll
    static void makeBucket() {
        bucket = scene.bucket();
        Expect.status(200, scene.send(Request.object("PUT", bucket, "k").body("content")));
    }

    static Stream<String> queries() {
        return Stream.of(
                "GET / max-buckets",
                "GET / continuation-token",
                "GET / prefix",
                "GET / bucket-region",
                "GET b max-keys",
                "GET b prefix",
                "GET b delimiter",
                "GET b marker",
                "GET b encoding-type",
                "GET b list-type",
                "GET b list-type=2&continuation-token",
                "GET b list-type=2&start-after",
                "GET b list-type=2&max-keys",
                "GET b versions&key-marker",
                "GET b versions&version-id-marker",
                "GET b versions&key-marker=k&version-id-marker",
                "GET b versions&max-keys",
                "GET b uploads&max-uploads",
                "GET b uploads&upload-id-marker",
                "GET b uploads&key-marker=k&upload-id-marker",
                "GET o versionId",
                "GET o partNumber",
                "GET o response-expires",
                "GET o response-content-type",
                "GET o uploadId",
                "GET o uploadId=x&max-parts",
                "GET o uploadId=x&part-number-marker",
                "DELETE o versionId",
                "DELETE o uploadId",
                "HEAD o partNumber",
                "GET o tagging&versionId",
                "GET o attributes&versionId",
                "PUT o partNumber=1&uploadId",
                "PUT o uploadId=x&partNumber",
                "POST o uploadId",
                "GET b x-id",
                "GET o nonsense");
    }

    @ParameterizedTest
    @MethodSource("queries")
    void queryParametersOfAnyValueAreAnswered(String query) {
        var words = query.split(" ", 3);
        for (var value : NASTY) {
            var request = Request.of(
                    words[0], words[1].equals("/") ? "/" : "/" + bucket + (words[1].equals("o") ? "/k" : ""));
            var names = words[2].split("&");
            for (int i = 0; i < names.length - 1; i++) {
                var pair = names[i].split("=");
                request = request.query(pair[0], pair.length == 1 ? null : pair[1]);
            }
            fine(request.query(names[names.length - 1], value), value);
        }
    }

    static Stream<String> headers() {
        return Stream.of(
                "GET Range",
                "GET If-Match",
                "GET If-None-Match",
                "GET If-Modified-Since",
                "GET If-Unmodified-Since",
                "GET x-amz-expected-bucket-owner",
                "GET x-amz-checksum-mode",
                "GET x-amz-request-payer",
                "PUT Content-MD5",
                "PUT x-amz-checksum-crc32",
                "PUT x-amz-checksum-sha256",
                "PUT x-amz-checksum-crc64nvme",
                "PUT x-amz-sdk-checksum-algorithm",
                "PUT x-amz-storage-class",
                "PUT x-amz-tagging",
                "PUT x-amz-acl",
                "PUT If-None-Match",
                "PUT If-Match",
                "PUT Expires",
                "PUT x-amz-copy-source",
                "PUT x-amz-copy-source-if-modified-since",
                "PUT x-amz-metadata-directive",
                "PUT x-amz-meta-x",
                "PUT x-amz-server-side-encryption",
                "PUT x-amz-website-redirect-location",
                "PUT x-amz-object-lock-mode",
                "PUT Content-Type",
                "PUT Content-Encoding",
                "PUT x-amz-grant-read",
                "PUT x-amz-trailer",
                "PUT x-amz-decoded-content-length",
                "GET Origin",
                "OPTIONS Access-Control-Request-Method",
                "GET x-amz-object-attributes",
                "DELETE If-Match",
                "DELETE x-amz-mfa",
                "DELETE x-amz-if-match-size",
                "DELETE x-amz-if-match-last-modified-time",
                "GET Expect",
                "GET Accept-Encoding",
                "GET Connection");
    }

    @ParameterizedTest
    @MethodSource("headers")
    void headersOfAnyValueAreAnswered(String header) {
        var words = header.split(" ");
        for (var value : NASTY) {
            if (value.chars().anyMatch(c -> c < ' ')) {
                continue;
            }
            var request = Request.object(words[0], bucket, "headers").header(words[1], value);
            fine(words[1].equals("x-amz-object-attributes") ? request.query("attributes") : request, value);
        }
    }

    private static void fine(Request request, String value) {
        var reply = scene.send(request);
        assertTrue(
                reply.status() < 500 || reply.status() == 501,
                () -> request.method() + " " + request.target() + " " + request.headers() + " with '" + value + "' -> "
                        + reply);
    }
}
