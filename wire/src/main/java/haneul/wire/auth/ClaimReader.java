package haneul.wire.auth;

import haneul.wire.Exchange;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Reads what a request says about its signature, strictly. (AWS: "Authenticating Requests".) */
public final class ClaimReader {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    /** Seven days. */
    static final int MAX_EXPIRES_SECONDS = 604_800;

    private static final int MAX_SIGNED_HEADERS = 256;
    private static final List<String> ONLY_HOST = List.of("host");

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
            credential = header.substring(at + "Credential=".length(), end < 0 ? header.length() : end)
                    .strip();
        } else {
            var found = PresignedQuery.value(exchange.rawQuery(), "X-Amz-Credential");
            credential = found == null ? "" : found;
        }
        int last = credential.lastIndexOf('/');
        int before = last <= 0 ? -1 : credential.lastIndexOf('/', last - 1);
        return before <= 0 || before + 1 == last
                ? Optional.empty()
                : Optional.of(credential.substring(before + 1, last));
    }

    /**
     * @return empty when the request carries no signature at all
     * @throws haneul.kernel.AwsException in the dialect's words when it carries a malformed or an unsupported one
     */
    public static Optional<Claim> read(Exchange exchange, Dialect dialect) {
        var header = exchange.header("authorization");
        var query = PresignedQuery.read(exchange.rawQuery());
        if (header.isPresent()) {
            var value = header.get().strip();
            if (query.algorithm() != null) {
                throw dialect.twoSignatures(value);
            }
            if (!value.startsWith(ALGORITHM)) {
                throw dialect.unsupported(value);
            }
            return Optional.of(header(exchange, value.substring(ALGORITHM.length()), dialect));
        }
        if (query.algorithm() != null || query.credential() != null) {
            return Optional.of(presigned(query, dialect));
        }
        if (query.version2()) {
            throw dialect.unsupported("");
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
        var stamp =
                exchange.header("x-amz-date").or(() -> exchange.header("date")).orElse("");
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
        return exchange.header("x-amz-date")
                .filter(s -> BasicTime.parse(s).isPresent())
                .orElseGet(() -> BasicTime.format(time));
    }

    private static Claim presigned(PresignedQuery query, Dialect dialect) {
        if (!query.complete()) {
            throw dialect.malformedQuery("Query-string authentication version 4 requires the X-Amz-Algorithm, "
                    + "X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires "
                    + "parameters.");
        }
        if (!query.algorithm().equals(ALGORITHM)) {
            throw dialect.malformedQuery("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
        }
        var time = BasicTime.parse(query.date())
                .orElseThrow(() -> dialect.malformedQuery(
                        "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""));
        Fault fault = why -> dialect.malformedQuery("Error parsing the X-Amz-Credential parameter; " + why);
        return new Claim(
                Claim.Form.PRESIGNED,
                accessKeyId(query.credential(), fault, "the Credential is mal-formed; \""),
                scope(query.credential(), query.date(), fault),
                query.date(),
                time,
                names(query.signedHeaders(), dialect::malformedQuery),
                query.signature(),
                expires(query.expires(), dialect),
                query.token());
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

    /** Everything before the last four parts. */
    private static String accessKeyId(String credential, Fault fault, String prefix) {
        int at = credential.length();
        for (int parts = 0; parts < 4 && at >= 0; parts++) {
            at = credential.lastIndexOf('/', at - 1);
        }
        if (at < 0) {
            throw fault.of(prefix + credential + "\" is malformed; expecting "
                    + "\"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".");
        }
        if (at == 0) {
            throw fault.of("a non-empty Access Key (AKID) must be provided in the credential.");
        }
        return credential.substring(0, at);
    }

    /** The last four parts of a credential that {@link #accessKeyId} has found to have them. */
    private static Scope scope(String credential, String timestamp, Fault fault) {
        int terminalAt = credential.lastIndexOf('/');
        int serviceAt = credential.lastIndexOf('/', terminalAt - 1);
        int regionAt = credential.lastIndexOf('/', serviceAt - 1);
        int dateAt = credential.lastIndexOf('/', regionAt - 1);
        var terminal = credential.substring(terminalAt + 1);
        var date = credential.substring(dateAt + 1, regionAt);
        if (!terminal.equals(Scope.TERMINAL)) {
            throw fault.of("incorrect terminal \"" + terminal + "\". This endpoint uses \"aws4_request\".");
        }
        if (!BasicTime.isDate(date)) {
            throw fault.of("incorrect date format \"" + date
                    + "\". This date in the credential must be in the format \"yyyyMMdd\".");
        }
        if (!timestamp.startsWith(date)) {
            throw fault.of("Invalid credential date \"" + date + "\". This date is not the same as X-Amz-Date: \""
                    + timestamp.substring(0, 8) + "\".");
        }
        var region = credential.substring(regionAt + 1, serviceAt);
        if (!label(region)) {
            throw fault.of("a valid region must be provided in the credential.");
        }
        var service = credential.substring(serviceAt + 1, terminalAt);
        if (!label(service)) {
            throw fault.of("a valid service must be provided in the credential.");
        }
        return new Scope(date, region, service);
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
        var names = text.equals("host") ? ONLY_HOST : List.of(text.split(";", MAX_SIGNED_HEADERS + 1));
        if (names.size() > MAX_SIGNED_HEADERS) {
            throw fault.of("more than " + MAX_SIGNED_HEADERS + " signed headers.");
        }
        if (!names.contains("host")) {
            throw fault.of("the SignedHeaders must contain \"host\".");
        }
        return names;
    }
}
