package haneul.wire;

/** Decides whether a call may be made now; asked after the gate. */
@FunctionalInterface
public interface Throttle {
    Throttle NONE = call -> {};

    /** @throws haneul.kernel.AwsException AWS's throttling error of the call's service */
    void admit(Call call);
}
