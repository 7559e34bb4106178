package haneul.storage;

import java.io.IOException;
import java.util.Locale;

/** Recognises the system's "no space left on device" and "disk quota exceeded", which Java knows by text alone. */
final class NoSpace {
    private NoSpace() {}

    static boolean in(IOException e) {
        var message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left") || message.contains("quota exceeded");
    }
}
