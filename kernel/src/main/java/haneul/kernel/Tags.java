package haneul.kernel;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/**
 * The rules AWS has for resource tags ("Tagging your AWS resources", tag naming limits): keys of 1 to 128 and values
 * of 0 to 256 Unicode characters out of letters, digits, space and {@code + - = . _ : / @}; keys unique, with case;
 * {@code aws:} reserved. Each service words the error its own way, so the rule that is broken is an answer here, not
 * an exception.
 */
public final class Tags {
    /** Most services' limit per resource; an S3 object has 10. */
    public static final int MAX_PER_RESOURCE = 50;

    public static final int MAX_KEY_CHARACTERS = 128;
    public static final int MAX_VALUE_CHARACTERS = 256;
    private static final String PUNCTUATION = "+-=._:/@";

    /** The rule a set of tags breaks. */
    public enum Problem {
        TOO_MANY,
        KEY_LENGTH,
        KEY_CHARACTERS,
        VALUE_LENGTH,
        VALUE_CHARACTERS,
        DUPLICATE_KEY,
        RESERVED_KEY
    }

    /**
     * A broken rule.
     *
     * @param key of the tag that breaks it; empty for {@link Problem#TOO_MANY}
     */
    public record Violation(Problem problem, String key) {}

    private Tags() {}

    /** The first rule the tags break, in their order; empty when they are fine. */
    public static Optional<Violation> violation(Collection<? extends Map.Entry<String, String>> tags, int limit) {
        if (tags.size() > limit) {
            return Optional.of(new Violation(Problem.TOO_MANY, ""));
        }
        var seen = new HashSet<String>();
        for (var tag : tags) {
            var problem = problem(tag.getKey(), tag.getValue());
            if (problem.isEmpty() && !seen.add(tag.getKey())) {
                problem = Optional.of(Problem.DUPLICATE_KEY);
            }
            if (problem.isPresent()) {
                return Optional.of(new Violation(problem.get(), tag.getKey()));
            }
        }
        return Optional.empty();
    }

    /** The first rule one tag breaks. */
    public static Optional<Problem> problem(String key, String value) {
        int keyLength = key.codePointCount(0, key.length());
        if (keyLength < 1 || keyLength > MAX_KEY_CHARACTERS) {
            return Optional.of(Problem.KEY_LENGTH);
        }
        if (value.codePointCount(0, value.length()) > MAX_VALUE_CHARACTERS) {
            return Optional.of(Problem.VALUE_LENGTH);
        }
        if (!key.codePoints().allMatch(Tags::allowed)) {
            return Optional.of(Problem.KEY_CHARACTERS);
        }
        if (!value.codePoints().allMatch(Tags::allowed)) {
            return Optional.of(Problem.VALUE_CHARACTERS);
        }
        return key.regionMatches(true, 0, "aws:", 0, 4) ? Optional.of(Problem.RESERVED_KEY) : Optional.empty();
    }

    private static boolean allowed(int character) {
        return Character.isLetterOrDigit(character)
                || Character.isSpaceChar(character)
                || PUNCTUATION.indexOf(character) >= 0;
    }
}
