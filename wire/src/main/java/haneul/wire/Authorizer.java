package haneul.wire;

/** The gate: decides after decoding and before the handler, on every call. */
@FunctionalInterface
public interface Authorizer {
    /**
     * Returns when {@code caller} may do {@code action} on {@code resource}.
     *
     * @throws haneul.kernel.AwsException access denied, as AWS words it
     */
    void authorize(Call call, String action, String resource);
}
