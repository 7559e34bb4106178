package haneul.acceptance.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import haneul.acceptance.Expect;
import haneul.acceptance.Request;
import haneul.acceptance.Scene;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key is up to 1,024 bytes of UTF-8 and nothing else: not a path, not a pattern. */
final class KeysTest {

    private static final List<String> KEYS = List.of(
            ".",
            "videos/2014/../../video1.wmv",
            "a/../b",
            "a/./b",
            "/",
            "//",
            "/leading",
            "trailing/",
            "a//b",
            "%2e%2e",
            "%2E%2E%2Fetc",
            "%",
            "%%",
            "%25",
            "%zz",
            "+",
            " ",
            "  ",
            " a ",
            "?",
            "#",
            "a?b=c#d",
            "&",
            "=",
            ";",
            ":",
            "@",
            "\\",
            "..\\..",
            "\"",
            "'",
            "<>",
            "|",
            "{}",
            "[]",
            "`",
            "^",
            "~",
            "*",
            "(",
            "!",
            "$HOME",
            ",",
            "\u0001",
            "\t",
            "\n",
            "\r\n",
            "\u007f",
            "\u0080",
            "\u00a0",
            "\u00e9",
            "e\u0301",
            "\u200b",
            "\ufeff",
            "\u202etxt",
            "\ufffd",
            "\uffff",
            "😀",
            "𐍈",
            "한글/키",
            "soap",
            "favicon.ico",
            "robots.txt",
            "_haneul",
            "_haneul/clock",
            "uploads",
            "versions",
            "-",
            "--delete",
            "CON",
            "null",
            "true",
            "0",
            "😀".repeat(256),
            "é".repeat(512),
            "x".repeat(1024));

    @RegisterExtension
    static final Scene scene = new Scene();

    @Test
    void keysOfEveryKindComeBackExactly() {
        var bucket = scene.bucket();
        for (var key : KEYS) {
            var put = scene.send(Request.object("PUT", bucket, key).body("of " + key));
            assertEquals(200, put.status(), () -> "key '" + key + "': " + put);
        }
        for (var key : KEYS) {
            assertEquals(
                    "of " + key,
                    Expect.status(200, scene.send(Request.object("GET", bucket, key)))
                            .text());
        }
        assertEquals(sorted(KEYS.stream()), listed(bucket));
        for (var key : KEYS) {
            Expect.status(204, scene.send(Request.object("DELETE", bucket, key)));
        }
        Expect.status(204, scene.send(Request.of("DELETE", "/" + bucket)));
    }

    @Test
    void randomKeysComeBackExactly() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var bucket = scene.bucket();
        var keys = IntStream.range(0, 150)
                .mapToObj(i -> randomKey(random))
                .distinct()
                .toList();
        for (var key : keys) {
            Expect.status(200, scene.send(Request.object("PUT", bucket, key).body(key)));
        }
        for (var key : keys) {
            assertEquals(key, scene.send(Request.object("GET", bucket, key)).text(), "seed " + seed);
        }
        assertEquals(sorted(keys.stream()), listed(bucket), "seed " + seed);
    }

    /**
     * S3 itself refuses keys whose relative elements lead above the bucket ("Naming Amazon S3 objects", User Guide).
     */
    @ParameterizedTest
    @ValueSource(strings = {"..", "../..", "../x", "a/../../x", "a\u0000b"})
    void aKeyThatLeadsOutsideIsRefusedOrKeptButNeverAnotherKey(String key) {
        var bucket = scene.bucket();
        var put = scene.send(Request.object("PUT", bucket, key).body("x"));
        if (put.status() == 200) {
            assertEquals("x", scene.send(Request.object("GET", bucket, key)).text());
            assertEquals(List.of(key), listed(bucket));
        } else {
            Expect.refused(put);
            assertEquals(List.of(), listed(bucket));
        }
    }

    @Test
    void oneByteMoreIsTooLong() {
        var bucket = scene.bucket();
        for (var key : List.of("x".repeat(1025), "é".repeat(512) + "x", "😀".repeat(256) + "x")) {
            Expect.error(
                    400,
                    "KeyTooLongError",
                    scene.send(Request.object("PUT", bucket, key).body("x")));
        }
    }

    @Test
    void bytesThatAreNoUtf8AreNoKey() {
        var bucket = scene.bucket();
        for (var path : List.of("%ff", "%c0%ae", "%ed%a0%80", "%f8%88%80%80%80", "%e2%82", "%zz", "%")) {
            Expect.refused(
                    scene.send(Request.of("PUT", "/" + bucket + "/" + path).body("x")));
        }
        assertEquals(List.of(), listed(bucket));
    }

    private static List<String> listed(String bucket) {
        var listing =
                Expect.status(200, scene.send(Request.of("GET", "/" + bucket).query("encoding-type", "url")));
        return listing.all("Key").stream()
                .map(k -> URLDecoder.decode(k, StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> sorted(Stream<String> keys) {
        return keys.sorted(Comparator.comparing(k -> k.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
                .toList();
    }

    private static String randomKey(Random random) {
        var key = new StringBuilder();
        int length = random.nextInt(1, 60);
        while (key.length() < length) {
            int point = random.nextInt(4) == 0 ? random.nextInt(0x110000) : random.nextInt(1, 0x250);
            if (!Character.isSurrogate((char) point) || point > 0xffff) {
                key.appendCodePoint(point);
            }
        }
        return key.toString();
    }
}
