package haneul.s3.api;

import haneul.kernel.AwsException;

/**
 * Bytes of an object that a request asks for.
 *
 * @param from first byte
 * @param length bytes; 0 only for the whole of an empty object
 */
record ByteRange(long from, long length) {
    private static final String UNIT = "bytes=";

    /**
     * A {@code Range} header over an object of {@code size} bytes (RFC 9110 section 14); null for all of it, which is
     * also
     * what S3 gives for a header that is no range and for several ranges.
     *
     * @throws AwsException {@code InvalidRange} 416 when no byte of it exists
     */
    static ByteRange of(String header, long size) {
        if (header == null || !header.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
            return null;
        }
        var spec = header.substring(UNIT.length()).strip();
        int dash = spec.indexOf('-');
        if (dash < 0 || spec.indexOf(',') >= 0) {
            return null;
        }
        long first = number(spec, 0, dash);
        long last = number(spec, dash + 1, spec.length());
        boolean suffix = dash == 0;
        boolean open = dash == spec.length() - 1;
        if (first < 0 && !suffix || last < 0 && !open || suffix && open) {
            return null;
        }
        if (suffix) {
            long length = Math.min(last, size);
            return checked(header, size - length, length, size);
        }
        if (!open && last < first) {
            return null;
        }
        long end = open ? size : Math.min(last, size - 1) + 1;
        return checked(header, first, end - first, size);
    }

    private static ByteRange checked(String header, long from, long length, long size) {
        if (from >= size || length <= 0) {
            throw invalid(header, size);
        }
        return new ByteRange(from, length);
    }

    static AwsException invalid(String header, long size) {
        return new AwsException("InvalidRange", 416, "The requested range is not satisfiable")
                .with("RangeRequested", header)
                .with("ActualObjectSize", Long.toString(size))
                .withHeader("Content-Range", "bytes */" + size);
    }

    /** Negative when the text is no number; numbers beyond a long are as good as its greatest. */
    static long number(String text, int start, int end) {
        if (start >= end) {
            return -1;
        }
        long value = 0;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value > (Long.MAX_VALUE - 9) / 10 ? Long.MAX_VALUE : value * 10 + digit;
        }
        return value;
    }

    String contentRange(long size) {
        return "bytes " + from + "-" + (from + length - 1) + "/" + size;
    }
}
