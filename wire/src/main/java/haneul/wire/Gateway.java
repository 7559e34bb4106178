package haneul.wire;

import haneul.kernel.Clock;
import haneul.kernel.Ids;
import haneul.wire.auth.Authenticator;
import java.time.InstantSource;

/**
 * Where every request comes in: finds its service, checks its signature, decodes it, asks the gate, calls the handler
 * and renders the answer or the error. Endpoints are added before the first request.
 */
public final class Gateway {
    private final Clock clock;
    private final Ids ids;
    private final Authenticator authenticator;
    private final Authorizer authorizer;
    private final Audit audit;
    private final String defaultRegion;
    private final Admin admin;
    private final Throttle throttle;
    private final Directory directory = new Directory();

    /**
     * @param clock the cloud's clock, for when a request arrived
     * @param realTime the machine's clock, against which signatures are checked
     * @param defaultRegion the region of anonymous calls
     */
    public Gateway(
            Clock clock,
            InstantSource realTime,
            Ids ids,
            Credentials credentials,
            Authorizer authorizer,
            Audit audit,
            String defaultRegion,
            Admin admin,
            Throttle throttle) {
        this.clock = clock;
        this.ids = ids;
        this.authenticator = new Authenticator(credentials, realTime);
        this.authorizer = authorizer;
        this.audit = audit;
        this.defaultRegion = defaultRegion;
        this.admin = admin;
        this.throttle = throttle;
    }

    /** Puts a service on the wire. */
    public void serve(Endpoint endpoint) {
        directory.add(endpoint);
    }

    /** Answers one request, whatever it is. Throws nothing but errors of the machine. */
    public void handle(Exchange exchange) {
        new Turn(this, exchange).run();
    }

    /** For services that verify signatures in places of their own, such as S3's POST forms. */
    public Authenticator authenticator() {
        return authenticator;
    }

    Clock clock() {
        return clock;
    }

    Ids ids() {
        return ids;
    }

    Authorizer authorizer() {
        return authorizer;
    }

    Audit audit() {
        return audit;
    }

    String defaultRegion() {
        return defaultRegion;
    }

    Admin admin() {
        return admin;
    }

    Throttle throttle() {
        return throttle;
    }

    Directory directory() {
        return directory;
    }
}
