package haneul.server;

import java.util.List;

/** What one word behind {@code ./haneul} does. */
@FunctionalInterface
interface Verb {
    /** For exit codes: it was done. */
    int DONE = 0;
    /** For exit codes: it was not. */
    int FAILED = 1;

    /**
     * @param arguments what follows the verb
     * @return the exit code
     * @throws Failure with what to tell the user
     */
    int run(List<String> arguments);
}
