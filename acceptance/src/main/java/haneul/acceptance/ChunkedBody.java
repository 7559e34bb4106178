package haneul.acceptance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A payload in {@code aws-chunked} form. AWS: "Signature Calculations for the Authorization Header: Transferring
 * Payload in Multiple Chunks" and "… with trailing headers", S3 API Reference.
 */
public final class ChunkedBody {

    private static final String EMPTY = Signer.sha256(new byte[0]);

    private ChunkedBody() {}

    /**
     * Signs the request for {@code STREAMING-AWS4-HMAC-SHA256-PAYLOAD} and gives it the body with a signature per
     * chunk.
     */
    public static Request signed(Signer signer, Request request, String host, byte[] content, int chunkBytes) {
        return signed(signer, request, host, content, chunkBytes, null, null);
    }

    /** The same with one signed trailer. */
    public static Request signed(
            Signer signer,
            Request request,
            String host,
            byte[] content,
            int chunkBytes,
            String trailer,
            String trailerValue) {
        var kind = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" + (trailer == null ? "" : "-TRAILER");
        var head = signer.sign(declared(request, content, trailer, kind), host);
        var authorization = head.first("Authorization").orElseThrow();
        var previous = authorization.substring(authorization.lastIndexOf('=') + 1);
        var out = new ByteArrayOutputStream();
        for (int at = 0; at < content.length; at += chunkBytes) {
            var chunk = Arrays.copyOfRange(content, at, Math.min(content.length, at + chunkBytes));
            previous = chunk(out, signer, previous, chunk);
        }
        previous = chunk(out, signer, previous, new byte[0]);
        if (trailer == null) {
            append(out, "\r\n");
        } else {
            var signature = signer.signature("AWS4-HMAC-SHA256-TRAILER\n" + signer.stamp() + "\n" + signer.scope()
                    + "\n" + previous + "\n" + Signer.sha256(utf8(trailer + ":" + trailerValue + "\n")));
            append(out, trailer + ":" + trailerValue + "\r\nx-amz-trailer-signature:" + signature + "\r\n\r\n");
        }
        return head.body(out.toByteArray());
    }

    /** {@code STREAMING-UNSIGNED-PAYLOAD-TRAILER}, what SDKs send by default over TLS. */
    public static Request unsigned(
            Signer signer,
            Request request,
            String host,
            byte[] content,
            int chunkBytes,
            String trailer,
            String trailerValue) {
        var head = signer.sign(declared(request, content, trailer, "STREAMING-UNSIGNED-PAYLOAD-TRAILER"), host);
        var out = new ByteArrayOutputStream();
        for (int at = 0; at < content.length; at += chunkBytes) {
            int length = Math.min(chunkBytes, content.length - at);
            append(out, Integer.toHexString(length) + "\r\n");
            out.write(content, at, length);
            append(out, "\r\n");
        }
        append(out, "0\r\n" + (trailer == null ? "" : trailer + ":" + trailerValue + "\r\n") + "\r\n");
        return head.body(out.toByteArray());
    }

    private static Request declared(Request request, byte[] content, String trailer, String kind) {
        var declared = request.header("x-amz-content-sha256", kind)
                .header("Content-Encoding", "aws-chunked")
                .header("x-amz-decoded-content-length", String.valueOf(content.length));
        return trailer == null ? declared : declared.header("x-amz-trailer", trailer);
    }

    private static String chunk(ByteArrayOutputStream out, Signer signer, String previous, byte[] chunk) {
        var signature = signer.signature("AWS4-HMAC-SHA256-PAYLOAD\n" + signer.stamp() + "\n" + signer.scope() + "\n"
                + previous + "\n" + EMPTY + "\n" + Signer.sha256(chunk));
        append(out, Integer.toHexString(chunk.length) + ";chunk-signature=" + signature + "\r\n");
        out.writeBytes(chunk);
        append(out, chunk.length == 0 ? "" : "\r\n");
        return signature;
    }

    private static void append(ByteArrayOutputStream out, String text) {
        out.writeBytes(utf8(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
