package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.FormFields;
import haneul.wire.Caller;
import haneul.wire.auth.Authenticator;
import java.util.Optional;

/** Who signed a POST form's policy, by signature version 4 or, as in AWS's oldest regions, version 2. */
final class FormProof {
    private static final String POLICY = "policy";
    private static final String ALGORITHM = "x-amz-algorithm";
    private static final String CREDENTIAL = "x-amz-credential";
    private static final String DATE = "x-amz-date";
    private static final String SIGNATURE = "x-amz-signature";
    private static final String TOKEN = "x-amz-security-token";
    private static final String LEGACY_KEY = "awsaccesskeyid";
    private static final String LEGACY_SIGNATURE = "signature";

    private final Authenticator authenticator;

    FormProof(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** @param region empty for signatures that name none */
    record Proven(Caller caller, Optional<String> region) {}

    /**
     * Who signed; empty when the form is anonymous.
     *
     * @throws AwsException when the proof is incomplete or does not hold
     */
    Optional<Proven> verify(FormFields fields) {
        if (has(fields, ALGORITHM) || has(fields, CREDENTIAL) || has(fields, SIGNATURE)) {
            return Optional.of(current(fields));
        }
        if (has(fields, LEGACY_KEY) || has(fields, LEGACY_SIGNATURE) || has(fields, POLICY)) {
            return Optional.of(legacy(fields));
        }
        return Optional.empty();
    }

    private Proven current(FormFields fields) {
        var proof = authenticator.verifyPolicy(
                require(fields, POLICY, "policy"),
                require(fields, ALGORITHM, "X-Amz-Algorithm"),
                require(fields, CREDENTIAL, "X-Amz-Credential"),
                require(fields, DATE, "X-Amz-Date"),
                require(fields, SIGNATURE, "X-Amz-Signature"),
                fields.value(TOKEN).orElse(null));
        var scope = proof.claim().scope();
        if (!scope.service().equals("s3")) {
            throw new AwsException(
                    "AuthorizationQueryParametersError",
                    400,
                    "Error parsing the X-Amz-Credential parameter; incorrect service \"" + scope.service()
                            + "\". This endpoint belongs to \"s3\".");
        }
        return new Proven(proof.caller(), Optional.of(scope.region()));
    }

    private Proven legacy(FormFields fields) {
        var caller = authenticator.verifyPolicy(
                require(fields, POLICY, "policy"),
                require(fields, LEGACY_KEY, "AWSAccessKeyId"),
                require(fields, LEGACY_SIGNATURE, "Signature"),
                fields.value(TOKEN).orElse(null));
        return new Proven(caller, Optional.empty());
    }

    /** The error of a form without a field that it must have before its file. */
    static AwsException missing(String name) {
        return Refusals.invalidArgument(
                "Bucket POST must contain a field named '" + name
                        + "'.  If it is specified, please check the order of the fields.",
                name,
                "");
    }

    private static boolean has(FormFields fields, String name) {
        return fields.value(name).isPresent();
    }

    private static String require(FormFields fields, String name, String shown) {
        return fields.value(name).orElseThrow(() -> missing(shown));
    }
}
