package haneul.server;

import java.util.List;

/**
 * How a cloud is started.
 *
 * @param bind the address to listen on
 * @param port 0 takes any free one
 * @param domains whose subdomains are buckets, lower case
 */
record Settings(DataFolder folder, String bind, int port, Profile profile, List<String> domains) {
    static final String LOCALHOST = "localhost";
    static final String LOOPBACK = "127.0.0.1";

    /** On loopback, on any free port. */
    static Settings loopback(DataFolder folder) {
        return new Settings(folder, LOOPBACK, 0, Profile.AWS, List.of(LOCALHOST));
    }
}
