package haneul.wire.codec;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Timestamps as AWS writes them, and everything AWS reads as one. Years 0001 to 9999. */
final class Timestamps {
    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final BigDecimal AFTER_LAST_SECOND = BigDecimal.valueOf(253_402_300_800L);
    private static final BigDecimal FIRST_SECOND = BigDecimal.valueOf(-62_135_596_800L);
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

    private Timestamps() {}

    /** {@code 2026-11-23T10:00:00.000Z}; without the fraction when {@code millis} is false and there is none. */
    static String iso(Instant instant, boolean millis) {
        var t = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        int fraction = instant.getNano() / 1_000_000;
        var out = new char[24];
        digits(out, 0, t.getYear(), 4);
        out[4] = '-';
        digits(out, 5, t.getMonthValue(), 2);
        out[7] = '-';
        digits(out, 8, t.getDayOfMonth(), 2);
        out[10] = 'T';
        time(out, 11, t);
        if (!millis && fraction == 0) {
            out[19] = 'Z';
            return new String(out, 0, 20);
        }
        out[19] = '.';
        digits(out, 20, fraction, 3);
        out[23] = 'Z';
        return new String(out);
    }

    /** RFC 9110 section 5.6.7, IMF-fixdate: {@code Mon, 02 Nov 2026 10:00:00 GMT}. */
    static String http(Instant instant) {
        var t = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        var out = new char[29];
        DAYS.get(t.getDayOfWeek().getValue() - 1).getChars(0, 3, out, 0);
        out[3] = ',';
        out[4] = ' ';
        digits(out, 5, t.getDayOfMonth(), 2);
        out[7] = ' ';
        MONTHS.get(t.getMonthValue() - 1).getChars(0, 3, out, 8);
        out[11] = ' ';
        digits(out, 12, t.getYear(), 4);
        out[16] = ' ';
        time(out, 17, t);
        " GMT".getChars(0, 4, out, 25);
        return new String(out);
    }

    private static void time(char[] out, int at, LocalDateTime t) {
        digits(out, at, t.getHour(), 2);
        out[at + 2] = ':';
        digits(out, at + 3, t.getMinute(), 2);
        out[at + 5] = ':';
        digits(out, at + 6, t.getSecond(), 2);
    }

    private static void digits(char[] out, int at, int value, int count) {
        for (int i = at + count - 1; i >= at; i--) {
            out[i] = (char) ('0' + value % 10);
            value /= 10;
        }
    }

    /** Seconds since 1970 with at most three decimals. */
    static String unix(Instant instant) {
        int millis = instant.getNano() / 1_000_000;
        return millis == 0
                ? Long.toString(instant.getEpochSecond())
                : BigDecimal.valueOf(instant.toEpochMilli(), 3)
                        .stripTrailingZeros()
                        .toPlainString();
    }

