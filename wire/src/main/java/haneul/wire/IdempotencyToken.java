package haneul.wire;

import haneul.kernel.AwsException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * A client token of one call: the same token with the same request has the same outcome, with another request it is
 * refused. (AWS: "Ensuring idempotency in Amazon EC2 API requests".)
 *
 * <p>The memory is a row of the service's own store: it writes {@link #row} under {@link #key} in the batch that
 * creates the resource, so that a crash leaves both or none, and asks {@link #outcome} under the lock that guards the
 * creation.
 */
public final class IdempotencyToken {
    private static final int FINGERPRINT_BYTES = 32;
    private static final int HEAD_BYTES = Long.BYTES + FINGERPRINT_BYTES;

    private final String account;
    private final String service;
    private final String operation;
    private final String region;
    private final String token;
    private final byte[] fingerprint;

    private IdempotencyToken(Call call, String token, byte[] fingerprint) {
        this.account = call.caller().account();
        this.service = call.service();
        this.operation = call.operation();
        this.region = call.region();
        this.token = token;
        this.fingerprint = fingerprint;
    }

    /** @param token the client's, as given in {@code request} */
    public static IdempotencyToken of(Call call, String token, SdkPojo request) {
        var digest = sha256();
        add(digest, request, token);
        return new IdempotencyToken(call, token, digest.digest());
    }

    /** Unique for caller's account, region, service, operation and token. */
    public byte[] key() {
        return String.join("\0", account, region, service, operation, token).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What to remember.
     *
     * @param outcome usually the id of the resource made
     * @param until when the token may be forgotten, on the cloud's clock
     */
    public byte[] row(String outcome, Instant until) {
        var text = outcome.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(HEAD_BYTES + text.length)
                .putLong(until.toEpochMilli())
                .put(fingerprint)
                .put(text)
                .array();
    }

    /**
     * The outcome of the earlier call with this token; empty when there was none, or it was long ago.
     *
     * @param row what the store holds under {@link #key}
     * @throws AwsException IdempotentParameterMismatch when the earlier request was another
     */
    public Optional<String> outcome(Optional<byte[]> row, Instant now) {
        if (row.isEmpty()) {
            return Optional.empty();
        }
        var bytes = row.get();
        if (bytes.length < HEAD_BYTES) {
            throw new IllegalStateException("a remembered token of " + operation + " has " + bytes.length + " bytes");
        }
        if (ByteBuffer.wrap(bytes).getLong() <= now.toEpochMilli()) {
            return Optional.empty();
        }
        if (!Arrays.equals(bytes, Long.BYTES, HEAD_BYTES, fingerprint, 0, FINGERPRINT_BYTES)) {
            throw new AwsException(
                    "IdempotentParameterMismatch",
                    400,
                    "The request uses the same client token as a previous, but non-identical request. Do not reuse a "
                            + "client token with different requests, unless the requests are identical.");
        }
        return Optional.of(new String(bytes, HEAD_BYTES, bytes.length - HEAD_BYTES, StandardCharsets.UTF_8));
    }

    /** Feeds a value so that different values never feed the same bytes; members that are not set feed nothing. */
    private static void add(MessageDigest digest, Object value, String token) {
        switch (value) {
            case SdkPojo pojo -> {
                mark(digest, '{');
                for (SdkField<?> field : pojo.sdkFields()) {
                    var member = field.getValueOrDefault(pojo);
                    boolean isToken =
                            token.equals(member) && field.locationName().endsWith("Token");
                    if (member != null && !isToken && !unset(member)) {
                        add(digest, field.locationName(), token);
                        add(digest, member, token);
                    }
                }
                mark(digest, '}');
            }
            case List<?> list -> {
                mark(digest, '[');
                list.forEach(item -> add(digest, item, token));
                mark(digest, ']');
            }
            case Map<?, ?> map -> {
                mark(digest, '<');
                new TreeMap<>(map).forEach((name, item) -> {
                    add(digest, name, token);
                    add(digest, item, token);
                });
                mark(digest, '>');
            }
            case SdkBytes bytes -> leaf(digest, bytes.asByteArrayUnsafe());
            case null -> mark(digest, '0');
            default -> leaf(digest, value.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static boolean unset(Object member) {
        return member instanceof software.amazon.awssdk.core.util.SdkAutoConstructList<?>
                || member instanceof software.amazon.awssdk.core.util.SdkAutoConstructMap<?, ?>;
    }

    private static void leaf(MessageDigest digest, byte[] bytes) {
        mark(digest, '=');
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static void mark(MessageDigest digest, char mark) {
        digest.update((byte) mark);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }
}
