package haneul.server;

import haneul.kernel.AwsException;
import haneul.wire.Authorizer;
import haneul.wire.Call;

/**
 * The gate while there are no policies: the root account's keys may do everything in their own account, anonymous
 * callers nothing at all.
 */
final class RootAuthorizer implements Authorizer {
    private final String account;

    RootAuthorizer(String account) {
        this.account = account;
    }

    /** One line for the user about what this gate enforces. */
    String enforcement() {
        return "every signature is verified; the root account's keys may do everything, anonymous callers nothing";
    }

    @Override
    public void authorize(Call call, String action, String resource) {
        if (call.caller().anonymous() || !call.caller().account().equals(account)) {
            throw new AwsException("AccessDenied", 403, "Access Denied");
        }
    }
}
