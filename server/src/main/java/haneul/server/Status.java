package haneul.server;

import java.util.List;

/** {@code ./haneul status}. */
final class Status implements Verb {
    @Override
    public int run(List<String> given) {
        var arguments = Arguments.parse(given);
        arguments.words(0, 0, "status [--data DIR]");
        var target = arguments.target();
        var root = target.folder().root();
        if (target.folder().owner().isEmpty()) {
            System.out.println("No cloud runs on " + root + "; start it with ./haneul up --data " + root);
            return FAILED;
        }
        AdminClient.of(target).status().forEach((name, value) -> System.out.printf("%-9s %s%n", name, value));
        return DONE;
    }
}
