package haneul.server;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "down", description = "Stops the cloud on a data folder cleanly and returns when it is gone.")
final class Down implements Runnable {
    private static final int PATIENCE_SECONDS = 60;

    @Mixin
    private DataOption data;

    @Override
    public void run() {
        var folder = data.folder();
        var owner = folder.owner();
        if (owner.isEmpty()) {
            folder.forgetDeadOwner();
            System.out.println("No cloud runs on " + folder.root());
            return;
        }
        var process = owner.get();
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
        folder.forgetDeadOwner();
        System.out.println("Haneul on " + folder.root() + " is down");
    }
}