    /** ISO 8601, seconds since 1970, or an HTTP date, told apart by how they look. @throws Malformed when it is none */
    static Instant parse(String text) {
        try {
            var trimmed = text.strip();
            if (trimmed.isEmpty() || trimmed.length() > 64 || !Text.isAscii(trimmed)) {
                throw new Malformed("'" + Text.excerpt(text) + "' is no timestamp");
            }
            if (Character.isLetter(trimmed.charAt(0))) {
                return httpDate(trimmed);
            }
            return trimmed.indexOf('-') > 0 && trimmed.indexOf(' ') < 0
                    ? isoDate(trimmed)
                    : seconds(new BigDecimal(trimmed));
        } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new Malformed("'" + Text.excerpt(text) + "' is no timestamp");
        }
    }

    /** @throws Malformed when outside the years 0001 to 9999 */
    static Instant seconds(BigDecimal seconds) {
        if (seconds.compareTo(FIRST_SECOND) < 0 || seconds.compareTo(AFTER_LAST_SECOND) >= 0) {
            throw new Malformed("a timestamp is outside the years 0001 to 9999");
        }
        var whole = seconds.setScale(0, RoundingMode.FLOOR);
        var nanos = seconds.subtract(whole).multiply(NANOS).setScale(0, RoundingMode.DOWN);
        return Instant.ofEpochSecond(whole.longValueExact(), nanos.longValueExact());
    }

    /** {@code YYYY-MM-DD[THH:MM[:SS[.fraction]]][Z|±HH[:]MM]}; without a zone it is UTC. */
    private static Instant isoDate(String text) {
        var cursor = new Cursor(text);
        int year = cursor.number(4);
        cursor.expect('-');
        int month = cursor.number(2);
        cursor.expect('-');
        int day = cursor.number(2);
        int hour = 0;
        int minute = 0;
        int second = 0;
        int nano = 0;
        if (cursor.accept('T') || cursor.accept('t')) {
            hour = cursor.number(2);
            cursor.expect(':');
            minute = cursor.number(2);
            second = cursor.accept(':') ? cursor.number(2) : 0;
            nano = cursor.accept('.') || cursor.accept(',') ? cursor.fraction() : 0;
        }
        int offset = cursor.offset();
        cursor.end();
        return LocalDateTime.of(year, month, day, hour, minute, Math.min(second, 59), nano)
                .minusSeconds(offset)
                .toInstant(ZoneOffset.UTC);
    }

    /** IMF-fixdate, RFC 850 and asctime, as RFC 9110 section 5.6.7 demands of a recipient. */
    private static Instant httpDate(String text) {
        var words = text.replace(',', ' ').replace('-', ' ').strip().split(" +");
        boolean asctime = MONTHS.contains(month(words[1]));
        int day = Integer.parseInt(words[asctime ? 2 : 1]);
        int month = MONTHS.indexOf(month(words[asctime ? 1 : 2])) + 1;
        int year = Integer.parseInt(words[asctime ? 4 : 3]);
        if (!asctime && words[3].length() == 2) {
            year += year < 70 ? 2000 : 1900;
        }
        if (!asctime
                && words.length > 5
                && !List.of("GMT", "UTC", "UT", "Z", "+0000", "0000").contains(words[5])) {
            throw new Malformed("'" + Text.excerpt(text) + "' is not in GMT");
        }
        var time = words[asctime ? 3 : 4].split(":");
        if (words.length < 5 || time.length != 3) {
            throw new Malformed("'" + Text.excerpt(text) + "' is no HTTP date");
        }
        return LocalDateTime.of(
                        year,
                        month,
                        day,
                        Integer.parseInt(time[0]),
                        Integer.parseInt(time[1]),
                        Math.min(Integer.parseInt(time[2]), 59))
                .toInstant(ZoneOffset.UTC);
    }

    private static String month(String word) {
        return word.length() < 3
                ? word
                : word.substring(0, 1).toUpperCase(Locale.ROOT)
                        + word.substring(1, 3).toLowerCase(Locale.ROOT);
    }

    /** Walks over the characters of an ISO date. */
    private static final class Cursor {
        private final String text;
        private int at;

        Cursor(String text) {
            this.text = text;
        }

        int number(int digits) {
            int value = 0;
            for (int i = 0; i < digits; i++) {
                value = value * 10 + digit(text.charAt(at++));
            }
            return value;
        }

        private static int digit(char c) {
            if (c < '0' || c > '9') {
                throw new DateTimeException("no digit");
            }
            return c - '0';
        }

        int fraction() {
            int nanos = 0;
            int scale = 100_000_000;
            while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0) {
                nanos += digit(text.charAt(at++)) * scale;
                scale /= 10;
            }
            return nanos;
        }

        /** Seconds east of UTC. */
        int offset() {
            if (accept('Z') || accept('z') || at == text.length()) {
                return 0;
            }
            int sign = accept('-') ? -1 : 1;
            if (sign > 0) {
                expect('+');
            }
            int hours = number(2);
            accept(':');
            int minutes = at < text.length() ? number(2) : 0;
            return sign * (hours * 3600 + minutes * 60);
        }

        boolean accept(char c) {
            boolean there = at < text.length() && text.charAt(at) == c;
            at += there ? 1 : 0;
            return there;
        }

        void expect(char c) {
            if (!accept(c)) {
                throw new DateTimeException("'" + c + "' is missing");
            }
        }

        void end() {
            if (at != text.length()) {
                throw new DateTimeException("text behind the date");
            }
        }
    }
}
