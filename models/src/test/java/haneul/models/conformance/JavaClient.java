package haneul.models.conformance;

import haneul.wire.Exchange;
import haneul.wire.codec.Operation;
import haneul.wire.codec.Rendered;
import haneul.wire.codec.ServiceModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.jar.JarFile;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/** The AWS SDK's own client of a service, whose requests go to a function instead of a network. */
final class JavaClient implements SdkHttpClient {
    private final ServiceModel service;
    private final SdkClient client;
    private Function<Wire, Rendered> server;

    JavaClient(ServiceModel service) throws ReflectiveOperationException, IOException {
        this.service = service;
        this.client = build(clientType(service));
    }

    private static Class<?> clientType(ServiceModel service) throws ReflectiveOperationException, IOException {
        var request = service.operations().stream()
                .flatMap(operation -> operation.requestType().stream())
                .findFirst()
                .orElseThrow(() -> new ClassNotFoundException("the SDK has no client for " + service));
        var folder = service.javaPackage().orElseThrow().replace('.', '/') + "/Default";
        var jar = request.getProtectionDomain().getCodeSource().getLocation().getPath();
        try (var files = new JarFile(jar)) {
            var name = files.stream()
                    .map(entry -> entry.getName())
                    .filter(entry ->
                            entry.startsWith(folder) && entry.endsWith("Client.class") && !entry.contains("Async"))
                    .findFirst()
                    .orElseThrow();
            return Class.forName(
                    name.replace("/Default", "/").replace(".class", "").replace('/', '.'));
        }
    }

    private SdkClient build(Class<?> type) throws ReflectiveOperationException {
        var builder = type.getMethod("builder").invoke(null);
        ((AwsClientBuilder<?, ?>) builder)
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create("http://localhost:9"))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
                .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)));
        ((AwsSyncClientBuilder<?, ?>) builder).httpClient(this);
        if (builder instanceof S3ClientBuilder s3) {
            s3.forcePathStyle(true)
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        }
        if (builder instanceof SqsClientBuilder sqs) {
            sqs.checksumValidationEnabled(false);
        }
        return (SdkClient) ((software.amazon.awssdk.utils.builder.SdkBuilder<?, ?>) builder).build();
    }

    /** Whether the synchronous client has the operation; operations of event streams it has not. */
    boolean has(Operation operation) {
        return method(operation) != null;
    }

    private Method method(Operation operation) {
        var name = operation.methodName();
        var request = operation.requestType().orElseThrow();
        return Arrays.stream(client.getClass().getMethods())
                .filter(method -> method.getName().equals(name) && !method.isBridge())
                .filter(method -> method.getParameterCount() > 0 && method.getParameterTypes()[0] == request)
                .filter(method -> Arrays.stream(method.getParameterTypes())
                        .skip(1)
                        .allMatch(type -> type == RequestBody.class || type == ResponseTransformer.class))
                .findFirst()
                .orElse(null);
    }

    /** Calls an operation; {@code server} answers it. @return the response as the client read it */
    SdkPojo call(Operation operation, SdkPojo request, Function<Wire, Rendered> server) throws Exception {
        this.server = server;
        var method = method(operation);
        method.setAccessible(true);
        var arguments = new ArrayList<Object>();
        for (var type : method.getParameterTypes()) {
            arguments.add(
                    type == RequestBody.class
                            ? RequestBody.fromString("data")
                            : type == ResponseTransformer.class ? ResponseTransformer.toBytes() : request);
        }
        try {
            var answer = method.invoke(client, arguments.toArray());
            return answer instanceof ResponseBytes<?> bytes ? (SdkPojo) bytes.response() : (SdkPojo) answer;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                return respond(server.apply(receive(request)));
            }

            @Override
            public void abort() {
                throw new UnsupportedOperationException("nothing is under way");
            }
        };
    }

    private Wire receive(HttpExecuteRequest request) {
        var http = request.httpRequest();
        List<Exchange.Header> headers = new ArrayList<>();
        http.forEachHeader((name, values) -> values.forEach(value -> headers.add(new Exchange.Header(name, value))));
        byte[] body = request.contentStreamProvider()
                .map(content -> {
                    try (var in = content.newStream()) {
                        return in.readAllBytes();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .orElse(new byte[0]);
        return Wire.receive(
                service,
                http.method().name(),
                http.encodedPath(),
                http.encodedQueryParameters().orElse(""),
                headers,
                body);
    }

    private static HttpExecuteResponse respond(Rendered answer) {
        var http = SdkHttpResponse.builder().statusCode(answer.status());
        answer.headers().forEach(header -> http.appendHeader(header.name(), header.value()));
        http.putHeader("Content-Length", Integer.toString(answer.body().length));
        return HttpExecuteResponse.builder()
                .response(http.build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer.body())))
                .build();
    }

    @Override
    public void close() {
        client.close();
    }
}
