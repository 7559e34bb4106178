package haneul.s3.api;

import haneul.kernel.AwsException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * {@code x-amz-copy-source}: {@code [/]bucket/key[?versionId=id]}, percent-encoded.
 *
 * @param versionId null for the current version
 */
record CopySource(String bucket, String key, String versionId) {
    private static final String HEADER = "x-amz-copy-source";
    private static final String VERSION = "?versionId=";

    /** @throws AwsException {@code InvalidArgument} 400 */
    static CopySource parse(String header) {
        if (header == null) {
            throw shape("");
        }
        int question = header.lastIndexOf(VERSION);
        var path = decode(question < 0 ? header : header.substring(0, question), header);
        var name = path.startsWith("/") ? path.substring(1) : path;
        if (name.startsWith("arn:")) {
            throw Refusals.notImplemented("copying from an access point");
        }
        int slash = name.indexOf('/');
        if (slash <= 0 || slash == name.length() - 1) {
            throw shape(header);
        }
        var versionId = question < 0 ? null : decode(header.substring(question + VERSION.length()), header);
        return new CopySource(name.substring(0, slash), name.substring(slash + 1), versionId);
    }

    String arn() {
        return "arn:aws:s3:::" + bucket + "/" + key;
    }

    private static AwsException shape(String header) {
        return Refusals.invalidArgument(
                "Copy Source must mention the source bucket and key: sourcebucket/sourcekey", HEADER, header);
    }

    private static String decode(String text, String header) {
        var bytes = new ByteArrayOutputStream(text.length());
        var raw = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                int high = i + 2 <= raw.length - 1 ? Character.digit(raw[i + 1], 16) : -1;
                int low = i + 2 <= raw.length - 1 ? Character.digit(raw[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw encoding(header);
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(raw[i] == '+' ? ' ' : raw[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw encoding(header);
        }
    }

    private static AwsException encoding(String header) {
        return Refusals.invalidArgument("Invalid copy source encoding.", HEADER, header);
    }
}
