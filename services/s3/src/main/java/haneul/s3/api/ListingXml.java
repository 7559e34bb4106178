package haneul.s3.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * Writes listings as bytes, because a page of a thousand keys is rendered often and the general codec is several times
 * slower. Text that XML 1.0 cannot carry becomes a numeric character reference, as S3 writes it when the client has not
 * asked for {@code encoding-type=url}.
 */
final class ListingXml {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final boolean[] PLAIN_IN_URL = new boolean[128];

    static {
        for (char c = 0; c < 128; c++) {
            boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            PLAIN_IN_URL[c] = alphanumeric || "-_.*/".indexOf(c) >= 0;
        }
    }

    private final boolean urlEncoded;
    private byte[] buffer = new byte[8192];
    private int length;
    private long lastSecond = Long.MIN_VALUE;
    private byte[] lastTime;

    /** @param urlEncoded whether {@link #name} writes names the way {@code encoding-type=url} asks for */
    ListingXml(boolean urlEncoded) {
        this.urlEncoded = urlEncoded;
    }

    /** Markup, or text that needs no escape. */
    ListingXml raw(String ascii) {
        int more = ascii.length();
        ensure(more);
        for (int i = 0; i < more; i++) {
            buffer[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    ListingXml raw(long number) {
        return raw(Long.toString(number));
    }

    ListingXml append(ListingXml other) {
        ensure(other.length);
        System.arraycopy(other.buffer, 0, buffer, length, other.length);
        length += other.length;
        return this;
    }

    /** {@code <tag>text</tag>}; nothing when the text is null. */
    ListingXml element(String tag, String text) {
        return text == null
                ? this
                : open(tag).text(text.getBytes(StandardCharsets.UTF_8)).close(tag);
    }

    /** {@code <tag>name</tag>} of a key or part of one, encoded as the client asked; nothing when it is null. */
    ListingXml name(String tag, byte[] utf8) {
        if (utf8 == null) {
            return this;
        }
        open(tag);
        return (urlEncoded ? url(utf8) : text(utf8)).close(tag);
    }

    /**
     * As {@link #name}, but readable without decoding as far as can be: the Python SDK does not decode the prefix that
     * a
     * listing of version one repeats, while others do.
     */
    ListingXml sparseName(String tag, byte[] utf8) {
        open(tag);
        return (urlEncoded ? sparseUrl(utf8) : text(utf8)).close(tag);
    }

    ListingXml open(String tag) {
        return raw("<").raw(tag).raw(">");
    }

    ListingXml close(String tag) {
        return raw("</").raw(tag).raw(">");
    }

    /** A moment in whole seconds with three zeros behind, as listings show it. */
    ListingXml time(Instant moment) {
        if (moment.getEpochSecond() != lastSecond) {
            lastSecond = moment.getEpochSecond();
            var time = Instant.ofEpochSecond(lastSecond).atOffset(ZoneOffset.UTC);
            lastTime = "%04d-%02d-%02dT%02d:%02d:%02d.000Z"
                    .formatted(
                            time.getYear(),
                            time.getMonthValue(),
                            time.getDayOfMonth(),
                            time.getHour(),
                            time.getMinute(),
                            time.getSecond())
                    .getBytes(StandardCharsets.US_ASCII);
        }
        ensure(lastTime.length);
        System.arraycopy(lastTime, 0, buffer, length, lastTime.length);
        length += lastTime.length;
        return this;
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(buffer, 0, length);
    }

    private ListingXml text(byte[] utf8) {
        ensure(utf8.length * 6);
        for (byte b : utf8) {
            switch (b) {
                case '&' -> raw("&amp;");
                case '<' -> raw("&lt;");
                case '>' -> raw("&gt;");
                case '"' -> raw("&quot;");
                case '\t', '\n' -> buffer[length++] = b;
                default -> character(b);
            }
        }
        return this;
    }

    private void character(byte b) {
        if (b >= 0 && b < 0x20) {
            raw("&#x").raw(Integer.toHexString(b)).raw(";");
        } else {
            buffer[length++] = b;
        }
    }

    private ListingXml url(byte[] utf8) {
        ensure(utf8.length * 3);
        for (byte b : utf8) {
            if (b >= 0 && PLAIN_IN_URL[b]) {
                buffer[length++] = b;
            } else {
                percent(b);
            }
        }
        return this;
    }

    /** Only what a decoder would change, or XML cannot carry, is encoded. */
    private ListingXml sparseUrl(byte[] utf8) {
        for (byte b : utf8) {
            boolean control = b >= 0 && b < 0x20 && b != '\t' && b != '\n';
            if (b == '%' || b == '+' || control) {
                ensure(3);
                percent(b);
            } else {
                text(new byte[] {b});
            }
        }
        return this;
    }

    private void percent(byte b) {
        buffer[length++] = '%';
        buffer[length++] = HEX[b >> 4 & 0xf];
        buffer[length++] = HEX[b & 0xf];
    }

    private void ensure(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
