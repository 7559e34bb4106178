package haneul.wire.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkNumber;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** Writes shapes as the JSON of the json and rest-json protocols. */
final class JsonWriter {
    private final JsonGenerator out;

    private JsonWriter(JsonGenerator out) {
        this.out = out;
    }

    /** Something that writes one JSON value. */
    @FunctionalInterface
    interface Content {
        void writeTo(JsonGenerator out) throws IOException;
    }

    static byte[] write(Content content) {
        var bytes = new ByteArrayOutputStream(512);
        try (var out = JsonReader.FACTORY.createGenerator(bytes)) {
            content.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("a shape cannot be written as JSON", e);
        }
        return bytes.toByteArray();
    }

    /** The members of the body as one object. */
    static byte[] members(SdkPojo shape, Layout layout) {
        return write(out -> new JsonWriter(out).structure(shape, layout));
    }

    private void structure(SdkPojo shape, Layout layout) throws IOException {
        out.writeStartObject();
        for (var member : layout.body) {
            var value = member.get(shape);
            if (value != null) {
                out.writeFieldName(member.name);
                value(member, value);
            }
        }
        out.writeEndObject();
    }

    private void value(Member member, Object value) throws IOException {
        switch (value) {
            case SdkPojo shape -> structure(shape, member.layout());
            case List<?> list -> {
                out.writeStartArray();
                for (var element : list) {
                    element(member, element);
                }
                out.writeEndArray();
            }
            case Map<?, ?> map -> {
                out.writeStartObject();
                for (var entry : map.entrySet()) {
                    out.writeFieldName((String) entry.getKey());
                    element(member, entry.getValue());
                }
                out.writeEndObject();
            }
            case Boolean truth -> out.writeBoolean(truth);
            case Instant instant -> timestamp(member, instant);
            case BigDecimal number -> out.writeString(number.toPlainString());
            case Number number -> number(number);
            case Document document -> document(document);
            default -> out.writeString(Scalars.text(member, value, Format.UNIX_TIMESTAMP, false));
        }
    }

    private void element(Member holder, Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else {
            value(holder.element, value);
        }
    }

    private void timestamp(Member member, Instant instant) throws IOException {
        var format = Scalars.format(member, Format.UNIX_TIMESTAMP);
        var text = Scalars.timestamp(instant, format, false);
        if (format == Format.UNIX_TIMESTAMP || format == Format.UNIX_TIMESTAMP_MILLIS) {
            out.writeNumber(text);
        } else {
            out.writeString(text);
        }
    }

    private void number(Number number) throws IOException {
        double value = number.doubleValue();
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            out.writeString(Double.toString(value));
        } else {
            out.writeNumber(number.toString());
        }
    }

    private void document(Document document) throws IOException {
        if (document.isNull()) {
            out.writeNull();
        } else if (document.isBoolean()) {
            out.writeBoolean(document.asBoolean());
        } else if (document.isNumber()) {
            SdkNumber number = document.asNumber();
            out.writeNumber(number.stringValue());
        } else if (document.isString()) {
            out.writeString(document.asString());
        } else if (document.isList()) {
            out.writeStartArray();
            for (var element : document.asList()) {
                document(element);
            }
            out.writeEndArray();
        } else {
            out.writeStartObject();
            for (var entry : document.asMap().entrySet()) {
                out.writeFieldName(entry.getKey());
                document(entry.getValue());
            }
            out.writeEndObject();
        }
    }
}
