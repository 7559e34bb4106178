package haneul.wire.codec;

import haneul.wire.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** Renders the response shapes of every protocol. */
final class Answers {
    private static final byte[] NOTHING = {};
    private static final XmlTag REQUEST_ID = new XmlTag("requestId");
    private static final XmlTag QUERY_REQUEST_ID = new XmlTag("RequestId");
    private static final XmlTag METADATA = new XmlTag("ResponseMetadata");
    private static final XmlTag RETURN = new XmlTag("return");

    private Answers() {}

    static Rendered ec2(ServiceModel service, Operation operation, SdkPojo shape, String requestId) {
        var layout = Layout.of(shape);
        var out = new Output(1024).raw(XmlWriter.HEAD);
        var writer = new XmlWriter(out, true);
        var root = operation.name() + "Response";
        openRoot(out, root, service.xmlNamespace());
        writer.leaf(REQUEST_ID, requestId);
        writer.members(shape, layout);
        if (layout.body.length == 0) {
            writer.leaf(RETURN, "true");
        }
        closeRoot(out, root);
        return whole(Protocol.EC2_QUERY, operation.status(), out.toByteArray());
    }

    static Rendered query(ServiceModel service, Operation operation, SdkPojo shape, String requestId) {
        var layout = Layout.of(shape);
        var out = new Output(1024);
        var writer = new XmlWriter(out, false);
        var root = operation.name() + "Response";
        openRoot(out, root, service.xmlNamespace());
        if (operation.hasResult() || layout.body.length > 0) {
            var result = new XmlTag(operation.name() + "Result");
            out.raw(result.open);
            writer.members(shape, layout);
            out.raw(result.close);
        }
        out.raw(METADATA.open);
        writer.leaf(QUERY_REQUEST_ID, requestId);
        out.raw(METADATA.close);
        closeRoot(out, root);
        return whole(Protocol.AWS_QUERY, operation.status(), out.toByteArray());
    }

    static Rendered json(Protocol protocol, Operation operation, SdkPojo shape) {
        return whole(protocol, operation.status(), JsonWriter.members(shape, Layout.of(shape)));
    }

    static Rendered cbor(Operation operation, SdkPojo shape) {
        var out = new Output(512);
        new CborWriter(out).structure(shape, Layout.of(shape));
        return new Rendered(
                operation.status(),
                List.of(
                        new Exchange.Header("Content-Type", Protocol.RPC_V2_CBOR.contentType()),
                        new Exchange.Header("smithy-protocol", "rpc-v2-cbor")),
                out.toByteArray());
    }

    static Rendered rest(ServiceModel service, Protocol protocol, Operation operation, SdkPojo shape) {
        var layout = Layout.of(shape);
        var headers = new ArrayList<Exchange.Header>(8);
        int status = outside(layout, shape, operation.status(), headers);
        if (operation.streamsOutput() || status == 204 || status == 304) {
            return new Rendered(status, headers, NOTHING);
        }
        if (layout.payload != null && !operation.bareRoot()) {
            return payload(service, protocol, layout.payload, shape, new Rendered(status, headers, NOTHING));
        }
        if (protocol == Protocol.REST_JSON) {
            headers.addFirst(contentType(protocol));
            return new Rendered(status, headers, JsonWriter.members(shape, layout));
        }
        if (layout.body.length == 0) {
            return new Rendered(status, headers, NOTHING);
        }
        headers.addFirst(contentType(protocol));
        return new Rendered(status, headers, document(service, operation, shape, layout));
    }

    private static byte[] document(ServiceModel service, Operation operation, SdkPojo shape, Layout layout) {
        var out = new Output(1024).raw(XmlWriter.HEAD);
        openRoot(out, operation.root(), service.xmlNamespace());
        if (operation.bareRoot()) {
            var value = layout.body[0].get(shape);
            out.escaped(value == null ? "" : value.toString());
        } else {
            new XmlWriter(out, true).members(shape, layout);
        }
        closeRoot(out, operation.root());
        return out.toByteArray();
    }

    private static Rendered payload(
            ServiceModel service, Protocol protocol, Member payload, SdkPojo shape, Rendered head) {
        var value = payload.get(shape);
        var body =
                switch (value) {
                    case null -> NOTHING;
                    case SdkBytes bytes -> bytes.asByteArrayUnsafe();
                    case SdkPojo held
                    when protocol == Protocol.REST_XML -> {
                        var out = new Output(1024).raw(XmlWriter.HEAD);
                        openRoot(out, payload.tag.name, service.xmlNamespace());
                        new XmlWriter(out, true).members(held, payload.layout());
                        closeRoot(out, payload.tag.name);
                        yield out.toByteArray();
                    }
                    case SdkPojo held -> JsonWriter.members(held, payload.layout());
                    default -> value.toString().getBytes(StandardCharsets.UTF_8);
                };
        var headers = new ArrayList<>(head.headers());
        if (value instanceof SdkPojo) {
            headers.addFirst(contentType(protocol));
        }
        return new Rendered(head.status(), headers, body);
    }

    /** Adds the members that are headers; answers the status that a member overrides. */
    private static int outside(Layout layout, SdkPojo shape, int status, List<Exchange.Header> headers) {
        for (var member : layout.outside) {
            var value = member.get(shape);
            if (value == null) {
                continue;
            }
            switch (member.location) {
                case STATUS_CODE -> status = (Integer) value;
                case HEADER -> header(member, value, headers);
                case PAYLOAD, QUERY_PARAM, PATH, GREEDY_PATH -> {}
            }
        }
        return status;
    }

    private static void header(Member member, Object value, List<Exchange.Header> headers) {
        switch (value) {
            case Map<?, ?> map ->
                map.forEach((key, text) ->
                        headers.add(new Exchange.Header(member.name + key, oneLine(String.valueOf(text)))));
            case List<?> list -> {
                var joined = new StringBuilder();
                for (var element : list) {
                    joined.append(joined.isEmpty() ? "" : ",");
                    joined.append(Scalars.text(member.element, element, Format.RFC_822, true));
                }
                headers.add(new Exchange.Header(member.name, oneLine(joined.toString())));
            }
            default ->
                headers.add(
                        new Exchange.Header(member.name, oneLine(Scalars.text(member, value, Format.RFC_822, true))));
        }
    }

    /** A header value cannot hold line breaks or other controls (RFC 9110 section 5.5): a space stands for each. */
    static String oneLine(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 0x20 && text.charAt(i) != '\t' || text.charAt(i) == 0x7F) {
                return text.replaceAll("[\\x00-\\x08\\x0A-\\x1F\\x7F]", " ");
            }
        }
        return text;
    }

    static void openRoot(Output out, String root, String namespace) {
        out.octet('<').text(root);
        if (!namespace.isEmpty()) {
            out.text(" xmlns=\"").text(namespace).octet('"');
        }
        out.octet('>');
    }

    static void closeRoot(Output out, String root) {
        out.text("</").text(root).octet('>');
    }

    static Exchange.Header contentType(Protocol protocol) {
        return new Exchange.Header("Content-Type", protocol.contentType());
    }

    private static Rendered whole(Protocol protocol, int status, byte[] body) {
        return new Rendered(status, List.of(contentType(protocol)), body);
    }
}
