package haneul.wire.auth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.AwsException;
import haneul.wire.FakeExchange;
import haneul.wire.codec.Protocol;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/** What AWS's own signer signs is accepted; the same request with one character changed is not. */
@Tag("property")
class SdkSignerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Dialect S3 = new S3Dialect();

    record Sent(String method, String key, Map<String, String> query, Map<String, String> headers, byte[] body) {}

    @Provide
    Arbitrary<Sent> requests() {
        var text = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars("äß€한🙂+/%&=?;'()*!~")
                .ofMaxLength(12)
                .filter(s -> StandardCharsets.UTF_8.newEncoder().canEncode(s));
        var names = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("-+ %X")
                .ofMinLength(1)
                .ofMaxLength(8);
        var values =
                Arbitraries.strings().withCharRange(' ', '~').withChars("\t ").ofMaxLength(20);
        var headers = Arbitraries.maps(
                        Arbitraries.strings()
                                .withCharRange('a', 'z')
                                .ofMinLength(1)
                                .ofMaxLength(6)
                                .map(s -> "x-amz-meta-" + s),
                        values)
                .ofMaxSize(3);
        return Combinators.combine(
                        Arbitraries.of("GET", "PUT", "POST", "DELETE", "HEAD"),
                        text.map(s -> s.replace("..", "__").replaceAll("(^|/)\\.(/|$)", "_")),
                        Arbitraries.maps(names, text).ofMaxSize(4),
                        headers,
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(300))
                .as(Sent::new);
    }

    private static SdkHttpRequest request(Sent sent, String host) {
        var builder = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(sent.method()))
                .protocol("https")
                .host(host)
                .port(4566)
                .encodedPath("/bucket/" + SdkHttpUtils.urlEncodeIgnoreSlashes(sent.key()));
        sent.query().forEach(builder::putRawQueryParameter);
        sent.headers().forEach(builder::putHeader);
        builder.putHeader("Host", host + ":4566");
        return builder.build();
    }

    private static FakeExchange sign(
            SdkHttpRequest request,
            byte[] body,
            java.util.function.Consumer<SignRequest.Builder<AwsCredentialsIdentity>> more) {
        var signed = AwsV4HttpSigner.create().sign((SignRequest.Builder<AwsCredentialsIdentity> b) -> {
            b.identity(AwsCredentialsIdentity.create("AKID", "SECRET"))
                    .request(request)
                    .payload(() -> new ByteArrayInputStream(body))
                    .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "ap-northeast-2")
                    .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                    .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC));
            more.accept(b);
        });
        var out = signed.request();
        var query = out.encodedQueryParameters().map(q -> "?" + q).orElse("");
        var exchange = new FakeExchange(out.method().name(), out.encodedPath() + query);
        out.headers().forEach((name, values) -> values.forEach(value -> exchange.with(name, value)));
        signed.payload().ifPresent(p -> {
            try (var in = p.newStream()) {
                exchange.pieces(in.readAllBytes(), 1000);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return exchange;
    }

    private static byte[] accepted(FakeExchange exchange, SigningStyle style, String token) {
        var dialect = style == SigningStyle.S3 ? S3 : Dialect.of(style, Protocol.AWS_QUERY);
        var authenticator =
                new Authenticator(AuthenticatorTest.credentials("AKID", "SECRET", token), InstantSource.fixed(NOW));
        var claim = ClaimReader.read(exchange, dialect).orElseThrow();
        var announced = ContentHash.announced(exchange, claim, style, dialect);
        try {
            if (announced.isPresent()) {
                var proof = authenticator.verify(exchange, claim, announced.get(), style, dialect);
                return read(exchange, announced.get(), proof, dialect);
            }
            var body = read(exchange, ContentHash.UNSIGNED, null, dialect);
            authenticator.verify(exchange, claim, ContentHash.of(body), style, dialect);
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(FakeExchange exchange, ContentHash hash, Proof proof, Dialect dialect)
            throws IOException {
        var payload = Payloads.open(exchange, hash, proof, dialect);
        var out = new ByteArrayOutputStream();
        for (var piece = payload.next(); piece != null; piece = payload.next()) {
            while (piece.hasRemaining()) {
                out.write(piece.get());
            }
        }
        return out.toByteArray();
    }

    @Property(tries = 400)
    void headerFormOfS3(@ForAll("requests") Sent sent, @ForAll boolean signPayload) {
        var exchange = sign(
                request(sent, "127.0.0.1"),
                sent.body(),
                b -> b.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, signPayload));
        assertArrayEquals(sent.body(), accepted(exchange, SigningStyle.S3, null));
    }

    @Property(tries = 300)
    void presignedFormOfS3(@ForAll("requests") Sent sent) {
        var exchange = sign(
                request(new Sent(sent.method(), sent.key(), sent.query(), Map.of(), sent.body()), "localhost"),
                sent.body(),
                b -> b.putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofDays(7)));
        assertTrue(exchange.header("authorization").isEmpty());
        accepted(exchange, SigningStyle.S3, null);
    }

    @Property(tries = 200)
    void sessionTokensInBothForms(@ForAll("requests") Sent sent, @ForAll boolean presigned) {
        var location =
                presigned ? AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING : AwsV4FamilyHttpSigner.AuthLocation.HEADER;
        var exchange = sign(request(sent, "localhost"), sent.body(), b -> {
            b.identity(AwsSessionCredentialsIdentity.create("AKID", "SECRET", "tok/en+="));
            b.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, !presigned);
            b.putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, location);
            if (presigned) {
                b.putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofHours(1));
            }
        });
        accepted(exchange, SigningStyle.S3, "tok/en+=");
    }

    @Property(tries = 60)
    void chunkedForms(
            @ForAll("requests") Sent sent, @ForAll boolean signed, @ForAll boolean trailer, @ForAll Random random) {
        var body = new byte[random.nextInt(300_000)];
        random.nextBytes(body);
        var put = new Sent("PUT", sent.key(), sent.query(), sent.headers(), body);
        if (!signed && !trailer) {
            return;
        }
        var request = request(put, "localhost").toBuilder()
                .putHeader("Content-Length", Integer.toString(body.length))
                .build();
        var exchange = sign(request, body, b -> {
            b.putProperty(AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, true)
                    .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, signed);
            if (trailer) {
                b.putProperty(AwsV4FamilyHttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.CRC32);
            }
        });
        var hash = exchange.header("x-amz-content-sha256").orElseThrow();
        assertTrue(hash.startsWith("STREAMING-"), hash);
        assertEquals(trailer, hash.endsWith("-TRAILER"), hash);
        assertArrayEquals(body, accepted(exchange, SigningStyle.S3, null));
    }

    @Property(tries = 300)
    void standardServices(@ForAll("requests") Sent sent, @ForAll boolean presigned) {
        var location =
                presigned ? AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING : AwsV4FamilyHttpSigner.AuthLocation.HEADER;
        var exchange = sign(request(sent, "localhost"), sent.body(), b -> {
            b.putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "elasticfilesystem")
                    .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, true)
                    .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, true)
                    .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, location);
            if (presigned) {
                b.putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofHours(1));
            }
        });
        accepted(exchange, SigningStyle.STANDARD, null);
    }

    @Property(tries = 400)
    void oneChangedCharacterIsRefused(@ForAll("requests") Sent sent, @ForAll Random random) {
        var body = sent.body().length == 0 ? new byte[] {1} : sent.body();
        var exchange = sign(
                request(sent, "localhost"),
                body,
                b -> b.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, true));
        var changed = changed(exchange, body, random);
        assertThrows(AwsException.class, () -> accepted(changed, SigningStyle.S3, null));
    }

    private static FakeExchange changed(FakeExchange exchange, byte[] body, Random random) {
        int where = random.nextInt(4);
        var path = where == 0 ? exchange.rawPath() + "x" : exchange.rawPath();
        var query = where == 1 ? exchange.rawQuery() + "&x=1" : exchange.rawQuery();
        var out = new FakeExchange(exchange.method(), path + (query.isEmpty() ? "" : "?" + query));
        int header = where == 2 ? random.nextInt(exchange.headers().size()) : -1;
        var sensitive = List.of("authorization", "x-amz-date", "host", "x-amz-content-sha256");
        for (int i = 0; i < exchange.headers().size(); i++) {
            var h = exchange.headers().get(i);
            boolean change = i == header
                    && (sensitive.contains(h.name().toLowerCase(java.util.Locale.ROOT))
                            || h.name().startsWith("x-amz-meta"));
            out.with(h.name(), change ? h.value() + "7" : h.value());
            if (i == header && !change) {
                out.with("x-amz-meta-zzz", "added");
            }
        }
        var copy = body.clone();
        if (where == 3) {
            copy[random.nextInt(copy.length)] ^= 1;
        }
        return out.piece(copy);
    }

    @Property(tries = 2000)
    void garbageInAuthorizationIsAnAwsError(@ForAll("garbage") String value) {
        var exchange = new FakeExchange("GET", "/b/k")
                .with("Host", "h")
                .with("Authorization", value)
                .with("x-amz-date", "20260301T120000Z")
                .with("x-amz-content-sha256", Sha256.EMPTY);
        assertEquals(
                4,
                assertThrows(AwsException.class, () -> {
                                    accepted(exchange, SigningStyle.S3, null);
                                })
                                .status()
                        / 100);
        ClaimReader.service(exchange);
    }

    @Provide
    Arbitrary<String> garbage() {
        var words = Arbitraries.of(
                "AWS4-HMAC-SHA256",
                " ",
                ",",
                "Credential=",
                "SignedHeaders=",
                "Signature=",
                "AKID",
                "/20260301/",
                "ap-northeast-2",
                "/s3/",
                "aws4_request",
                "host;x-amz-date",
                ";",
                "=",
                "AWS ",
                "é",
                "/",
                "0");
        return words.list().ofMaxSize(14).map(l -> String.join("", l));
    }

    @Property(tries = 2000)
    void garbageInThePresignedQueryIsAnAwsError(@ForAll("garbageQuery") String query) {
        var exchange = new FakeExchange("GET", "/b/k?" + query).with("Host", "h");
        ClaimReader.service(exchange);
        try {
            if (ClaimReader.read(exchange, S3).isPresent()) {
                accepted(exchange, SigningStyle.S3, null);
                throw new AssertionError("accepted " + query);
            }
        } catch (AwsException e) {
            assertEquals(4, e.status() / 100, query);
        }
    }

    @Provide
    Arbitrary<String> garbageQuery() {
        var words = Arbitraries.of(
                "X-Amz-Algorithm=AWS4-HMAC-SHA256",
                "&",
                "X-Amz-Credential=",
                "AKID%2F20260301%2Fr%2Fs3%2Faws4_request",
                "X-Amz-Date=20260301T120000Z",
                "X-Amz-Expires=60",
                "X-Amz-SignedHeaders=host",
                "X-Amz-Signature=00",
                "%",
                "%zz",
                "=",
                "X-Amz-Expires=",
                "999999999999999999999",
                "+",
                "Signature=1",
                "AWSAccessKeyId=2");
        return words.list().ofMaxSize(16).map(l -> String.join("", l));
    }
}
