package haneul.server;

import java.util.Locale;

/** Where machines and packets are: on this Linux, or simulated. Nothing in this release uses either. */
enum HostKind {
    AUTO,
    LINUX,
    SIM;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
