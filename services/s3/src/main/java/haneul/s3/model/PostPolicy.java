package haneul.s3.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import haneul.kernel.AwsException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the signer of a POST form allows to be uploaded with it (S3 API reference, "Creating a POST policy").
 *
 * @param expiration the form is refused from then on
 * @param minBytes of the file
 * @param maxBytes of the file
 */
public record PostPolicy(Instant expiration, List<Condition> conditions, long minBytes, long maxBytes) {
    private static final int MAX_DEPTH = 4;
    private static final int MAX_TEXT = 20 * 1024;
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT)
                    .maxNameLength(MAX_TEXT)
                    .maxNumberLength(20)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .build();

    /** What a field must hold. @param field lower case. @param prefix whether the value is only its start */
    public record Condition(String field, String value, boolean prefix) {
        boolean holds(String given) {
            if (!prefix) {
                return given.equals(value);
            }
            if (!field.equals("content-type")) {
                return given.startsWith(value);
            }
            for (var each : given.split(",", -1)) {
                if (!each.strip().startsWith(value)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return "[\"" + (prefix ? "starts-with" : "eq") + "\", \"$" + field + "\", \"" + value + "\"]";
        }
    }

    /** @param base64 as the form carries it. @throws AwsException {@code InvalidPolicyDocument} 400 */
    public static PostPolicy parse(String base64) {
        byte[] json;
        try {
            json = Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw invalid("Invalid Base64 encoding.");
        }
        try (var parser = JSON.createParser(json)) {
            return new Reader(parser).read();
        } catch (IOException notJson) {
            throw invalid("Invalid JSON.");
        }
    }

    /**
     * Checks all but the file's size.
     *
     * @param fields what the form says, where it counts; {@code bucket} is the one addressed
     * @throws AwsException {@code AccessDenied} 403 when the policy does not allow it
     */
    public void check(FormFields fields, Instant now) {
        if (!now.isBefore(expiration)) {
            throw denied("Policy expired.");
        }
        for (var condition : conditions) {
            if (!condition.holds(fields.value(condition.field).orElse(""))) {
                throw denied("Policy Condition failed: " + condition);
            }
        }
        for (var name : fields.names()) {
            if (!covered(name.toLowerCase(Locale.ROOT))) {
                throw denied("Extra input fields: " + name);
            }
        }
    }

    private boolean covered(String name) {
        return FormFields.needNoCondition(name)
                || conditions.stream().anyMatch(condition -> condition.field.equals(name));
    }

    private static AwsException denied(String why) {
        return new AwsException("AccessDenied", 403, "Invalid according to Policy: " + why);
    }

    private static AwsException invalid(String why) {
        return new AwsException("InvalidPolicyDocument", 400, "Invalid Policy: " + why);
    }

    private static final class Reader {
        private final JsonParser parser;
        private final List<Condition> conditions = new ArrayList<>();
        private Instant expiration;
        private boolean conditioned;
        private long minBytes;
        private long maxBytes = Contents.MAX_PUT_BYTES;

        Reader(JsonParser parser) {
            this.parser = parser;
        }

        PostPolicy read() throws IOException {
            expect(parser.nextToken() == JsonToken.START_OBJECT, "Invalid JSON.");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                member(parser.currentName());
            }
            expect(parser.nextToken() == null, "Invalid JSON.");
            expect(expiration != null, "Policy missing expiration.");
            expect(conditioned, "Policy missing conditions.");
            return new PostPolicy(expiration, List.copyOf(conditions), minBytes, maxBytes);
        }

        private void member(String name) throws IOException {
            var token = parser.nextToken();
            switch (name) {
                case "expiration" -> {
                    expect(token == JsonToken.VALUE_STRING, "Invalid 'expiration' value.");
                    expiration = time(parser.getText());
                }
                case "conditions" -> {
                    expect(token == JsonToken.START_ARRAY, "Invalid 'conditions' value: must be a List.");
                    conditioned = true;
                    for (var next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                        condition(next);
                    }
                }
                default -> throw invalid("Unexpected: '" + name + "'.");
            }
        }

        private static Instant time(String text) {
            try {
                expect(TIME.matcher(text).matches(), "Invalid 'expiration' value: '" + text + "'");
                return Instant.parse(text);
            } catch (DateTimeException noSuchDay) {
                throw invalid("Invalid 'expiration' value: '" + text + "'");
            }
        }

        private void condition(JsonToken token) throws IOException {
            if (token == JsonToken.START_OBJECT) {
                simple();
            } else {
                expect(token == JsonToken.START_ARRAY, "Invalid Condition: must be an object or a List.");
                list();
            }
        }

        private void simple() throws IOException {
            var one = "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.";
            expect(parser.nextToken() == JsonToken.FIELD_NAME, one);
            var name = parser.currentName();
            expect(parser.nextToken() == JsonToken.VALUE_STRING, "Invalid Simple-Condition: value must be a string.");
            conditions.add(new Condition(name.toLowerCase(Locale.ROOT), parser.getText(), false));
            expect(parser.nextToken() == JsonToken.END_OBJECT, one);
        }

        private void list() throws IOException {
            var items = new ArrayList<String>(3);
            for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                boolean scalar = token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT;
                expect(scalar && items.size() < 3, "Invalid Condition: a List of an operation, a field and a value.");
                items.add(parser.getText());
            }
            expect(items.size() == 3, "Invalid Condition: wrong number of arguments.");
            switch (items.getFirst().toLowerCase(Locale.ROOT)) {
                case "eq" -> conditions.add(new Condition(field(items.get(1)), items.get(2), false));
                case "starts-with" -> conditions.add(new Condition(field(items.get(1)), items.get(2), true));
                case "content-length-range" -> range(items.get(1), items.get(2));
                default -> throw invalid("Invalid Condition: unknown operation '" + items.getFirst() + "'.");
            }
        }

        private static String field(String reference) {
            expect(reference.startsWith("$"), "Invalid Condition: '" + reference + "' must begin with $.");
            return reference.substring(1).toLowerCase(Locale.ROOT);
        }

        private void range(String min, String max) {
            var wrong = "Invalid content-length-range: bounds must be non-negative integers.";
            expect(NUMBER.matcher(min).matches() && NUMBER.matcher(max).matches(), wrong);
            minBytes = Math.max(minBytes, Long.parseLong(min));
            maxBytes = Math.min(maxBytes, Long.parseLong(max));
        }

        private static void expect(boolean holds, String otherwise) {
            if (!holds) {
                throw invalid(otherwise);
            }
        }
    }
}
