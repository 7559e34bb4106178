package haneul.server;

/**
 * How a cloud is started.
 *
 * @param bind the address to listen on
 * @param port 0 takes any free one
 */
record Settings(DataFolder folder, String bind, int port, Profile profile) {}
