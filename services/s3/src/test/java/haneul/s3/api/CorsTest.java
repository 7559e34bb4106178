package haneul.s3.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.s3.S3Server;
import haneul.s3.SignedHttp;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.S3Exception;

class CorsTest {
    private static final byte[] NOTHING = {};

    @TempDir
    static Path folder;

    private static S3Server server;
    private static S3Client client;
    private static SignedHttp http;

    @BeforeAll
    static void start() {
        server = S3Server.start(folder);
        client = server.client();
        http = new SignedHttp(server);
        for (var name : List.of("shared", "closed", "changing")) {
            client.createBucket(request -> request.bucket(name));
        }
        client.putBucketCors(request -> request.bucket("shared")
                .corsConfiguration(rules -> rules.corsRules(
                        rule("GET", "*suffix"),
                        rule("GET", "start*end"),
                        rule("GET", "prefix*"),
                        rule("PUT", "*.put"),
                        CORSRule.builder()
                                .id("full")
                                .allowedOrigins("https://app.example")
                                .allowedMethods("POST", "DELETE")
                                .allowedHeaders("x-amz-*", "Content-Type")
                                .exposeHeaders("ETag", "x-amz-version-id")
                                .maxAgeSeconds(600)
                                .build(),
                        CORSRule.builder()
                                .allowedOrigins("*")
                                .allowedMethods("HEAD")
                                .build())));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static CORSRule rule(String method, String origin) {
        return CORSRule.builder().allowedMethods(method).allowedOrigins(origin).build();
    }

    private static SignedHttp.Answer preflight(String path, String origin, String method, String headers)
            throws Exception {
        var sent = new HashMap<String, String>();
        if (origin != null) {
            sent.put("origin", origin);
        }
        if (method != null) {
            sent.put("access-control-request-method", method);
        }
        if (headers != null) {
            sent.put("access-control-request-headers", headers);
        }
        return http.sendPlain("OPTIONS", path, sent, NOTHING);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "foo.suffix, GET, 200, foo.suffix, GET",
                "suffix, GET, 200, suffix, GET",
                "foo.bar, GET, 403, -, -",
                "foo.suffix.get, GET, 403, -, -",
                "startend, GET, 200, startend, GET",
                "start12end, GET, 200, start12end, GET",
                "starend, GET, 403, -, -",
                "0start12end, GET, 403, -, -",
                "prefix, GET, 200, prefix, GET",
                "prefix.suffix, GET, 200, prefix.suffix, GET",
                "bla.prefix, GET, 403, -, -",
                "foo.put, PUT, 200, foo.put, PUT",
                "foo.put, GET, 403, -, -",
                "anything, HEAD, 200, *, HEAD",
                "HTTPS://APP.EXAMPLE, POST, 403, -, -",
                "anything, TRACE, 400, -, -",
                "anything, -, 400, -, -",
                "-, GET, 400, -, -",
            })
    void aPreflightIsAnsweredByTheFirstRuleThatFits(
            String origin, String method, int status, String allowOrigin, String allowMethods) throws Exception {
        var answer = preflight("/shared/key", origin, method, null);
        assertEquals(status, answer.status(), answer.text());
        assertEquals(allowOrigin, answer.header("access-control-allow-origin").orElse(null));
        assertEquals(allowMethods, answer.header("access-control-allow-methods").orElse(null));
    }

    @Test
    void aPreflightTellsAllTheRuleAllows() throws Exception {
        var answer = preflight("/shared/key", "https://app.example", "DELETE", "X-Amz-Date, content-type");
        assertEquals(200, answer.status());
        assertEquals(
                "POST, DELETE", answer.header("access-control-allow-methods").orElse(""));
        assertEquals(
                "x-amz-date, content-type",
                answer.header("access-control-allow-headers").orElse(""));
        assertEquals(
                "ETag, x-amz-version-id",
                answer.header("access-control-expose-headers").orElse(""));
        assertEquals("600", answer.header("access-control-max-age").orElse(""));
        assertEquals("true", answer.header("access-control-allow-credentials").orElse(""));
        assertEquals(
                "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
                answer.header("vary").orElse(""));
        assertEquals(
                403,
                preflight("/shared/key", "https://app.example", "DELETE", "authorization")
                        .status());
    }

