package haneul.server;

import java.io.IOException;
import java.util.List;

/** {@code ./haneul env}. */
final class Env implements Verb {
    @Override
    public int run(List<String> given) {
        var arguments = Arguments.parse(given);
        arguments.words(0, 0, "env [--data DIR]");
        var target = arguments.target();
        var key = target.rootKey();
        export("AWS_ENDPOINT_URL", target.endpoint().toString());
        export("AWS_REGION", Main.REGION);
        export("AWS_DEFAULT_REGION", Main.REGION);
        export("AWS_ACCESS_KEY_ID", key.accessKeyId());
        export("AWS_SECRET_ACCESS_KEY", key.secretAccessKey());
        try {
            export(
                    "AWS_CA_BUNDLE",
                    Main.authority(target.folder(), List.of()).bundle().toString());
        } catch (IOException e) {
            throw new Failure("cannot make the certificate authority: " + e.getMessage(), e);
        }
        return DONE;
    }

    private static void export(String name, String value) {
        System.out.println("export " + name + "=" + quoted(value));
    }

    /** The value as one word of any POSIX shell. */
    static String quoted(String value) {
        return value.matches("[\\w./:@%+=-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
    }
}
