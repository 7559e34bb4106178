package haneul.s3.model;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import haneul.kernel.AwsException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostPolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String START = "{\"expiration\": \"2026-11-23T12:00:01Z\", \"conditions\": [";

    private static PostPolicy policy(String json) {
        return PostPolicy.parse(Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static FormFields fields(String... namesAndValues) {
        var fields = new FormFields();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        fields.correct("bucket", "photos");
        return fields;
    }

    @Test
    void theFormsOfConditionsMeanTheSame() {
        var policy = policy(START + "{\"bucket\": \"photos\"}, [\"eq\", \"$acl\", \"private\"], "
                + "[\"StArTs-WiTh\", \"$KeY\", \"user/\"], {\"x-amz-meta-a\": \"1\"}, "
                + "[\"content-length-range\", 1, \"10\"]]}");
        var good = fields("KEY", "user/1", "ACL", "private", "x-amz-meta-A", "1", "Policy", "…", "x-ignore-me", "2");
        assertDoesNotThrow(() -> policy.check(good, NOW));
        assertEquals(1, policy.minBytes());
        assertEquals(10, policy.maxBytes());
        denied(
                "Policy Condition failed: [\"starts-with\", \"$key\", \"user/\"]",
                policy,
                fields("key", "User/1", "acl", "private", "x-amz-meta-a", "1"));
        denied(
                "Policy Condition failed: [\"eq\", \"$x-amz-meta-a\", \"1\"]",
                policy,
                fields("key", "user/1", "acl", "private"));
        denied(
                "Extra input fields: Content-Type",
                policy,
                fields("key", "user/1", "acl", "private", "x-amz-meta-a", "1", "Content-Type", "text/plain"));
    }

    @Test
    void thePolicyOfAnotherBucketIsRefusedWhateverTheFormSays() {
        denied(
                "Policy Condition failed: [\"eq\", \"$bucket\", \"other\"]",
                policy(START + "{\"bucket\": \"other\"}]}"),
                fields("bucket", "other"));
    }

    @Test
    void everyTypeOfAListMustFit() {
        var policy = policy(START + "[\"starts-with\", \"$Content-Type\", \"image/\"]]}");
        assertDoesNotThrow(() -> policy.check(fields("Content-Type", "image/png, image/gif"), NOW));
        denied(
                "Policy Condition failed: [\"starts-with\", \"$content-type\", \"image/\"]",
                policy,
                fields("Content-Type", "image/png,text/html"));
    }

    @Test
    void policiesExpire() {
        var policy = policy(START + "]}");
        assertDoesNotThrow(() -> policy.check(fields(), NOW));
        var error = assertThrows(AwsException.class, () -> policy.check(fields(), NOW.plusSeconds(1)));
        assertEquals("Invalid according to Policy: Policy expired.", error.getMessage());
    }

    @Test
    void theNarrowestRangeCounts() {
        var policy = policy(START + "[\"content-length-range\", 5, 100], [\"content-length-range\", 1, 50]]}");
        assertEquals(5, policy.minBytes());
        assertEquals(50, policy.maxBytes());
    }

    @Test
    void dollarsMayBeEscaped() {
        var policy = policy(START + "[\"eq\", \"$key\", \"\\$a\\u00e9\\\\b\"]]}");
        assertDoesNotThrow(() -> policy.check(fields("key", "$aé\\b"), NOW));
    }

    private static void denied(String why, PostPolicy policy, FormFields fields) {
        var error = assertThrows(AwsException.class, () -> policy.check(fields, NOW));
        assertEquals("AccessDenied", error.code());
        assertEquals(403, error.status());
        assertEquals("Invalid according to Policy: " + why, error.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'' | Invalid JSON.",
                "[] | Invalid JSON.",
                "{\"expiration\": \"2026-11-23T12:00:01Z\"} | Policy missing conditions.",
                "{\"conditions\": []} | Policy missing expiration.",
                "{\"EXPIRATION\": \"2026-11-23T12:00:01Z\", \"conditions\": []} | Unexpected: 'EXPIRATION'.",
                "{\"expiration\": \"2026-11-23 12:00:01\", \"conditions\": []} | "
                        + "Invalid 'expiration' value: '2026-11-23 12:00:01'",
                "{\"expiration\": \"2026-02-30T12:00:01Z\", \"conditions\": []} | "
                        + "Invalid 'expiration' value: '2026-02-30T12:00:01Z'",
            })
    void whatIsNoPolicyIsRefused(String json, String why) {
        invalid(json, why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.",
                "{\"a\": \"1\", \"b\": \"2\"} | "
                        + "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.",
                "{\"a\": 1} | Invalid Simple-Condition: value must be a string.",
                "\"a\" | Invalid Condition: must be an object or a List.",
                "[\"eq\", \"$a\"] | Invalid Condition: wrong number of arguments.",
                "[\"eq\", \"a\", \"b\"] | Invalid Condition: 'a' must begin with $.",
                "[\"ne\", \"$a\", \"b\"] | Invalid Condition: unknown operation 'ne'.",
                "[\"content-length-range\", 0] | Invalid Condition: wrong number of arguments.",
                "[\"content-length-range\", -1, 0] | Invalid content-length-range: bounds must be non-negative "
                        + "integers.",
                "[\"content-length-range\", 0, \"x\"] | Invalid content-length-range: bounds must be non-negative "
                        + "integers.",
            })
    void whatIsNoConditionIsRefused(String condition, String why) {
        invalid(START + condition + "]}", why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"expiration\": ",
                START,
                START + "]} x",
                START + "[[[[]]]]]}",
                "{\"conditions\": [], \"conditions\": [], \"expiration\": \"2026-11-23T12:00:01Z\"}"
            })
    void brokenJsonIsRefused(String json) {
        assertEquals(
                "InvalidPolicyDocument",
                assertThrows(AwsException.class, () -> policy(json)).code());
    }

    @Property(tries = 500)
    void noiseIsRefused(@ForAll long seed) {
        var random = new Random(seed);
        var json = new StringBuilder(START + "{\"bucket\": \"photos\"}, [\"eq\", \"$key\", \"a\"]]}");
        for (int i = random.nextInt(4); i >= 0; i--) {
            json.setCharAt(random.nextInt(json.length()), "{}[]\",:$\\0a ".charAt(random.nextInt(12)));
        }
        try {
            policy(json.toString());
        } catch (AwsException refused) {
            assertEquals("InvalidPolicyDocument", refused.code(), "seed " + seed);
        }
    }

    private static void invalid(String json, String why) {
        var error = assertThrows(AwsException.class, () -> policy(json));
        assertEquals("InvalidPolicyDocument", error.code());
        assertEquals(400, error.status());
        assertEquals("Invalid Policy: " + why, error.getMessage());
    }
}
