package haneul.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import haneul.kernel.Clock;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Calls a running server with the root key: Signature Version 4 in the Authorization header. For small bodies, which
 * are whole in memory on both sides.
 */
final class SignedClient {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final URI endpoint;
    private final RootKey key;
    private final String service;
    private final String region;
    private final Clock clock;

    /** @param clock real time, as any other client's */
    SignedClient(URI endpoint, RootKey key, String service, String region, Clock clock) {
        this.endpoint = endpoint;
        this.key = key;
        this.service = service;
        this.region = region;
        this.clock = clock;
    }

    /** An answer of any status. */
    record Answer(int status, Map<String, List<String>> headers, byte[] body) {
        /** The first value of a header, empty when there is none. */
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(field -> name.equalsIgnoreCase(field.getKey()))
                    .map(field -> field.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }

        String text() {
            return new String(body, UTF_8);
        }
    }

    /**
     * @param path percent-encoded as it goes on the wire
     * @param query sorted {@code name=value} pairs, percent-encoded; empty when there is none
     * @throws Failure when nothing answers at the endpoint
     */
    Answer send(String method, String path, String query, byte[] body) {
        try {
            var target = endpoint.resolve(query.isEmpty() ? path : path + "?" + query);
            var connection = (HttpURLConnection) target.toURL().openConnection();
            connection.setRequestMethod(method);
            connection.setConnectTimeout((int) TIMEOUT.toMillis());
            connection.setReadTimeout((int) TIMEOUT.toMillis());
            sign(connection, method, path, query, body);
            if (body.length > 0 || method.equals("PUT") || method.equals("POST")) {
                connection.setDoOutput(true);
                connection.setFixedLengthStreamingMode(body.length);
                try (var out = connection.getOutputStream()) {
                    out.write(body);
                }
            }
            return answer(connection);
        } catch (ConnectException e) {
            throw new Failure("nothing listens on " + endpoint + "; start it with ./haneul up", e);
        } catch (IOException e) {
            throw new Failure("the call to " + endpoint + " failed: " + e.getMessage(), e);
        }
    }

    private static Answer answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        try (var in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(status, connection.getHeaderFields(), in == null ? new byte[0] : in.readAllBytes());
        }
    }

    private void sign(HttpURLConnection connection, String method, String path, String query, byte[] body) {
        var time = TIME.format(clock.now());
        var scope = time.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
        var bodyHash = HexFormat.of().formatHex(sha256(body));
        var host = endpoint.getPort() < 0 ? endpoint.getHost() : endpoint.getHost() + ":" + endpoint.getPort();
        var canonical = String.join(
                "\n",
                method,
                path,
                query,
                "host:" + host,
                "x-amz-content-sha256:" + bodyHash,
                "x-amz-date:" + time,
                "",
                "host;x-amz-content-sha256;x-amz-date",
                bodyHash);
        var toSign = String.join(
                "\n", "AWS4-HMAC-SHA256", time, scope, HexFormat.of().formatHex(sha256(canonical.getBytes(UTF_8))));
        var signingKey = ("AWS4" + key.secretAccessKey()).getBytes(UTF_8);
        for (var part : scope.split("/")) {
            signingKey = hmac(signingKey, part);
        }
        connection.setRequestProperty("x-amz-date", time);
        connection.setRequestProperty("x-amz-content-sha256", bodyHash);
        connection.setRequestProperty(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + key.accessKeyId() + "/" + scope
                        + ", SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature="
                        + HexFormat.of().formatHex(hmac(signingKey, toSign)));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
