package haneul.wire.codec;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;

/** Turns leaves into the values of members and back. */
final class Scalars {
    private static final int NUMBER_CHARACTERS = 64;

    private Scalars() {}

    /** The value of a leaf. @throws Malformed when the member cannot take it */
    static Object read(Member member, Node leaf) {
        return switch (leaf.kind()) {
            case TEXT -> fromText(member, leaf.text());
            case STRING -> fromString(member, (String) leaf.value());
            case NUMBER -> fromNumber(member, (BigDecimal) leaf.value());
            case BOOLEAN ->
                switch (member.type) {
                    case BOOLEAN -> leaf.value();
                    default -> throw refused(member, "TRUE_VALUE");
                };
            case BYTES ->
                switch (member.type) {
                    case SDK_BYTES -> SdkBytes.fromByteArrayUnsafe((byte[]) leaf.value());
                    default -> throw refused(member, "BYTES_VALUE");
                };
            case LIST, OBJECT -> throw new Malformed("Start of structure or map found where not expected.");
            case NULL -> null;
        };
    }

    private static Malformed refused(Member member, String found) {
        return new Malformed(found + " can not be converted to " + expected(member));
    }

    private static String expected(Member member) {
        return switch (member.type) {
            case STRING -> "a String";
            case BOOLEAN -> "a Boolean";
            case INTEGER, SHORT, BYTE -> "an Integer";
            case LONG -> "a Long";
            case FLOAT -> "a Float";
            case DOUBLE -> "a Double";
            case BIG_DECIMAL -> "a BigDecimal";
            case INSTANT -> "a Timestamp";
            case SDK_BYTES -> "a Blob";
            default -> "a " + member.type;
        };
    }

    /** A string of a form that knows types. */
    private static Object fromString(Member member, String text) {
        return switch (member.type) {
            case STRING, INSTANT, SDK_BYTES, BIG_DECIMAL -> fromText(member, text);
            case FLOAT, DOUBLE ->
                switch (text) {
                    case "NaN", "Infinity", "-Infinity" -> fromText(member, text);
                    default -> throw refused(member, "STRING_VALUE");
                };
            default -> throw refused(member, "STRING_VALUE");
        };
    }

    private static Object fromNumber(Member member, BigDecimal number) {
        try {
            return switch (member.type) {
                case INTEGER -> number.intValueExact();
                case LONG -> number.longValueExact();
                case SHORT -> number.shortValueExact();
                case BYTE -> number.byteValueExact();
                case FLOAT -> number.floatValue();
                case DOUBLE -> number.doubleValue();
                case BIG_DECIMAL -> number;
                case INSTANT -> Timestamps.seconds(number);
                default -> throw refused(member, "NUMBER_VALUE");
            };
        } catch (ArithmeticException e) {
            throw new Malformed("NUMBER_VALUE can not be converted to " + expected(member));
        }
    }

    /** A text whose type the form does not tell: XML, query, headers, labels. */
    static Object fromText(Member member, String text) {
        try {
            return switch (member.type) {
                case STRING -> member.jsonValue ? fromBase64(text) : text;
                case BOOLEAN -> truth(text);
                case INTEGER -> Integer.valueOf(number(text));
                case LONG -> Long.valueOf(number(text));
                case SHORT -> Short.valueOf(number(text));
                case BYTE -> Byte.valueOf(number(text));
                case FLOAT -> Float.valueOf(number(text));
                case DOUBLE -> Double.valueOf(number(text));
                case BIG_DECIMAL -> new BigDecimal(number(text));
                case INSTANT -> Timestamps.parse(text);
                case SDK_BYTES -> SdkBytes.fromByteArrayUnsafe(base64(text));
                default -> throw new IllegalArgumentException("no leaf");
            };
        } catch (IllegalArgumentException | Malformed e) {
            throw new Malformed(
                    "'" + Text.excerpt(text) + "' is not " + expected(member), member.name, Text.excerpt(text));
        }
    }

    private static String number(String text) {
        var digits = text.strip();
        boolean javaOnly = digits.indexOf('x') >= 0 || digits.endsWith("d") || digits.endsWith("f");
        if (digits.length() > NUMBER_CHARACTERS || javaOnly || !Text.isAscii(digits)) {
            throw new NumberFormatException("no number");
        }
        return digits;
    }

    private static boolean truth(String text) {
        var word = text.strip();
        if (word.equalsIgnoreCase("true")) {
            return true;
        }
        if (word.equalsIgnoreCase("false")) {
            return false;
        }
        throw new IllegalArgumentException("neither true nor false");
    }

    private static byte[] base64(String text) {
        return Base64.getDecoder()
                .decode(text.indexOf('\n') < 0 && text.indexOf(' ') < 0 ? text : text.replaceAll("\\s", ""));
    }

    private static String fromBase64(String text) {
        var bytes = base64(text);
        return Percent.text(bytes, bytes.length);
    }

    /** The text of a value; timestamps in the member's own format, else in {@code format}. */
    static String text(Member member, Object value, TimestampFormatTrait.Format format, boolean isoMillis) {
        return switch (value) {
            case String text
            when member.jsonValue -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
            case String text -> text;
            case Instant instant -> timestamp(instant, format(member, format), isoMillis);
            case SdkBytes bytes -> Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
            case BigDecimal number -> number.toPlainString();
            default -> value.toString();
        };
    }

    static TimestampFormatTrait.Format format(Member member, TimestampFormatTrait.Format standard) {
        return member.timestampFormat == null ? standard : member.timestampFormat;
    }

    static String timestamp(Instant instant, TimestampFormatTrait.Format format, boolean isoMillis) {
        return switch (format) {
            case ISO_8601 -> Timestamps.iso(instant, isoMillis);
            case RFC_822 -> Timestamps.http(instant);
            case UNIX_TIMESTAMP -> Timestamps.unix(instant);
            case UNIX_TIMESTAMP_MILLIS -> Long.toString(instant.toEpochMilli());
        };
    }
}
