package haneul.wire;

/** Told of every call after it was answered. Must not block. */
@FunctionalInterface
public interface Audit {
    /** @param errorCode AWS's code; null when the call succeeded */
    void answered(Call call, int status, String errorCode);
}
