package haneul.server;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code ./haneul down}. */
final class Down implements Verb {
    private static final int PATIENCE_SECONDS = 60;

    @Override
    public int run(List<String> given) {
        var arguments = Arguments.parse(given);
        arguments.words(0, 0, "down [--data DIR]");
        var folder = arguments.target().folder();
        var owner = folder.owner();
        if (owner.isPresent()) {
            stop(owner.get());
        }
        folder.forgetDeadOwner();
        System.out.println(
                owner.isPresent() ? "Haneul on " + folder.root() + " is down" : "No cloud runs on " + folder.root());
        return DONE;
    }

    private static void stop(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new Failure(
                    "process %d still runs after %d s; it loses nothing acknowledged if you end it with kill -9"
                            .formatted(process.pid(), PATIENCE_SECONDS),
                    e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for process " + process.pid() + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted while process " + process.pid() + " was stopping", e);
        }
    }
}
