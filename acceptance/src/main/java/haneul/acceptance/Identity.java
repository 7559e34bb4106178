package haneul.acceptance;

/** Who signs requests, and for which region. */
public record Identity(String accessKey, String secretKey, String region) {

    /** The same identity with another secret: its signatures must be refused. */
    public Identity withSecret(String secret) {
        return new Identity(accessKey, secret, region);
    }

    /** The same secret under another access key id. */
    public Identity withAccessKey(String key) {
        return new Identity(key, secretKey, region);
    }

    /** The same keys, signing for another region. */
    public Identity withRegion(String other) {
        return new Identity(accessKey, secretKey, other);
    }
}
