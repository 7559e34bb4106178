package haneul.wire;

import haneul.kernel.AwsException;
import haneul.wire.auth.Authenticator;
import haneul.wire.auth.Claim;
import haneul.wire.auth.ClaimReader;
import haneul.wire.auth.ContentHash;
import haneul.wire.auth.Dialect;
import haneul.wire.auth.Payloads;
import haneul.wire.auth.Proof;
import haneul.wire.auth.SigningStyle;
import haneul.wire.codec.Codec;
import haneul.wire.codec.Operation;
import haneul.wire.codec.Protocol;
import haneul.wire.codec.Query;
import haneul.wire.codec.Rendered;
import haneul.wire.codec.RequestParts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** One request's way through the gateway. */
final class Turn implements SelfSigned.Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final byte[] NO_BODY = {};

    private final Gateway gateway;
    private final StampedExchange exchange;
    private Endpoint endpoint;
    private Protocol protocol;
    private Operation operation;
    private String requestId;
    private String path;
    private Query query;
    private byte[] body;
    private Call call;

    Turn(Gateway gateway, Exchange exchange) {
        this.gateway = gateway;
        this.exchange = new StampedExchange(exchange);
    }

    void run() {
        String error = null;
        try {
            if (exchange.rawPath().startsWith(AdminPath.PREFIX)) {
                new AdminPath(gateway, exchange).run();
                return;
            }
            answer();
        } catch (AwsException e) {
            error = e.code();
            LOG.debug("{} {} {}: {} {}", requestId, exchange.method(), path, e.code(), e.getMessage());
            refuse(e);
        } catch (ClientGoneException e) {
            error = "ClientGone";
            LOG.debug("{} {} {}: {}", requestId, exchange.method(), path, e.getMessage());
            exchange.abort();
        } catch (IOException | RuntimeException | Error e) {
            error = "InternalError";
            LOG.error("{} {} {} failed", requestId, exchange.method(), path, e);
            refuse(internal());
        }
        if (call != null) {
            gateway.audit().answered(call, exchange.status(), error);
        }
    }

    private void answer() throws IOException {
        var service = ClaimReader.service(exchange);
        path = exchange.rawPath();
        endpoint = find(service);
        protocol = endpoint.model().protocol();
        stamp();
        protocol = endpoint.model().spoken(exchange::header);
        if (service.isPresent() && !endpoint.model().signingName().equals(service.get())) {
            throw endpoint.dialect(protocol)
                    .malformedHeader("incorrect service \"" + service.get() + "\". This endpoint belongs to \""
                            + endpoint.model().signingName() + "\".");
        }
        path = endpoint.addressing().path(exchange.host(), exchange.rawPath());
        exchange.addStamps(endpoint.stamper().stamps(exchange, path));
        for (var interceptor : endpoint.interceptors()) {
            if (interceptor.intercept(exchange, requestId, path)) {
                return;
            }
        }
        if (!endpoint.selfSigned().answer(exchange, path, this)) {
            serve();
        }
    }

    @Override
    public Authenticator authenticator() {
        return gateway.authenticator();
    }

    @Override
    public Call admit(String operation, String region, Caller caller, String action, String resource) {
        call = new Call(
                requestId,
                endpoint.model().signingName(),
                operation,
                region,
                caller,
                gateway.clock().now(),
                exchange,
                null,
                gateway.authorizer());
        gateway.authorizer().authorize(call, action, resource);
        gateway.throttle().admit(call);
        return call;
    }

    private Endpoint find(Optional<String> service) throws IOException {
        var directory = gateway.directory();
        if (service.isPresent()) {
            var candidates = directory.signed(service.get());
            return switch (candidates.size()) {
                case 0 -> directory.fallback();
                case 1 -> candidates.getFirst();
                default -> directory.among(candidates, exchange, formAtRoot() ? early(directory) : Query.EMPTY);
            };
        }
        var named = directory.target(exchange).or(() -> directory.host(exchange.host()));
        if (named.isPresent() || !formAtRoot()) {
            return named.orElseGet(directory::fallback);
        }
        return directory.action(early(directory)).orElseGet(directory::fallback);
    }

    /** The form in a body that must be read before it is known whose it is. */
    private Query early(Directory directory) throws IOException {
        var dialect = directory.fallback().dialect(Protocol.AWS_QUERY);
        var payload = Payloads.open(exchange, ContentHash.UNSIGNED, null, dialect);
        body = Bodies.read(payload, directory.fallback().maxBodyBytes());
        return form();
    }

    private boolean formAtRoot() {
        return exchange.method().equals("POST")
                && exchange.rawPath().equals("/")
                && exchange.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded");
    }

    private Query form() {
        return Query.parse(new String(body, StandardCharsets.UTF_8));
    }

    private void stamp() {
        var stamps = new ArrayList<Exchange.Header>(3);
        if (endpoint.style() == SigningStyle.S3) {
            requestId = gateway.ids().upperAlphanumeric(16);
            stamps.add(new Exchange.Header("x-amz-id-2", Codec.hostId(requestId)));
            stamps.add(new Exchange.Header("x-amz-request-id", requestId));
        } else {
            var hex = gateway.ids().hex(32);
            requestId = hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-" + hex.substring(12, 16) + "-"
                    + hex.substring(16, 20) + "-" + hex.substring(20);
            stamps.add(new Exchange.Header("x-amzn-RequestId", requestId));
        }
        if (!endpoint.server().isEmpty()) {
            stamps.add(new Exchange.Header("Server", endpoint.server()));
        }
        exchange.stamp(stamps);
    }

    private void serve() throws IOException {
        var dialect = endpoint.dialect(protocol);
        var claim = ClaimReader.read(exchange, dialect).orElse(null);
        var announced = ContentHash.announced(exchange, claim, endpoint.style(), dialect);
        Proof proof = null;
        Payload payload;
        if (announced.isPresent()) {
            proof = claim == null ? null : verify(claim, announced.get(), dialect);
            payload = Payloads.open(exchange, announced.get(), proof, dialect);
            readEarlyMustFit(announced.get(), dialect);
        } else {
            payload = Payloads.open(exchange, ContentHash.UNSIGNED, null, dialect);
            body = body != null ? body : Bodies.read(payload, endpoint.maxBodyBytes());
            proof = verify(claim, ContentHash.of(body), dialect);
        }
        query = Query.parse(exchange.rawQuery());
        operation = route(payload);
        if (proof == null && endpoint.style() == SigningStyle.STANDARD && !operation.unsigned()) {
            throw dialect.missing();
        }
        call(proof, payload);
    }

    /** A body that was read before its hash was known to be announced. */
    private void readEarlyMustFit(ContentHash announced, Dialect dialect) {
        if (body != null && announced.form() == ContentHash.Form.WHOLE) {
            var computed = ContentHash.of(body).literal();
            if (!computed.equals(announced.literal())) {
                throw dialect.contentMismatch(announced.literal(), computed);
            }
        } else if (body != null && announced.chunked()) {
            throw dialect.invalidContentHash(announced.literal());
        }
    }

    private Proof verify(Claim claim, ContentHash content, Dialect dialect) {
        return gateway.authenticator().verify(exchange, claim, content, endpoint.style(), dialect);
    }

    private Operation route(Payload payload) throws IOException {
        var model = endpoint.model();
        return switch (protocol) {
            case REST_XML, REST_JSON ->
                model.route(exchange.method(), path, query, exchange::header)
                        .orElseThrow(() -> Unsupported.noRoute(model, endpoint.style(), exchange, path, query));
            case EC2_QUERY, AWS_QUERY -> {
                body = body != null ? body : Bodies.read(payload, endpoint.maxBodyBytes());
                yield named(
                        query.first("Action").or(() -> form().first("Action")).orElse(""));
            }
            case JSON_1_0, JSON_1_1 -> {
                var target = exchange.header("x-amz-target").orElse("");
                boolean ours = target.startsWith(model.targetPrefix() + ".");
                yield named(ours ? target.substring(model.targetPrefix().length() + 1) : "");
            }
            case RPC_V2_CBOR -> named(path.substring(path.lastIndexOf('/') + 1));
        };
    }

    private Operation named(String name) {
        return endpoint.model()
                .operation(name)
                .orElseThrow(() ->
                        Unsupported.unknown(protocol, name, endpoint.model().apiVersion()));
    }

    private void call(Proof proof, Payload payload) throws IOException {
        call = new Call(
                requestId,
                endpoint.model().signingName(),
                operation.name(),
                proof == null ? gateway.defaultRegion() : proof.claim().scope().region(),
                proof == null ? Caller.ANONYMOUS : proof.caller(),
                gateway.clock().now(),
                exchange,
                operation.streamsInput() ? payload : null,
                gateway.authorizer());
        var handled = endpoint.handled(operation)
                .orElseThrow(() -> Unsupported.unhandled(
                        protocol,
                        endpoint.style(),
                        operation.name(),
                        endpoint.model().apiVersion()));
        if (operation.streamsInput()) {
            lengthKnown(payload);
            body = NO_BODY;
        } else {
            body = body != null ? body : Bodies.read(payload, endpoint.maxBodyBytes());
            endpoint.bodyCheck().check(exchange, operation, payload, body);
        }
        var parts = new RequestParts(exchange.method(), path, query, exchange.headers(), body);
        var request = Codec.decode(endpoint.model(), protocol, operation, parts);
        gateway.authorizer().authorize(call, handled.action(), handled.resource(request, call));
        gateway.throttle().admit(call);
        notDry(request);
        try {
            send(handled.handle(request, call));
        } finally {
            if (call.content() != null) {
                call.content().close();
            }
        }
    }

    /** S3: an upload announces its length, by either header. */
    private void lengthKnown(Payload payload) {
        boolean announced = payload.length() > 0
                || exchange.header("content-length").isPresent()
                || exchange.header("x-amz-decoded-content-length").isPresent();
        if (announced) {
            return;
        }
        if (exchange.header("transfer-encoding").isPresent()) {
            throw new AwsException(
                            "NotImplemented",
                            501,
                            "A header you provided implies functionality that is not implemented")
                    .with("Header", "Transfer-Encoding")
                    .with("additionalMessage", "");
        }
        throw new AwsException("MissingContentLength", 411, "You must provide the Content-Length HTTP header.");
    }

    /** EC2: "Checks whether you have the required permissions for the action, without actually making the request". */
    private void notDry(SdkPojo request) {
        if (protocol != Protocol.EC2_QUERY) {
            return;
        }
        for (SdkField<?> field : request.sdkFields()) {
            if (field.memberName().equals("DryRun") && Boolean.TRUE.equals(field.getValueOrDefault(request))) {
                throw new AwsException("DryRunOperation", 412, "Request would have succeeded, but DryRun flag is set.");
            }
        }
    }

    private void send(SdkPojo response) throws IOException {
        var rendered = Codec.encode(endpoint.model(), protocol, operation, response, requestId);
        int status = call.status() != 0 ? call.status() : rendered.status();
        var headers = rendered.headers();
        if (!call.headers().isEmpty()) {
            headers = new ArrayList<>(headers);
            headers.addAll(call.headers());
        }
        if (call.content() != null) {
            exchange.respond(status, headers, call.contentLength(), call.content());
        } else {
            exchange.respond(status, headers, ByteBuffer.wrap(rendered.body()));
        }
    }

    private AwsException internal() {
        boolean known = endpoint == null || endpoint.style() == SigningStyle.S3 || protocol == Protocol.EC2_QUERY;
        return known
                ? new AwsException("InternalError", 500, "We encountered an internal error. Please try again.")
                : new AwsException(
                        "InternalFailure",
                        500,
                        "The request processing has failed because of an unknown " + "error, exception or failure.");
    }

    /** Renders an error; cuts the connection when an answer was begun, because it can no longer be an honest one. */
    private void refuse(AwsException error) {
        if (exchange.responded()) {
            exchange.abort();
            return;
        }
        try {
            var rendered = rendered(error);
            exchange.respond(rendered.status(), rendered.headers(), ByteBuffer.wrap(rendered.body()));
        } catch (ClientGoneException e) {
            LOG.debug("{} the error could not be sent: {}", requestId, e.getMessage());
            exchange.abort();
        } catch (IOException | RuntimeException e) {
            LOG.error("{} the error {} could not be rendered", requestId, error.code(), e);
            exchange.abort();
        }
    }

    private Rendered rendered(AwsException error) {
        if (endpoint == null) {
            endpoint = gateway.directory().fallback();
            protocol = endpoint.model().protocol();
            stamp();
        }
        var resource = endpoint.style() == SigningStyle.S3 ? path : null;
        return Codec.error(endpoint.model(), protocol, operation, error, requestId, resource);
    }
}
