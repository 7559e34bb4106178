package haneul.server;

import java.util.ArrayList;
import java.util.List;

/** Runs a program of a module that is no part of the server, compiling it first. */
final class Modules {
    private Modules() {}

    /** Compiles the module with what it needs and runs its main class in this terminal; answers its exit code. */
    static int run(String module, String mainClass, List<String> arguments) {
        var home = Launch.home();
        var classPathFile = home.resolve("server/target/" + module + ".classpath");
        int built = Processes.inherit(
                home,
                List.of(
                        Launch.maven(),
                        "-q",
                        "-B",
                        "-ntp",
                        "-pl",
                        module,
                        "-am",
                        "test-compile",
                        "org.apache.maven.plugins:maven-dependency-plugin:build-classpath",
                        "-Dmdep.outputFile=" + classPathFile,
                        "-Dmdep.regenerateFile=true"));
        if (built != 0) {
            throw new Failure("the module " + module + " does not compile");
        }
        var classes = home.resolve(module).resolve("target/classes") + ":"
                + home.resolve(module).resolve("target/test-classes");
        var command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx768m",
                "-Dhaneul.launcher=" + home.resolve("haneul"),
                "-cp",
                classes + ":" + Launch.content(classPathFile),
                mainClass));
        command.addAll(arguments);
        return Processes.inherit(home, command);
    }
}
