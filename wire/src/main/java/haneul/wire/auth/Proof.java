package haneul.wire.auth;

import haneul.wire.Caller;
import javax.crypto.Mac;

/** A claim that was verified: who signed, and the key under which chunks of the body are signed on. */
public final class Proof {
    private final Caller caller;
    private final Claim claim;
    private final Mac key;

    Proof(Caller caller, Claim claim, Mac key) {
        this.caller = caller;
        this.claim = claim;
        this.key = key;
    }

    public Caller caller() {
        return caller;
    }

    public Claim claim() {
        return claim;
    }

    /** To be copied before use. */
    Mac key() {
        return key;
    }
}
