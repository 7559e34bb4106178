package haneul.server;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code ./haneul soak}: kills a server under load again and again and checks that nothing acknowledged is lost. Java
 * runs
 * the sources as they are.
 */
final class Soak implements Verb {
    private static final String PROGRAM = "acceptance/src/main/java/haneul/acceptance/Soak.java";

    @Override
    public int run(List<String> arguments) {
        var home = Launch.home();
        var command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx768m",
                "-Dhaneul.launcher=" + home.resolve("haneul"),
                home.resolve(PROGRAM).toString()));
        command.addAll(arguments);
        return Processes.inherit(home, command);
    }
}
