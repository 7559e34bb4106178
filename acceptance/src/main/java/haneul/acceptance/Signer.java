package haneul.acceptance;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature Version 4, written from the specification and independent of the server's own code, so that tests can
 * also sign what no client library would send. AWS: "Authenticating Requests (AWS Signature Version 4)", S3 API
 * Reference. The path is taken as it stands, as S3 does.
 */
public record Signer(Identity identity, String service, Instant at) {

    public static final String UNSIGNED = "UNSIGNED-PAYLOAD";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Signs for S3 at this moment. */
    public static Signer s3(Identity identity) {
        return new Signer(identity, "s3", Instant.now());
    }

    /** Signs in headers; an {@code x-amz-content-sha256} already there is kept. */
    public Request sign(Request request, String host) {
        var hash = request.first("x-amz-content-sha256").orElseGet(() -> sha256(request.body()));
        var dated = request.replace("Host", request.first("Host").orElse(host))
                .replace("x-amz-date", stamp())
                .replace("x-amz-content-sha256", hash);
        var signature = signature(stringToSign(canonical(dated, hash)));
        return dated.header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + identity.accessKey() + "/" + scope() + ", SignedHeaders="
                        + signedHeaders(dated) + ", Signature=" + signature);
    }

    /** Signs in the query, valid from {@link #at} for the given time. */
    public Request presign(Request request, String host, Duration validity) {
        var hosted = request.replace("Host", request.first("Host").orElse(host));
        var asked = hosted.query("X-Amz-Algorithm", "AWS4-HMAC-SHA256")
                .query("X-Amz-Credential", identity.accessKey() + "/" + scope())
                .query("X-Amz-Date", stamp())
                .query("X-Amz-Expires", String.valueOf(validity.toSeconds()))
                .query("X-Amz-SignedHeaders", signedHeaders(hosted));
        return asked.query("X-Amz-Signature", signature(stringToSign(canonical(asked, UNSIGNED))));
    }

    /** The hex signature of any text with this day's key: chunks and POST policies use it. */
    public String signature(String text) {
        var key = mac(("AWS4" + identity.secretKey()).getBytes(StandardCharsets.UTF_8), day());
        for (var part : List.of(identity.region(), service, "aws4_request")) {
            key = mac(key, part);
        }
        return HexFormat.of().formatHex(mac(key, text));
    }

    public String stamp() {
        return STAMP.format(at);
    }

    public String scope() {
        return day() + "/" + identity.region() + "/" + service + "/aws4_request";
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private String day() {
        return stamp().substring(0, 8);
    }

    private String stringToSign(String canonical) {
        return "AWS4-HMAC-SHA256\n" + stamp() + "\n" + scope() + "\n"
                + sha256(canonical.getBytes(StandardCharsets.UTF_8));
    }

    private static String canonical(Request request, String hash) {
        var query = request.query().stream()
                .map(p ->
                        new Request.Pair(Percent.encode(p.name()), Percent.encode(p.value() == null ? "" : p.value())))
                .sorted(Comparator.comparing(Request.Pair::name).thenComparing(Request.Pair::value))
                .map(p -> p.name() + "=" + p.value())
                .collect(Collectors.joining("&"));
        var headers = request.headers().stream()
                .filter(h -> !h.name().equalsIgnoreCase("Content-Length"))
                .collect(Collectors.groupingBy(
                        h -> h.name().toLowerCase(Locale.ROOT),
                        TreeMap::new,
                        Collectors.mapping(h -> h.value().strip().replaceAll(" +", " "), Collectors.joining(","))));
        return request.method() + "\n" + request.path() + "\n" + query + "\n"
                + headers.entrySet().stream()
                        .map(h -> h.getKey() + ":" + h.getValue() + "\n")
                        .collect(Collectors.joining())
                + "\n" + signedHeaders(request) + "\n" + hash;
    }

    private static String signedHeaders(Request request) {
        return request.headers().stream()
                .map(h -> h.name().toLowerCase(Locale.ROOT))
                .filter(n -> !n.equals("content-length"))
                .distinct()
                .sorted(Comparator.naturalOrder())
                .collect(Collectors.joining(";"));
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
