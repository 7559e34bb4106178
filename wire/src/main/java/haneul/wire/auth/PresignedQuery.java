package haneul.wire.auth;

/** The parameters of a query that carry a signature, decoded, each the first of its name; null where absent. */
record PresignedQuery(
        String algorithm,
        String credential,
        String date,
        String expires,
        String signedHeaders,
        String signature,
        String token,
        boolean version2) {

    private static final PresignedQuery NONE = new PresignedQuery(null, null, null, null, null, null, null, false);

    /** Reads names as they stand: AWS's clients never escape them. */
    static PresignedQuery read(String raw) {
        if (!raw.contains("X-Amz-") && !raw.contains("Signature=")) {
            return NONE;
        }
        return new PresignedQuery(
                value(raw, "X-Amz-Algorithm"),
                value(raw, "X-Amz-Credential"),
                value(raw, "X-Amz-Date"),
                value(raw, "X-Amz-Expires"),
                value(raw, "X-Amz-SignedHeaders"),
                value(raw, "X-Amz-Signature"),
                value(raw, "X-Amz-Security-Token"),
                value(raw, "AWSAccessKeyId") != null && value(raw, "Signature") != null);
    }

    boolean complete() {
        return algorithm != null
                && credential != null
                && date != null
                && expires != null
                && signedHeaders != null
                && signature != null;
    }

    static String value(String raw, String name) {
        int at = raw.indexOf(name);
        while (at >= 0) {
            int end = at + name.length();
            boolean whole = (at == 0 || raw.charAt(at - 1) == '&')
                    && (end == raw.length() || raw.charAt(end) == '=' || raw.charAt(end) == '&');
            if (whole) {
                int from = Math.min(raw.length(), end + 1);
                int to = end < raw.length() && raw.charAt(end) == '=' ? raw.indexOf('&', end) : end;
                to = to < 0 ? raw.length() : to;
                return to <= from ? "" : UriText.decode(raw.substring(from, to));
            }
            at = raw.indexOf(name, at + 1);
        }
        return null;
    }
}
