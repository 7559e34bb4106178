package haneul.wire.codec;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;

/** Writes shapes as the CBOR (RFC 8949) of Smithy's RPC v2. */
final class CborWriter {
    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int TAG = 6;
    private static final int MAP_UNTIL_BREAK = 0xBF;
    private static final int BREAK = 0xFF;

    private final Output out;

    CborWriter(Output out) {
        this.out = out;
    }

    /** The members of the body as one map. */
    void structure(SdkPojo shape, Layout layout) {
        out.octet(MAP_UNTIL_BREAK);
        for (var member : layout.body) {
            var value = member.get(shape);
            if (value != null) {
                text(member.name);
                value(member, value);
            }
        }
        out.octet(BREAK);
    }

    /** A map of texts. */
    void texts(Map<String, String> entries) {
        out.octet(MAP_UNTIL_BREAK);
        entries.forEach((key, value) -> {
            text(key);
            text(value);
        });
        out.octet(BREAK);
    }

    private void value(Member member, Object value) {
        switch (value) {
            case null -> out.octet(0xF6);
            case SdkPojo shape -> structure(shape, member.layout());
            case List<?> list -> {
                head(ARRAY, list.size());
                list.forEach(element -> value(member.element, element));
            }
            case Map<?, ?> map -> {
                out.octet(MAP_UNTIL_BREAK);
                map.forEach((key, held) -> {
                    text((String) key);
                    value(member.element, held);
                });
                out.octet(BREAK);
            }
            case String text -> text(text);
            case Boolean truth -> out.octet(truth ? 0xF5 : 0xF4);
            case SdkBytes bytes -> {
                head(BYTES, bytes.asByteArrayUnsafe().length);
                out.raw(bytes.asByteArrayUnsafe());
            }
            case Instant instant -> {
                head(TAG, 1);
                real(BigDecimal.valueOf(instant.toEpochMilli(), 3).doubleValue());
            }
            case Float number -> real(number);
            case Double number -> real(number);
            case Number number -> integer(number.longValue());
            default ->
                throw new IllegalStateException(
                        "CBOR has no form for " + value.getClass().getName());
        }
    }

    private void text(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        head(TEXT, bytes.length);
        out.raw(bytes);
    }

    private void integer(long value) {
        head(value < 0 ? NEGATIVE : UNSIGNED, value < 0 ? ~value : value);
    }

    private void real(double value) {
        out.octet(0xFB);
        octets(Double.doubleToLongBits(value), 8);
    }

    private void head(int major, long value) {
        if (value < 24) {
            out.octet(major << 5 | (int) value);
            return;
        }
        int power = value < 0x100 ? 0 : value < 0x10000 ? 1 : value < 0x100000000L ? 2 : 3;
        out.octet(major << 5 | 24 + power);
        octets(value, 1 << power);
    }

    private void octets(long value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            out.octet((int) (value >>> 8 * i));
        }
    }
}
