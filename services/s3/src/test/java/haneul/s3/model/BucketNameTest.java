package haneul.s3.model;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.AwsException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ab",
                "a..b",
                "192.168.5.4",
                "xn--bucket",
                "sthree-b",
                "sthree-configurator",
                "amzn-s3-demo-b",
                "b-s3alias",
                "b--ol-s3",
                "bb.mrap",
                "b--x-s3",
                "b--table-s3",
                "-abc",
                "abc-",
                ".abc",
                "abc.",
                "Abc",
                "a_b",
                "a.-b",
                "a-.b",
                "bucket-an",
                "a b",
                "abc\n",
                "a/b",
                "ünder",
                "a%2fb",
                "a123456789b123456789c123456789d123456789e123456789f123456789abcd"
            })
    void namesThatAwsForbidsAreRefused(String name) {
        var error = assertThrows(AwsException.class, () -> BucketName.check(name));
        assertEquals("InvalidBucketName", error.code());
        assertEquals(400, error.status());
        assertEquals("The specified bucket is not valid.", error.getMessage());
        assertEquals(name, error.details().get("BucketName"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "0ab",
                "a.b.c",
                "a--b",
                "1.2.3",
                "192.168.5.4a",
                "s3alias",
                "a-s3alias-b",
                "a123456789b123456789c123456789d123456789e123456789f123456789abc"
            })
    void namesThatAwsAllowsAreTaken(String name) {
        assertDoesNotThrow(() -> BucketName.check(name));
    }

    @Test
    void theAccountsOwnNamespaceHasASuffix() {
        var name = "logs-000000000000-ap-northeast-2-an";
        assertDoesNotThrow(() -> BucketName.check(name, "000000000000", "ap-northeast-2"));
        assertThrows(AwsException.class, () -> BucketName.check(name));
        assertThrows(AwsException.class, () -> BucketName.check(name, "111122223333", "ap-northeast-2"));
        assertThrows(AwsException.class, () -> BucketName.check("logs", "000000000000", "ap-northeast-2"));
    }

    @Property
    void aValidNameIsMadeOfLabels(
            @ForAll @StringLength(max = 70) @Chars({'.', '-', '0', 'a', 'Z', '_'}) @CharRange(from = 'a', to = 'c')
                    String name) {
        if (BucketName.valid(name)) {
            assertTrue(name.length() >= 3 && name.length() <= 63, name);
            for (var label : name.split("\\.", -1)) {
                assertTrue(label.matches("[a-z0-9]|[a-z0-9][a-z0-9-]*[a-z0-9]"), name);
            }
        }
    }
}
