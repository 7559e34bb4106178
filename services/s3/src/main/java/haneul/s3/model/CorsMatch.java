package haneul.s3.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which rule of a bucket's cross-origin configuration fits a request (S3 user guide, "How does Amazon S3 evaluate the
 * CORS configuration on a bucket?"): the first whose origins, methods and, for a preflight, headers all fit.
 *
 * @param anyOrigin whether the rule allows every origin by a lone wildcard
 */
public record CorsMatch(CorsRule rule, boolean anyOrigin) {
    /**
     * @param headers names that a preflight asks for; empty for an actual request
     */
    public static Optional<CorsMatch> find(List<CorsRule> rules, String origin, String method, List<String> headers) {
        for (var rule : rules) {
            var allowed = rule.origins().stream()
                    .filter(pattern -> fits(pattern, origin))
                    .findFirst();
            if (allowed.isPresent() && rule.methods().contains(method) && allowsAll(rule, headers)) {
                return Optional.of(new CorsMatch(rule, allowed.get().equals("*")));
            }
        }
        return Optional.empty();
    }

    private static boolean allowsAll(CorsRule rule, List<String> headers) {
        return headers.stream().allMatch(header -> rule.headers().stream()
                .anyMatch(pattern -> fits(pattern.toLowerCase(Locale.ROOT), header.toLowerCase(Locale.ROOT))));
    }

    /** A pattern holds at most one asterisk, which stands for any text. */
    private static boolean fits(String pattern, String text) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(text);
        }
        return text.length() >= pattern.length() - 1
                && text.startsWith(pattern.substring(0, star))
                && text.endsWith(pattern.substring(star + 1));
    }
}
