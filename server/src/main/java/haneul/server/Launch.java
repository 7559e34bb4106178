package haneul.server;

import java.nio.file.Path;

/** What the launcher tells about itself and the machine. */
final class Launch {
    private Launch() {}

    /** The folder of the launcher and the sources. */
    static Path home() {
        var home = System.getProperty("haneul.home");
        if (home == null) {
            throw new Failure("this verb needs the launcher: run it as ./haneul");
        }
        return Path.of(home);
    }

    /** The program that runs Maven: the pinned one unless the launcher found a new enough one on the path. */
    static String maven() {
        return System.getProperty("haneul.maven", home().resolve("mvnw").toString());
    }
}
