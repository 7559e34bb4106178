package haneul.wire;

import haneul.kernel.Arn;

/**
 * Who makes a call.
 *
 * @param account twelve digits; empty when anonymous
 * @param arn the principal; null when anonymous
 * @param accessKeyId the key that signed; null when anonymous
 */
public record Caller(String account, Arn arn, String accessKeyId) {
    public static final Caller ANONYMOUS = new Caller("", null, null);

    public boolean anonymous() {
        return arn == null;
    }
}
