package haneul.models.conformance;

import haneul.wire.Exchange;
import haneul.wire.codec.Codec;
import haneul.wire.codec.Operation;
import haneul.wire.codec.Protocol;
import haneul.wire.codec.Query;
import haneul.wire.codec.RequestParts;
import haneul.wire.codec.ServiceModel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/** One request as a server sees it, routed and decoded as the gateway would. */
record Wire(ServiceModel service, Protocol protocol, Optional<Operation> operation, RequestParts parts) {
    static Wire receive(
            ServiceModel service,
            String method,
            String path,
            String query,
            List<Exchange.Header> headers,
            byte[] body) {
        var protocol = service.spoken(name -> header(headers, name));
        var parts = new RequestParts(method, path, Query.parse(query), headers, body);
        var operation =
                switch (protocol) {
                    case REST_XML, REST_JSON ->
                        service.route(method, path, parts.query(), name -> header(headers, name));
                    case EC2_QUERY, AWS_QUERY ->
                        Query.parse(new String(body, StandardCharsets.ISO_8859_1))
                                .first("Action")
                                .flatMap(service::operation);
                    case JSON_1_0, JSON_1_1 ->
                        header(headers, "X-Amz-Target")
                                .map(target -> target.substring(target.lastIndexOf('.') + 1))
                                .flatMap(service::operation);
                    case RPC_V2_CBOR -> service.operation(path.substring(path.lastIndexOf('/') + 1));
                };
        return new Wire(service, protocol, operation, parts);
    }

    SdkPojo read() {
        return Codec.read(service, protocol, operation.orElseThrow(), parts);
    }

    static Optional<String> header(List<Exchange.Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Exchange.Header::value)
                .findFirst();
    }
}
