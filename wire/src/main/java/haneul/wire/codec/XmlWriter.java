package haneul.wire.codec;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** Writes shapes as the XML of the query and rest-xml protocols. */
final class XmlWriter {
    static final byte[] HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".getBytes(StandardCharsets.UTF_8);

    private final Output out;
    private final boolean isoMillis;

    /** @param isoMillis whether timestamps show milliseconds even when there are none */
    XmlWriter(Output out, boolean isoMillis) {
        this.out = out;
        this.isoMillis = isoMillis;
    }

    /** Writes the members of the body. */
    void members(SdkPojo shape, Layout layout) {
        for (var member : layout.body) {
            if (!member.attribute) {
                var value = member.get(shape);
                if (value != null) {
                    value(member, member.tag, value);
                }
            }
        }
    }

    private void value(Member member, XmlTag tag, Object value) {
        switch (value) {
            case List<?> list -> list(member, tag, list);
            case Map<?, ?> map -> map(member, tag, map);
            case SdkPojo shape -> {
                open(member, tag, shape);
                members(shape, member.layout());
                out.raw(tag.close);
            }
            default -> leaf(tag, Scalars.text(member, value, Format.ISO_8601, isoMillis));
        }
    }

    private void list(Member member, XmlTag tag, List<?> list) {
        if (member.flattened) {
            list.forEach(element -> value(member.element, tag, element));
            return;
        }
        out.raw(tag.open);
        list.forEach(element -> value(member.element, member.elementTag, element));
        out.raw(tag.close);
    }

    private static final XmlTag ENTRY = new XmlTag("entry");

    private void map(Member member, XmlTag tag, Map<?, ?> map) {
        var entry = member.flattened ? tag : ENTRY;
        if (!member.flattened) {
            out.raw(tag.open);
        }
        map.forEach((key, value) -> {
            out.raw(entry.open);
            leaf(member.keyTag, key.toString());
            if (value != null) {
                value(member.element, member.valueTag, value);
            }
            out.raw(entry.close);
        });
        if (!member.flattened) {
            out.raw(tag.close);
        }
    }

    private void open(Member member, XmlTag tag, SdkPojo shape) {
        if (member.attributes.isEmpty()) {
            out.raw(tag.open);
            return;
        }
        out.octet('<').text(tag.name);
        member.attributes.forEach((name, accessors) -> {
            var value = accessors.attributeGetter().apply(shape);
            if (value != null) {
                out.octet(' ').text(name).text("=\"").escapedAttribute(value).octet('"');
            }
        });
        out.octet('>');
    }

    void leaf(XmlTag tag, String text) {
        out.raw(tag.open).escaped(text).raw(tag.close);
    }
}
