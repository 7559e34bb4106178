package haneul.models.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import haneul.kernel.AwsException;
import haneul.models.Models;
import haneul.wire.Exchange;
import haneul.wire.codec.Codec;
import haneul.wire.codec.Operation;
import haneul.wire.codec.Protocol;
import haneul.wire.codec.Query;
import haneul.wire.codec.RequestParts;
import haneul.wire.codec.ServiceModel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkPojo;

/** Damages real requests of every protocol: each is decoded or refused with AWS's error, and nothing else happens. */
class CodecFuzzTest {
    private static final long SEED = 20261123;
    private static final int OPERATIONS = 40;
    private static final int ROUNDS = 150;

    private final Random random = new Random(SEED);

    @ParameterizedTest
    @ValueSource(strings = {"s3", "route53", "ec2", "iam", "ecs", "sqs", "efs", "glacier", "snowball", "cloudwatch"})
    void damagedRequestsAreDecodedOrRefusedAndNothingElse(String name) throws Exception {
        var service = Models.service(name);
        int refused = 0;
        int decoded = 0;
        for (var wire : requests(service)) {
            for (int round = 0; round < ROUNDS; round++) {
                var parts = damage(wire.parts());
                try {
                    var operation = wire.operation().orElseThrow();
                    var request = Codec.read(service, wire.protocol(), operation, parts);
                    decoded++;
                    Codec.validate(service, wire.protocol(), operation, request);
                } catch (AwsException e) {
                    assertTrue(
                            e.status() >= 400 && e.status() < 500 && !e.code().isEmpty(), e.toString());
                    Codec.error(service, wire.protocol(), null, e, "ID", parts.rawPath());
                    refused++;
                } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                    fail(
                            "seed " + SEED + ", " + wire.operation() + " round " + round + ": " + parts.rawPath() + " "
                                    + parts.query().parameters() + " "
                                    + new String(parts.body(), StandardCharsets.UTF_8),
                            e);
                }
            }
        }
        assertTrue(refused > 100 && decoded > 100, refused + " refused, " + decoded + " decoded");
    }

    /** Some operations of the service as its client sends them, and in CBOR where the service speaks it. */
    private static List<Wire> requests(ServiceModel service) throws Exception {
        List<Operation> operations = new ArrayList<>(service.operations());
        Collections.shuffle(operations, new Random(SEED));
        var requests = new ArrayList<Wire>();
        try (var client = new JavaClient(service)) {
            for (var operation : operations.subList(0, Math.min(OPERATIONS, operations.size()))) {
                if (operation.requestType().isEmpty() || !client.has(operation)) {
                    continue;
                }
                var request = new Filler(SEED).fill(builder(operation));
                if (service.protocols().contains(Protocol.RPC_V2_CBOR)) {
                    var body = Codec.encode(service, Protocol.RPC_V2_CBOR, operation, request, "ID")
                            .body();
                    requests.add(new Wire(
                            service,
                            Protocol.RPC_V2_CBOR,
                            java.util.Optional.of(operation),
                            new RequestParts("POST", "/", Query.EMPTY, List.of(), body)));
                }
                requests.add(capture(client, operation, request));
            }
        }
        requests.removeIf(wire -> wire == null || wire.operation().isEmpty());
        return requests;
    }

    private static Wire capture(JavaClient client, Operation operation, SdkPojo request) {
        var captured = new ArrayList<Wire>();
        try {
            client.call(operation, request, wire -> {
                captured.add(wire);
                throw new IllegalStateException("captured");
            });
        } catch (Exception e) {
            return captured.isEmpty() ? null : captured.getFirst();
        }
        throw new AssertionError("the call was answered");
    }

    private static SdkPojo builder(Operation operation) {
        try {
            return (SdkPojo)
                    operation.requestType().orElseThrow().getMethod("builder").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private RequestParts damage(RequestParts parts) {
        return switch (random.nextInt(parts.body().length > 0 ? 6 : 3)) {
            case 0 ->
                new RequestParts(parts.method(), text(parts.rawPath()), parts.query(), parts.headers(), parts.body());
            case 1 ->
                new RequestParts(parts.method(), parts.rawPath(), query(parts.query()), parts.headers(), parts.body());
            case 2 ->
                new RequestParts(
                        parts.method(), parts.rawPath(), parts.query(), headers(parts.headers()), parts.body());
            default ->
                new RequestParts(parts.method(), parts.rawPath(), parts.query(), parts.headers(), bytes(parts.body()));
        };
    }

    private String text(String text) {
        return new String(bytes(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.ISO_8859_1);
    }

    private Query query(Query query) {
        var raw = new StringBuilder();
        for (var parameter : query.parameters()) {
            raw.append(parameter.name().replaceAll("[^A-Za-z0-9.-]", ""))
                    .append(random.nextInt(3) == 0 ? "=" : "=%00x")
                    .append('&');
        }
        return Query.parse(raw.toString());
    }

    private List<Exchange.Header> headers(List<Exchange.Header> headers) {
        return headers.stream()
                .map(header ->
                        random.nextInt(3) == 0 ? new Exchange.Header(header.name(), text(header.value())) : header)
                .toList();
    }

    private byte[] bytes(byte[] valid) {
        var bytes = valid.clone();
        for (int left = random.nextInt(3); left >= 0 && bytes.length > 0; left--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes = Arrays.copyOf(bytes, at);
                case 1 -> bytes = repeat(bytes, at);
                default ->
                    bytes[at] = (byte)
                            (random.nextBoolean()
                                    ? random.nextInt(256)
                                    : "<>&/;'\"{}[]:,%=.#!-0".charAt(random.nextInt(19)));
            }
        }
        return bytes;
    }

    private byte[] repeat(byte[] bytes, int at) {
        var longer = Arrays.copyOf(bytes, bytes.length + bytes.length - at);
        System.arraycopy(bytes, random.nextInt(at + 1), longer, bytes.length, bytes.length - at);
        return longer;
    }
}
