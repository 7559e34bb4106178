package haneul.server;

import haneul.kernel.CloudClock;
import java.time.Duration;

/** An offset that is always nothing: a clock with it shows real time, as every client's does. */
final class RealTime implements CloudClock.Offset {
    /** Real time, whatever the cloud's own clock shows. */
    static CloudClock clock() {
        return new CloudClock(new RealTime());
    }

    @Override
    public Duration load() {
        return Duration.ZERO;
    }

    @Override
    public void save(Duration offset) {
        throw new UnsupportedOperationException("real time cannot be moved by " + offset);
    }
}
