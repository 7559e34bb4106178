package haneul.wire.auth;

/** How a service canonicalises paths and what it demands of a request. (AWS: "Create a signed AWS API request".) */
public enum SigningStyle {
    /**
     * The path is encoded once and never normalised; {@code x-amz-content-sha256} is required beside an
     * {@code Authorization} header; unsigned {@code x-amz-*} headers are refused; requests without a signature are
     * anonymous rather than refused.
     */
    S3,
    /** The path is normalised (RFC 3986 section 5.2.4) and encoded twice; the body's hash is computed. */
    STANDARD
}
