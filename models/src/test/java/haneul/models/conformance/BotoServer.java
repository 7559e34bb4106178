package haneul.models.conformance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import haneul.kernel.AwsException;
import haneul.models.Models;
import haneul.wire.Exchange;
import haneul.wire.codec.Codec;
import haneul.wire.codec.Rendered;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** Decodes what boto3 sends, answers with filled shapes, and tells at {@code /-/last} what it understood and wrote. */
final class BotoServer implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();
    private static final long SEED = 20261123;

    private final HttpServer server;
    private volatile byte[] last = "{}".getBytes(StandardCharsets.UTF_8);

    BotoServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().equals("/-/last")) {
            send(exchange, new Rendered(200, List.of(), last));
            return;
        }
        var id = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("x-conformance"), "none/none");
        Rendered answer;
        try {
            answer = serve(exchange, id);
        } catch (AwsException | IllegalStateException | IllegalArgumentException e) {
            last = json(out -> {
                out.writeStringField("operation", id);
                out.writeStringField("error", String.valueOf(e.getMessage()));
            });
            answer = new Rendered(500, List.of(), new byte[0]);
        }
        send(exchange, answer);
    }

    private Rendered serve(HttpExchange exchange, String id) throws IOException {
        var service = Models.service(id.substring(0, id.indexOf('/')));
        var uri = exchange.getRequestURI();
        List<Exchange.Header> headers = new ArrayList<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> values.forEach(value -> headers.add(new Exchange.Header(name, value))));
        var wire = Wire.receive(
                service,
                exchange.getRequestMethod(),
                uri.getRawPath(),
                Objects.requireNonNullElse(uri.getRawQuery(), ""),
                headers,
                exchange.getRequestBody().readAllBytes());
        var operation = wire.operation().orElseThrow(() -> new IllegalStateException("not routed: " + uri));
        if (!id.endsWith("/" + operation.name())) {
            throw new IllegalStateException("routed to " + operation + " instead");
        }
        if (operation.requestType().isEmpty()) {
            throw new IllegalStateException("the SDK has no such operation");
        }
        var request = wire.read();
        var response = new Filler(SEED + operation.name().hashCode())
                .fill(builder(operation.responseType().orElseThrow()));
        last = json(out -> {
            out.writeStringField("operation", id);
            out.writeFieldName("request");
            write(out, request, false);
            out.writeFieldName("response");
            write(out, response, true);
        });
        return Codec.encode(service, wire.protocol(), operation, response, "request-id");
    }

    private static SdkPojo builder(Class<?> shape) {
        try {
            return (SdkPojo) shape.getMethod("builder").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(HttpExchange exchange, Rendered answer) throws IOException {
        answer.headers().forEach(header -> exchange.getResponseHeaders().add(header.name(), header.value()));
        boolean bodiless =
                answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : answer.body().length);
        if (!bodiless) {
            exchange.getResponseBody().write(answer.body());
        }
        exchange.close();
    }

    @FunctionalInterface
    private interface Fields {
        void writeTo(JsonGenerator out) throws IOException;
    }

    private static byte[] json(Fields fields) {
        var bytes = new ByteArrayOutputStream();
        try (var out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            fields.writeTo(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    /** Members that were not set are written as null, so that the reader can tell them from members nobody knows. */
    private static void write(JsonGenerator out, Object value, boolean answer) throws IOException {
        switch (value) {
            case null -> out.writeNull();
            case SdkAutoConstructList<?> _ -> out.writeNull();
            case SdkAutoConstructMap<?, ?> _ -> out.writeNull();
            case SdkPojo shape -> {
                out.writeStartObject();
                for (SdkField<?> field : shape.sdkFields()) {
                    if (!Filler.isLeftOut(field, shape)) {
                        out.writeFieldName(answer ? field.unmarshallLocationName() : field.locationName());
                        write(out, field.getValueOrDefault(shape), answer);
                    }
                }
                out.writeEndObject();
            }
            case List<?> list -> {
                out.writeStartArray();
                for (var element : list) {
                    write(out, element, answer);
                }
                out.writeEndArray();
            }
            case Map<?, ?> map -> {
                out.writeStartObject();
                for (var entry : map.entrySet()) {
                    out.writeFieldName(entry.getKey().toString());
                    write(out, entry.getValue(), answer);
                }
                out.writeEndObject();
            }
            case SdkBytes bytes -> out.writeString("b:" + HexFormat.of().formatHex(bytes.asByteArray()));
            case Instant instant -> out.writeString("t:" + instant.toEpochMilli());
            case Boolean truth -> out.writeBoolean(truth);
            case java.math.BigDecimal number -> out.writeString(number.toPlainString());
            case Number number -> out.writeNumber(number.toString());
            case Document document -> out.writeRawValue(documentJson(document));
            default -> out.writeString(value.toString());
        }
    }

    private static String documentJson(Document document) {
        return document.toString().startsWith("{") ? document.toString() : "\"" + document + "\"";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
