package haneul.server;

import haneul.kernel.CloudClock;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Keeps how far the cloud's clock is ahead of real time, in the data folder. */
final class ClockFile implements CloudClock.Offset {
    private static final String FILE = "clock";

    private final DataFolder folder;

    ClockFile(DataFolder folder) {
        this.folder = folder;
    }

    @Override
    public Duration load() {
        var text = folder.read(FILE).orElse(Duration.ZERO.toString());
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new Failure(
                    folder.root().resolve(FILE) + " holds \"" + text + "\", which is no duration such as PT0S", e);
        }
    }

    @Override
    public void save(Duration offset) {
        folder.write(FILE, offset + "\n");
    }
}
