package haneul.wire.codec;

import haneul.kernel.AwsException;
import haneul.wire.Exchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Renders errors in the envelope of each protocol. */
final class Failures {
    private static final byte[] NOTHING = {};

    private final ServiceModel service;
    private final Protocol protocol;
    private final AwsException error;
    private final Optional<ModelledError> modelled;

    Failures(ServiceModel service, Protocol protocol, AwsException error) {
        this.service = service;
        this.protocol = protocol;
        this.error = error;
        this.modelled = service.error(error.code());
    }

    Rendered render(String requestId, String resource) {
        var headers = new ArrayList<Exchange.Header>();
        headers.add(Answers.contentType(protocol));
        var body =
                switch (protocol) {
                    case EC2_QUERY -> ec2(requestId);
                    case AWS_QUERY -> wrapped(requestId);
                    case REST_XML -> service.wrapsErrors() ? wrapped(requestId) : bare(requestId, resource);
                    case REST_JSON, JSON_1_0, JSON_1_1 -> json(headers);
                    case RPC_V2_CBOR -> cbor(headers);
                };
        if (service.queryCompatible() && !protocol.isQuery()) {
            headers.add(new Exchange.Header(
                    "x-amzn-query-error",
                    Answers.oneLine(modelled.map(ModelledError::code).orElse(error.code())) + ";" + type()));
        }
        error.headers().forEach((name, value) -> headers.add(new Exchange.Header(name, Answers.oneLine(value))));
        boolean bodiless = error.status() == 304 || error.status() == 204;
        return bodiless
                ? new Rendered(error.status(), headers.subList(1, headers.size()), NOTHING)
                : new Rendered(error.status(), headers, body);
    }

    /** Whose fault it was, as the query protocols say it. */
    private String type() {
        return error.status() >= 500 ? "Receiver" : "Sender";
    }

    private String message() {
        return error.getMessage() == null ? "" : error.getMessage();
    }

    /** The code of the query protocols; elsewhere errors go by the name of their shape. */
    private String queryCode() {
        return modelled.map(ModelledError::code).orElse(error.code());
    }

    private byte[] ec2(String requestId) {
        var out = new Output(512).raw(XmlWriter.HEAD);
        out.text("<Response><Errors><Error>");
        leaf(out, "Code", error.code());
        leaf(out, "Message", message());
        out.text("</Error></Errors>");
        leaf(out, "RequestID", requestId);
        return out.text("</Response>").toByteArray();
    }

    private byte[] wrapped(String requestId) {
        var out = new Output(512);
        if (protocol == Protocol.REST_XML) {
            out.raw(XmlWriter.HEAD);
        }
        Answers.openRoot(out, "ErrorResponse", service.xmlNamespace());
        out.text("<Error>");
        leaf(out, "Type", type());
        leaf(out, "Code", queryCode());
        leaf(out, "Message", message());
        error.details().forEach((name, value) -> leaf(out, name, value));
        out.text("</Error>");
        leaf(out, "RequestId", requestId);
        return out.text("</ErrorResponse>").toByteArray();
    }

    private byte[] bare(String requestId, String resource) {
        var out = new Output(512).raw(XmlWriter.HEAD);
        out.text("<Error>");
        leaf(out, "Code", error.code());
        leaf(out, "Message", message());
        error.details().forEach((name, value) -> {
            if (!name.equals("HostId")) {
                leaf(out, name, value);
            }
        });
        if (resource != null && !error.details().containsKey("Resource")) {
            leaf(out, "Resource", resource);
        }
        leaf(out, "RequestId", requestId);
        leaf(out, "HostId", error.details().getOrDefault("HostId", Codec.hostId(requestId)));
        return out.text("</Error>").toByteArray();
    }

    private static void leaf(Output out, String name, String text) {
        out.octet('<').text(name).octet('>').escaped(text).text("</").text(name).octet('>');
    }

    private byte[] json(List<Exchange.Header> headers) {
        headers.add(new Exchange.Header("x-amzn-ErrorType", Answers.oneLine(shapeName())));
        return JsonWriter.write(out -> {
            out.writeStartObject();
            for (var entry : members().entrySet()) {
                out.writeStringField(entry.getKey(), entry.getValue());
            }
            out.writeEndObject();
        });
    }

    private byte[] cbor(List<Exchange.Header> headers) {
        headers.add(new Exchange.Header("smithy-protocol", "rpc-v2-cbor"));
        var out = new Output(256);
        new CborWriter(out).texts(members());
        return out.toByteArray();
    }

    private String shapeName() {
        return modelled.map(ModelledError::shape).orElse(error.code());
    }

    private Map<String, String> members() {
        var members = new LinkedHashMap<String, String>();
        members.put("__type", shapeName());
        members.put(modelled.map(ModelledError::messageMember).orElse("message"), message());
        members.putAll(error.details());
        return members;
    }
}
