package haneul.wire.auth;

import haneul.wire.Exchange;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a request says about its signature, strictly. (AWS: "Authenticating Requests".) */
public final class ClaimReader {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    /** Seven days. */
    static final int MAX_EXPIRES_SECONDS = 604_800;

    private static final int MAX_SIGNED_HEADERS = 256;
    private static final String QUERY_ALGORITHM = "X-Amz-Algorithm";
    private static final List<String> QUERY_NEEDS = List.of(
            QUERY_ALGORITHM, "X-Amz-Credential", "X-Amz-Signature", "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Expires");

    private ClaimReader() {}

    /**
     * The service that the request's credential scope names, however malformed the rest may be; it decides how errors
     * are worded.
     */
    public static Optional<String> service(Exchange exchange) {
        var header = exchange.header("authorization").orElse("");
        int at = header.indexOf("Credential=");
        String credential;
        if (at >= 0) {
            int end = header.indexOf(',', at);
            credential = header.substring(at + "Credential=".length(), end < 0 ? header.length() : end);
        } else {
            credential = exchange.rawQuery().contains("X-Amz-Credential=")
                    ? query(exchange.rawQuery()).getOrDefault("X-Amz-Credential", "")
                    : "";
        }
        var parts = credential.strip().split("/", -1);
        return parts.length >= 5 && !parts[parts.length - 2].isEmpty()
                ? Optional.of(parts[parts.length - 2])
                : Optional.empty();
    }

    /**
     * @return empty when the request carries no signature at all
     * @throws haneul.kernel.AwsException in the dialect's words when it carries a malformed or an unsupported one
     */
    public static Optional<Claim> read(Exchange exchange, Dialect dialect) {
        var header = exchange.header("authorization");
        boolean presigned = exchange.rawQuery().contains(QUERY_ALGORITHM);
        if (header.isPresent()) {
            var value = header.get().strip();
            if (presigned && query(exchange.rawQuery()).containsKey(QUERY_ALGORITHM)) {
                throw dialect.twoSignatures(value);
            }
            if (!value.startsWith(ALGORITHM)) {
                throw dialect.unsupported(value);
            }
            return Optional.of(header(exchange, value.substring(ALGORITHM.length()), dialect));
        }
        if (exchange.rawQuery().contains("X-Amz-") || exchange.rawQuery().contains("Signature")) {
            var query = query(exchange.rawQuery());
            if (query.containsKey(QUERY_ALGORITHM) || query.containsKey("X-Amz-Credential")) {
                return Optional.of(presigned(query, dialect));
            }
            if (query.containsKey("AWSAccessKeyId") && query.containsKey("Signature")) {
                throw dialect.unsupported("");
            }
        }
        return Optional.empty();
    }

    private static Claim header(Exchange exchange, String rest, Dialect dialect) {
        if (rest.isEmpty() || rest.charAt(0) != ' ') {
            throw dialect.malformedHeader("Invalid algorithm; expecting " + ALGORITHM);
        }
        String credential = null;
        String names = null;
        String signature = null;
        for (var part : rest.split(",", 16)) {
            var item = part.strip();
            int equals = item.indexOf('=');
            var value = equals < 0 ? "" : item.substring(equals + 1);
            switch (equals < 0 ? "" : item.substring(0, equals)) {
                case "Credential" -> credential = once(credential, value, item, dialect);
                case "SignedHeaders" -> names = once(names, value, item, dialect);
                case "Signature" -> signature = once(signature, value, item, dialect);
                default -> throw dialect.malformedHeader("the authorization component \"" + item + "\" is malformed.");
            }
        }
        if (credential == null || names == null || signature == null) {
            throw dialect.malformedHeader("the authorization header requires three components: "
                    + "Credential, SignedHeaders, and Signature.");
        }
        var time = time(exchange, dialect);
        return new Claim(
                Claim.Form.HEADER,
                accessKeyId(credential, dialect::malformedHeader, "the authorization component \"Credential="),
                scope(credential, BasicTime.format(time), dialect::malformedHeader),
                timestamp(exchange, time),
                time,
                names(names, dialect::malformedHeader),
                signature,
                0,
                exchange.header("x-amz-security-token").orElse(null));
    }

    private static String once(String before, String value, String item, Dialect dialect) {
        if (before != null || value.isEmpty()) {
            throw dialect.malformedHeader("the authorization component \"" + item + "\" is malformed.");
        }
        return value;
    }

    private static Instant time(Exchange exchange, Dialect dialect) {
        var stamp = exchange.header("x-amz-date").or(() -> exchange.header("date")).orElse("");
        return BasicTime.parse(stamp).or(() -> httpDate(stamp)).orElseThrow(dialect::missingDate);
    }

