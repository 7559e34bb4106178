package haneul.s3;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Requests exactly as given, signed or not, over a socket: for what clients refuse to send. */
public final class SignedHttp {
    private final S3Server server;

    public SignedHttp(S3Server server) {
        this.server = server;
    }

    /** An answer. Names of headers are lower case. */
    public record Answer(int status, Map<String, String> headers, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }

    /** Signs and sends. @param target raw path and query */
    public Answer send(String method, String target, Map<String, String> headers, byte[] body) throws IOException {
        var host = headers.getOrDefault("host", "127.0.0.1:" + server.port());
        int question = target.indexOf('?');
        var request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(method))
                .protocol("http")
                .host(host.replaceFirst(":.*", ""))
                .port(server.port())
                .encodedPath(question < 0 ? target : target.substring(0, question));
        if (question >= 0) {
            for (var pair : target.substring(question + 1).split("&")) {
                var parts = pair.split("=", 2);
                request.appendRawQueryParameter(decode(parts[0]), parts.length < 2 ? "" : decode(parts[1]));
            }
        }
        headers.forEach((name, value) -> {
            if (!name.equals("host")) {
                request.putHeader(name, value);
            }
        });
        var signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(AwsCredentialsIdentity.create(S3Server.KEY, S3Server.SECRET))
                        .request(request.build())
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, S3Server.REGION)
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false));
        var all = new HashMap<String, String>();
        signed.request().forEachHeader((name, values) -> all.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return sendPlain(method, target, all, body);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Sends without signing. */
    public Answer sendPlain(String method, String target, Map<String, String> headers, byte[] body) throws IOException {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            var head = new StringBuilder(method)
                    .append(' ')
                    .append(target)
                    .append(" HTTP/1.1\r\n")
                    .append("connection: close\r\n");
            if (!headers.containsKey("host")) {
                head.append("host: 127.0.0.1:").append(server.port()).append("\r\n");
            }
            if (!headers.containsKey("content-length")) {
                head.append("content-length: ").append(body.length).append("\r\n");
            }
            headers.forEach((name, value) ->
                    head.append(name).append(": ").append(value).append("\r\n"));
            var out = socket.getOutputStream();
            out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            return read(socket.getInputStream());
        }
    }

    private static Answer read(InputStream in) throws IOException {
        var bytes = in.readAllBytes();
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("no HTTP answer but '" + text + "'");
        }
        var lines = text.substring(0, end).split("\r\n");
        var headers = new HashMap<String, String>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        var body = Arrays.copyOfRange(bytes, end + 4, bytes.length);
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            throw new IOException("a chunked answer, which was not expected");
        }
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, body);
    }
}
