package haneul.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import haneul.kernel.Arn;
import haneul.kernel.AwsException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;

class TokensTest {
    private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static AwsException invalid() {
        return new AwsException("InvalidNextToken", 400, "The token is not valid.");
    }

    @Property(tries = 300)
    void positionsComeBackAndNothingElseDoes(@ForAll byte[] position, @ForAll String purpose, @ForAll int at) {
        var tokens = new PaginationTokens(KEY);
        var token = tokens.seal(purpose, position);
        assertArrayEquals(position, new PaginationTokens(KEY).open(purpose, token, TokensTest::invalid));
        assertThrows(AwsException.class, () -> tokens.open(purpose + "x", token, TokensTest::invalid));
        var other = new PaginationTokens("another key of 20 b.".getBytes(StandardCharsets.US_ASCII));
        assertThrows(AwsException.class, () -> other.open(purpose, token, TokensTest::invalid));
        var bytes = java.util.Base64.getUrlDecoder().decode(token);
        bytes[Math.floorMod(at, bytes.length)] ^= 4;
        var changed = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        assertThrows(AwsException.class, () -> tokens.open(purpose, changed, TokensTest::invalid));
    }

    @Property(tries = 300)
    void garbageIsRefused(@ForAll String token) {
        assertThrows(AwsException.class, () -> new PaginationTokens(KEY).open("p", token, TokensTest::invalid));
    }

    private static Call call(String account, String operation) {
        var caller = new Caller(account, Arn.of("iam", "", account, "root"), "AKID");
        return new Call("r", "ec2", operation, "eu-west-1", caller, NOW, null, null, (c, a, r) -> {});
    }

    private static IdempotencyToken token(int size, String token) {
        var request = CreateVolumeRequest.builder()
                .size(size)
                .clientToken(token)
                .availabilityZone("a")
                .tagSpecifications(t -> t.tags(g -> g.key("k").value("v")))
                .build();
        return IdempotencyToken.of(call("000000000000", "CreateVolume"), token, request);
    }

    @Test
    void sameTokenAndRequestHaveTheSameOutcomeUntilForgotten() {
        var row = token(8, "t").row("vol-1", NOW.plusSeconds(60));
        assertEquals(Optional.of("vol-1"), token(8, "t").outcome(Optional.of(row), NOW));
        assertEquals(Optional.empty(), token(8, "t").outcome(Optional.of(row), NOW.plusSeconds(60)));
        assertEquals(Optional.empty(), token(8, "t").outcome(Optional.empty(), NOW));
    }

    @Test
    void sameTokenWithAnotherRequestIsRefused() {
        var row = Optional.of(token(8, "t").row("vol-1", NOW.plusSeconds(60)));
        var error = assertThrows(AwsException.class, () -> token(9, "t").outcome(row, NOW));
        assertEquals("IdempotentParameterMismatch", error.code());
    }

    @Test
    void keysAreApartByAccountAndOperation() {
        var request = CreateVolumeRequest.builder().size(1).build();
        var one = IdempotencyToken.of(call("000000000000", "CreateVolume"), "t", request)
                .key();
        assertFalse(Arrays.equals(
                one,
                IdempotencyToken.of(call("111111111111", "CreateVolume"), "t", request)
                        .key()));
        assertFalse(Arrays.equals(
                one,
                IdempotencyToken.of(call("000000000000", "CopyVolumes"), "t", request)
                        .key()));
    }
}
