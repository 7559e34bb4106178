package haneul.server;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "env",
        description = {"Prints shell exports that point AWS clients here:", "  eval \"$(./haneul env)\""})
final class Env implements Runnable {
    @Mixin
    private DataOption data;

    @Override
    public void run() {
        var key = data.rootKey();
        export("AWS_ENDPOINT_URL", data.endpoint().toString());
        export("AWS_REGION", Main.REGION);
        export("AWS_DEFAULT_REGION", Main.REGION);
        export("AWS_ACCESS_KEY_ID", key.accessKeyId());
        export("AWS_SECRET_ACCESS_KEY", key.secretAccessKey());
        try {
            export("AWS_CA_BUNDLE", Main.authority(data.folder()).bundle().toString());
        } catch (IOException e) {
            throw new Failure("cannot make the certificate authority: " + e.getMessage(), e);
        }
    }

    private static void export(String name, String value) {
        System.out.println("export " + name + "=" + quoted(value));
    }

    /** The value as one word of any POSIX shell. */
    static String quoted(String value) {
        return value.matches("[\\w./:@%+=-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
    }
}
