package haneul.wire.auth;

/** Where a signing key is good: one day, one region, one service. */
public record Scope(String date, String region, String service) {
    static final String TERMINAL = "aws4_request";

    /** As it stands in the string to sign. */
    @Override
    public String toString() {
        return date + "/" + region + "/" + service + "/" + TERMINAL;
    }
}
