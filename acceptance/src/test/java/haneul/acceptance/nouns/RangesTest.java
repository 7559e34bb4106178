package haneul.acceptance.nouns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.acceptance.Expect;
import haneul.acceptance.Request;
import haneul.acceptance.Scene;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 section 14 as S3 applies it: one range only, a malformed one is ignored. */
final class RangesTest {

    private static final int SIZE = 3_000_000;

    @RegisterExtension
    static final Scene scene = new Scene();

    private static String bucket;
    private static byte[] content;

    @BeforeAll
    static void put() {
        bucket = scene.bucket();
        content = Scene.bytes(SIZE, 7);
        Expect.status(200, scene.send(Request.object("PUT", bucket, "big").body(content)));
        Expect.status(200, scene.send(Request.object("PUT", bucket, "small").body("0123456789")));
        Expect.status(200, scene.send(Request.object("PUT", bucket, "empty").body("")));
    }

    @ParameterizedTest
    @CsvSource({
        "0-0, 0, 1",
        "0-9, 0, 10",
        "5-, 5, 3000000",
        "-7, 2999993, 3000000",
        "-9999999, 0, 3000000",
        "1048570-1048590, 1048570, 1048591",
        "2999999-5000000, 2999999, 3000000",
        "131071-262145, 131071, 262146"
    })
    void oneRangeIsAPartOfTheObject(String range, int from, int to) {
        var got = Expect.status(
                206, scene.send(Request.object("GET", bucket, "big").header("Range", "bytes=" + range)));
        assertArrayEquals(Arrays.copyOfRange(content, from, to), got.body());
        assertEquals(
                "bytes " + from + "-" + (to - 1) + "/" + SIZE,
                got.header("Content-Range").orElse("none"));
        assertEquals(String.valueOf(to - from), got.header("Content-Length").orElse("none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=5-2", "bytes=a-b", "bytes=", "items=0-1", "bytes=0-1,4-5", "0-1"})
    void whatIsNotOneRangeIsIgnored(String range) {
        var got = Expect.status(
                200, scene.send(Request.object("GET", bucket, "small").header("Range", range)));
        assertEquals("0123456789", got.text());
    }

    @ParameterizedTest
    @CsvSource({"small, bytes=10-", "small, bytes=10-20", "small, bytes=-0", "empty, bytes=0-0", "empty, bytes=-1"})
    void aRangeBehindTheEndCannotBeSatisfied(String key, String range) {
        var refused = Expect.error(
                416,
                "InvalidRange",
                scene.send(Request.object("GET", bucket, key).header("Range", range)));
        assertEquals("The requested range is not satisfiable", refused.first("Message"));
        assertEquals(range, refused.first("RangeRequested"));
        assertEquals(key.equals("small") ? "10" : "0", refused.first("ActualObjectSize"));
    }

    @Test
    void headAnswersRangesToo() {
        var head = Expect.status(
                206, scene.send(Request.object("HEAD", bucket, "small").header("Range", "bytes=2-4")));
        assertEquals("3", head.header("Content-Length").orElse("none"));
        assertEquals("bytes 2-4/10", head.header("Content-Range").orElse("none"));
    }

    @Test
    void anObjectWithoutPartsHasOnePart() {
        var got = Expect.status(
                206, scene.send(Request.object("GET", bucket, "small").query("partNumber", "1")));
        assertEquals("0123456789", got.text());
        var second = scene.send(Request.object("GET", bucket, "small").query("partNumber", "2"));
        assertTrue(List.of("InvalidPartNumber", "InvalidPart").contains(second.code()), second::toString);
        Expect.error(
                400,
                "InvalidArgument",
                scene.send(Request.object("GET", bucket, "small").query("partNumber", "0")));
    }
}
