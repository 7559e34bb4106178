package haneul.server;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Durations as people type them: {@code 90s}, {@code 15m}, {@code 36h}, {@code 31d}, {@code 2w}, or several at once:
 * {@code 1d12h}.
 */
final class Durations {
    /** The furthest the clock moves in one go: beyond it Instant arithmetic is no longer a sensible cloud. */
    static final Duration MAX = Duration.ofDays(36_500);

    private static final Pattern FORM = Pattern.compile("(?:\\d{1,9}[smhdw])+");
    private static final Pattern PART = Pattern.compile("(\\d+)([smhdw])");

    private Durations() {}

    /** @throws Failure when the text is none, is zero or exceeds {@link #MAX} */
    static Duration parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new Failure("\"" + text + "\" is no duration; write for example 90s, 15m, 36h, 31d, 2w or 1d12h");
        }
        var total = Duration.ZERO;
        var parts = PART.matcher(text);
        while (parts.find()) {
            total = total.plus(Duration.ofSeconds(
                    Long.parseLong(parts.group(1)) * secondsPer(parts.group(2).charAt(0))));
        }
        if (total.isZero() || total.compareTo(MAX) > 0) {
            throw new Failure("\"" + text + "\" must be more than nothing and at most " + MAX.toDays() + "d");
        }
        return total;
    }

    private static long secondsPer(char unit) {
        return switch (unit) {
            case 's' -> 1;
            case 'm' -> 60;
            case 'h' -> 3600;
            case 'd' -> 86_400;
            default -> 604_800;
        };
    }
}
