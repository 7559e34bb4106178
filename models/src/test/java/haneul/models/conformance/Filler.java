package haneul.models.conformance;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** Fills every member of a shape with values that show where they got lost or mixed up; the seed repeats a run. */
final class Filler {
    private static final int DEPTH = 7;

    /** Members that are no member on the wire, or that clients turn into something else; each with its reason. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "Content-Length", "the client sets it from the body",
            "SourceBucket", "a convenience of the SDK that becomes CopySource",
            "SourceKey", "a convenience of the SDK that becomes CopySource",
            "SourceVersionId", "a convenience of the SDK that becomes CopySource",
            "EndpointId", "selects a signature that needs a native library",
            "x-amz-sdk-checksum-algorithm", "makes the client compute a checksum with the algorithm named");

    private final Random random;
    private final Deque<Class<?>> open = new ArrayDeque<>();

    Filler(long seed) {
        this.random = new Random(seed);
    }

    /** The built shape. */
    SdkPojo fill(SdkPojo builder) {
        open.push(builder.getClass());
        for (var field : builder.sdkFields()) {
            var value = isLeftOut(field, builder) ? null : value(field);
            if (value != null) {
                field.set(builder, value);
            }
        }
        open.pop();
        return (SdkPojo) ((Buildable) builder).build();
    }

    /** A structure without a member cannot be told from an absent one in every protocol. */
    private SdkPojo fillSome(SdkPojo builder) {
        var shape = fill(builder);
        return shape.sdkFields().isEmpty() || !Dump.of(shape).isEmpty() ? shape : null;
    }

    static boolean isLeftOut(SdkField<?> field, SdkPojo shape) {
        return LEFT_OUT.containsKey(field.locationName())
                || field.memberName().equals("Expires")
                        && shape.sdkFields().stream()
                                .anyMatch(other -> other.memberName().equals("ExpiresString"));
    }

    private Object value(SdkField<?> field) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> text(field);
            case INTEGER -> field.location() == MarshallLocation.STATUS_CODE ? 200 : 1 + random.nextInt(1_000_000);
            case LONG -> 1 + random.nextLong(1L << 53);
            case SHORT -> (short) random.nextInt(1000);
            case BYTE -> (byte) random.nextInt(100);
            case FLOAT -> random.nextInt(1000) / 8f;
            case DOUBLE -> random.nextInt(1_000_000) / 64d;
            case BIG_DECIMAL -> java.math.BigDecimal.valueOf(random.nextInt(), 3);
            case BOOLEAN -> true;
            case INSTANT -> instant(field);
            case SDK_BYTES -> bytes();
            case DOCUMENT ->
                Document.fromMap(Map.of(
                        "text", Document.fromString("a\"b"),
                        "list", Document.fromList(List.of(Document.fromNumber(7), Document.fromBoolean(true)))));
            case SDK_POJO -> {
                var inner = field.constructor().get();
                boolean tooDeep = open.size() > DEPTH
                        || open.stream().filter(inner.getClass()::equals).count() > 1;
                yield tooDeep ? null : fillSome(inner);
            }
            case LIST -> list(field.getTrait(ListTrait.class).memberFieldInfo());
            case MAP -> map(field, field.getTrait(MapTrait.class).valueFieldInfo());
            case NULL -> null;
        };
    }

    private List<Object> list(SdkField<?> element) {
        var list = new ArrayList<Object>();
        for (int i = 0; i < 2; i++) {
            var value = value(element);
            if (value != null) {
                list.add(value);
            }
        }
        return list.isEmpty() ? null : list;
    }

    private Map<String, Object> map(SdkField<?> field, SdkField<?> element) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < 2; i++) {
            var value = value(element);
            if (value != null) {
                boolean header = field.location() == MarshallLocation.HEADER;
                map.put(header ? "meta-" + i : "key " + i + " <&>", value);
            }
        }
        return map.isEmpty() ? null : map;
    }

    private static final Set<String> HOST_LABELS = Set.of("Bucket", "x-amz-request-route");

    private String text(SdkField<?> field) {
        var name = field.locationName();
        if ("x-amz-account-id".equals(name)) {
            return "123456789012";
        }
        if ("xsi:type".equals(name)) {
            return "CanonicalUser";
        }
        if ("Content-Range".equals(name)) {
            return "bytes 0-3/*";
        }
        if (HOST_LABELS.contains(name)) {
            return "bucket-" + random.nextInt(1000);
        }
        return switch (field.location() == null ? MarshallLocation.PAYLOAD : field.location()) {
            case HEADER -> "header-" + random.nextInt(100_000);
            case PATH -> "label/with space+" + random.nextInt(100_000);
            case GREEDY_PATH -> "dir//with space+%41/é" + random.nextInt(100_000);
            case QUERY_PARAM -> "a&b=c+d é" + random.nextInt(100_000);
            case PAYLOAD, STATUS_CODE -> "<v> & \"é\" 'w'\t" + random.nextInt(100_000);
        };
    }

    private Instant instant(SdkField<?> field) {
        long seconds = 1_600_000_000L + random.nextInt(100_000_000);
        var format = field.getTrait(TimestampFormatTrait.class);
        boolean whole = field.location() == MarshallLocation.HEADER
                || format != null && format.format() == TimestampFormatTrait.Format.RFC_822;
        return whole ? Instant.ofEpochSecond(seconds) : Instant.ofEpochMilli(seconds * 1000 + random.nextInt(1000));
    }

    private SdkBytes bytes() {
        var bytes = new byte[1 + random.nextInt(40)];
        random.nextBytes(bytes);
        return SdkBytes.fromByteArray(bytes);
    }
}