    @Test
    void refusalsAreWordedAsOnAws() throws Exception {
        var denied = preflight("/shared/key", "nowhere", "DELETE", null).text();
        assertTrue(denied.contains("<Message>CORSResponse: This CORS request is not allowed. This is"), denied);
        assertTrue(denied.contains("<Code>AccessForbidden</Code>"), denied);
        assertTrue(denied.contains("<Method>DELETE</Method><ResourceType>OBJECT</ResourceType>"), denied);
        var off = preflight("/closed", "nowhere", "GET", null).text();
        assertTrue(off.contains("<Message>CORSResponse: CORS is not enabled for this bucket.</Message>"), off);
        assertTrue(off.contains("<ResourceType>BUCKET</ResourceType>"), off);
        var absent = preflight("/absent/key", "nowhere", "GET", null);
        assertEquals(403, absent.status());
        assertTrue(absent.text().contains("<Message>CORSResponse: Bucket not found</Message>"), absent.text());
        assertTrue(preflight("/shared", null, "GET", null)
                .text()
                .contains("Insufficient information. Origin request header needed."));
    }

    @Test
    void answersAreMarkedErrorsToo() throws Exception {
        var listed = http.send("GET", "/shared", Map.of("origin", "a.suffix"), NOTHING);
        assertEquals(200, listed.status());
        assertEquals("a.suffix", listed.header("access-control-allow-origin").orElse(""));
        var denied = http.sendPlain("GET", "/shared", Map.of("origin", "a.suffix"), NOTHING);
        assertEquals(403, denied.status());
        assertEquals("a.suffix", denied.header("access-control-allow-origin").orElse(""));
        assertEquals("true", denied.header("access-control-allow-credentials").orElse(""));
        assertTrue(http.send("GET", "/shared", Map.of("origin", "else"), NOTHING)
                .header("access-control-allow-origin")
                .isEmpty());
        assertTrue(http.send("GET", "/shared", Map.of(), NOTHING).header("vary").isEmpty());
    }

    @Test
    void virtualHostedBucketsHavePreflightsToo() throws Exception {
        var answer = http.sendPlain(
                "OPTIONS",
                "/key",
                Map.of("host", "shared.s3.localhost:80", "origin", "a.suffix", "access-control-request-method", "GET"),
                NOTHING);
        assertEquals(200, answer.status(), answer.text());
    }

    @Test
    void rulesComeBackAndGo() {
        var rule = CORSRule.builder()
                .id("r")
                .allowedOrigins("http://a", "http://b")
                .allowedMethods("GET", "PUT")
                .build();
        client.putBucketCors(request ->
                request.bucket("changing").corsConfiguration(configuration -> configuration.corsRules(rule)));
        assertEquals(
                List.of(rule),
                client.getBucketCors(request -> request.bucket("changing")).corsRules());
        client.deleteBucketCors(request -> request.bucket("changing"));
        assertEquals(
                "NoSuchCORSConfiguration",
                assertThrows(S3Exception.class, () -> client.getBucketCors(request -> request.bucket("changing")))
                        .awsErrorDetails()
                        .errorCode());
    }

    @Test
    void rulesThatAwsForbidsAreRefused() {
        refused(
                "InvalidRequest",
                "Found unsupported HTTP method in CORS config. Unsupported method is OPTIONS",
                rule("OPTIONS", "*"));
        refused(
                "InvalidRequest",
                "AllowedOrigin \"http://*.*\" can not have more than one wildcard.",
                rule("GET", "http://*.*"));
        refused(
                "InvalidRequest",
                "AllowedHeader \"*-*\" can not have more than one wildcard.",
                rule("GET", "*").toBuilder().allowedHeaders("*-*").build());
        refused(
                "InvalidRequest",
                "ExposeHeader \"*\" contains wildcard. We currently do not support wildcard for ExposeHeader.",
                rule("GET", "*").toBuilder().exposeHeaders("*").build());
        var malformed = "The XML you provided was not well-formed or did not validate against our published schema";
        refused(
                "MalformedXML",
                malformed,
                CORSRule.builder().allowedMethods("GET").build());
        refused(
                "MalformedXML",
                malformed,
                CORSRule.builder().allowedOrigins("*").build());
        refused("MalformedXML", malformed);
    }

    private static void refused(String code, String message, CORSRule... rules) {
        var error = assertThrows(
                S3Exception.class,
                () -> client.putBucketCors(request ->
                        request.bucket("changing").corsConfiguration(configuration -> configuration.corsRules(rules))));
        assertEquals(code, error.awsErrorDetails().errorCode(), error.getMessage());
        assertEquals(message, error.awsErrorDetails().errorMessage());
        assertEquals(400, error.statusCode());
    }
}