    private static Optional<Instant> httpDate(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String timestamp(Exchange exchange, Instant time) {
        return exchange.header("x-amz-date").filter(s -> BasicTime.parse(s).isPresent())
                .orElseGet(() -> BasicTime.format(time));
    }

    private static Claim presigned(Map<String, String> query, Dialect dialect) {
        for (var name : QUERY_NEEDS) {
            if (!query.containsKey(name)) {
                throw dialect.malformedQuery("Query-string authentication version 4 requires the X-Amz-Algorithm, "
                        + "X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires "
                        + "parameters.");
            }
        }
        if (!query.get(QUERY_ALGORITHM).equals(ALGORITHM)) {
            throw dialect.malformedQuery("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
        }
        var date = query.get("X-Amz-Date");
        var time = BasicTime.parse(date)
                .orElseThrow(() -> dialect.malformedQuery(
                        "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""));
        var credential = query.get("X-Amz-Credential");
        Fault fault = why -> dialect.malformedQuery("Error parsing the X-Amz-Credential parameter; " + why);
        return new Claim(
                Claim.Form.PRESIGNED,
                accessKeyId(credential, fault, "the Credential is mal-formed; \""),
                scope(credential, date, fault),
                date,
                time,
                names(query.get("X-Amz-SignedHeaders"), dialect::malformedQuery),
                query.get("X-Amz-Signature"),
                expires(query.get("X-Amz-Expires"), dialect),
                query.get("X-Amz-Security-Token"));
    }

    /** The claim of an S3 POST form. @throws haneul.kernel.AwsException as S3 words it */
    static Claim policy(String algorithm, String credential, String date, String signature, String sessionToken) {
        var dialect = new S3Dialect();
        if (!ALGORITHM.equals(algorithm)) {
            throw dialect.malformedQuery("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
        }
        var time = BasicTime.parse(date).orElseThrow(dialect::missingDate);
        Fault fault = why -> dialect.malformedQuery("Error parsing the X-Amz-Credential parameter; " + why);
        return new Claim(
                Claim.Form.PRESIGNED,
                accessKeyId(credential, fault, "the Credential is mal-formed; \""),
                scope(credential, date, fault),
                date,
                time,
                List.of(),
                signature,
                0,
                sessionToken);
    }

    private static int expires(String text, Dialect dialect) {
        long seconds;
        try {
            seconds = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw dialect.malformedQuery("X-Amz-Expires should be a number");
        }
        if (seconds < 0) {
            throw dialect.malformedQuery("X-Amz-Expires must be non-negative");
        }
        if (seconds > MAX_EXPIRES_SECONDS) {
            throw dialect.malformedQuery("X-Amz-Expires must be less than a week (in seconds); that is, the given "
                    + "X-Amz-Expires must be less than 604800 seconds");
        }
        return (int) seconds;
    }

    private interface Fault {
        RuntimeException of(String why);
    }

    private static String accessKeyId(String credential, Fault fault, String prefix) {
        var parts = credential.split("/", -1);
        if (parts.length < 5) {
            throw fault.of(prefix + credential + "\" is malformed; expecting "
                    + "\"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".");
        }
        var id = String.join("/", List.of(parts).subList(0, parts.length - 4));
        if (id.isEmpty()) {
            throw fault.of("a non-empty Access Key (AKID) must be provided in the credential.");
        }
        return id;
    }

    private static Scope scope(String credential, String timestamp, Fault fault) {
        var parts = credential.split("/", -1);
        int n = parts.length;
        var date = parts[n - 4];
        if (!parts[n - 1].equals(Scope.TERMINAL)) {
            throw fault.of("incorrect terminal \"" + parts[n - 1] + "\". This endpoint uses \"aws4_request\".");
        }
        if (!BasicTime.isDate(date)) {
            throw fault.of("incorrect date format \"" + date
                    + "\". This date in the credential must be in the format \"yyyyMMdd\".");
        }
        if (!timestamp.startsWith(date)) {
            throw fault.of("Invalid credential date \"" + date + "\". This date is not the same as X-Amz-Date: \""
                    + timestamp.substring(0, 8) + "\".");
        }
        if (!label(parts[n - 3])) {
            throw fault.of("a valid region must be provided in the credential.");
        }
        if (!label(parts[n - 2])) {
            throw fault.of("a valid service must be provided in the credential.");
        }
        return new Scope(date, parts[n - 3], parts[n - 2]);
    }

    /** Regions and services are lower-case labels; anything else would only fill memories and logs. */
    private static boolean label(String text) {
        if (text.isEmpty() || text.length() > 64) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')) {
                return false;
            }
        }
        return true;
    }

    private static List<String> names(String text, Fault fault) {
        var names = List.of(text.split(";", MAX_SIGNED_HEADERS + 1));
        if (names.size() > MAX_SIGNED_HEADERS) {
            throw fault.of("more than " + MAX_SIGNED_HEADERS + " signed headers.");
        }
        if (!names.contains("host")) {
            throw fault.of("the SignedHeaders must contain \"host\".");
        }
        return names;
    }

    /** Decoded parameters, the first of each name. */
    private static Map<String, String> query(String raw) {
        var found = new HashMap<String, String>();
        var pairs = new ArrayList<String>(List.of(raw.split("&")));
        for (var pair : pairs) {
            int equals = pair.indexOf('=');
            var name = UriText.decode(equals < 0 ? pair : pair.substring(0, equals));
            found.putIfAbsent(name, equals < 0 ? "" : UriText.decode(pair.substring(equals + 1)));
        }
        return found;
    }
}
