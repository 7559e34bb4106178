package haneul.wire.auth;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The ISO 8601 basic form {@code yyyyMMdd'T'HHmmss'Z'}, which SigV4 uses throughout; by hand because it is read on
 * every request.
 */
final class BasicTime {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int LENGTH = 16;

    private BasicTime() {}

    static String format(Instant time) {
        return FORMAT.format(time);
    }

    /** Empty when the text is not of the form or names no real moment. */
    static Optional<Instant> parse(String text) {
        if (text.length() != LENGTH
                || text.charAt(8) != 'T'
                || text.charAt(15) != 'Z'
                || !digits(text, 0, 8)
                || !digits(text, 9, 15)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 4, 6),
                            number(text, 6, 8),
                            number(text, 9, 11),
                            number(text, 11, 13),
                            number(text, 13, 15))
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether the text is eight digits. */
    static boolean isDate(String text) {
        return text.length() == 8 && digits(text, 0, 8);
    }

    private static boolean digits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }
}
