package haneul.acceptance.nouns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.acceptance.Expect;
import haneul.acceptance.Reply;
import haneul.acceptance.Request;
import haneul.acceptance.Scene;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Conditional reads (RFC 9110 section 13) and writes (S3 User Guide, "Conditional requests"). */
final class ConditionsTest {

    private static final String OTHER = "\"00000000000000000000000000000000\"";

    @RegisterExtension
    static final Scene scene = new Scene();

    private static String bucket;
    private static String etag;

    @BeforeAll
    static void put() {
        bucket = scene.bucket();
        etag = scene.send(Request.object("PUT", bucket, "k").body("content"))
                .header("ETag")
                .orElseThrow();
    }

    @Test
    void aReadMayAskForOneContent() {
        Expect.status(200, get("If-Match", etag));
        Expect.status(200, get("If-Match", "*"));
        Expect.status(200, get("If-Match", OTHER + ", " + etag));
        var failed = Expect.error(412, "PreconditionFailed", get("If-Match", OTHER));
        assertEquals("At least one of the pre-conditions you specified did not hold", failed.first("Message"));
        assertEquals("If-Match", failed.first("Condition"));
        assertEquals(
                0,
                Expect.status(
                                412,
                                scene.send(Request.object("HEAD", bucket, "k").header("If-Match", OTHER)))
                        .body()
                        .length);
    }

    @Test
    void aReadMayAskForNews() {
        Expect.status(200, get("If-None-Match", OTHER));
        var unchanged = Expect.status(304, get("If-None-Match", etag));
        assertEquals(etag, unchanged.header("ETag").orElse("none"));
        assertEquals(0, unchanged.body().length);
        Expect.status(304, get("If-None-Match", "*"));
        Expect.status(304, scene.send(Request.object("HEAD", bucket, "k").header("If-None-Match", etag)));
    }

    @Test
    void timesAreConditionsToo() {
        Expect.status(304, get("If-Modified-Since", date(60)));
        Expect.status(200, get("If-Modified-Since", date(-86_400)));
        Expect.status(200, get("If-Unmodified-Since", date(60)));
        Expect.error(412, "PreconditionFailed", get("If-Unmodified-Since", date(-86_400)));
        Expect.status(200, get("If-Modified-Since", "yesterday"));
    }

    @Test
    void contentOutweighsTime() {
        Expect.status(
                200,
                scene.send(Request.object("GET", bucket, "k")
                        .header("If-Match", etag)
                        .header("If-Unmodified-Since", date(-86_400))));
        Expect.status(
                304,
                scene.send(Request.object("GET", bucket, "k")
                        .header("If-None-Match", etag)
                        .header("If-Modified-Since", date(-86_400))));
    }

    @Test
    void aWriteMayAskThatNothingIsThere() {
        Expect.status(200, put("fresh", "If-None-Match", "*"));
        Expect.error(412, "PreconditionFailed", put("fresh", "If-None-Match", "*"));
        scene.send(Request.object("DELETE", bucket, "fresh"));
        Expect.status(200, put("fresh", "If-None-Match", "*"));
        Expect.refused(put("fresh", "If-None-Match", etag));
    }

    @Test
    void aWriteMayAskForWhatIsThere() {
        var first = put("swap", "x-amz-meta-n", "1").header("ETag").orElseThrow();
        Expect.error(412, "PreconditionFailed", put("swap", "If-Match", OTHER));
        Expect.status(200, put("swap", "If-Match", first));
        Expect.error(404, "NoSuchKey", put("nothing-here", "If-Match", first));
    }

    @Test
    void aDeleteMayAskForWhatIsThere() {
        var current = put("doomed", "x-amz-meta-n", "1").header("ETag").orElseThrow();
        Expect.error(
                412,
                "PreconditionFailed",
                scene.send(Request.object("DELETE", bucket, "doomed").header("If-Match", OTHER)));
        Expect.status(200, scene.send(Request.object("GET", bucket, "doomed")));
        Expect.status(204, scene.send(Request.object("DELETE", bucket, "doomed").header("If-Match", current)));
        Expect.error(404, "NoSuchKey", scene.send(Request.object("GET", bucket, "doomed")));
    }

    @Test
    void ofManyFirstWritersOneWins() throws Exception {
        for (int round = 0; round < 5; round++) {
            var key = "race-" + round;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var writers = IntStream.range(0, 16)
                        .<Callable<Reply>>mapToObj(i -> () -> scene.send(Request.object("PUT", bucket, key)
                                .body("writer " + i)
                                .header("If-None-Match", "*")))
                        .toList();
                var replies = threads.invokeAll(writers);
                int winner = -1;
                for (int i = 0; i < replies.size(); i++) {
                    var reply = replies.get(i).get();
                    if (reply.status() == 200) {
                        assertEquals(-1, winner, "two writers won");
                        winner = i;
                    } else {
                        assertTrue(reply.status() == 412 || reply.status() == 409, reply::toString);
                    }
                }
                assertEquals(
                        "writer " + winner,
                        scene.send(Request.object("GET", bucket, key)).text());
            }
        }
    }

    @Test
    void concurrentSwapsLoseNoUpdate() throws Exception {
        Expect.status(200, scene.send(Request.object("PUT", bucket, "counter").body("0")));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var adders = IntStream.range(0, 8)
                    .<Callable<Integer>>mapToObj(i -> ConditionsTest::addTen)
                    .toList();
            int added = 0;
            for (var adder : threads.invokeAll(adders)) {
                added += adder.get();
            }
            assertEquals(80, added);
        }
        assertEquals("80", scene.send(Request.object("GET", bucket, "counter")).text());
    }

    private static int addTen() {
        int added = 0;
        for (int attempt = 0; attempt < 2000 && added < 10; attempt++) {
            var seen = scene.send(Request.object("GET", bucket, "counter"));
            int next = Integer.parseInt(seen.text()) + 1;
            var swapped = scene.send(Request.object("PUT", bucket, "counter")
                    .body(String.valueOf(next))
                    .header("If-Match", seen.header("ETag").orElseThrow()));
            assertTrue(
                    swapped.status() == 200 || swapped.status() == 412 || swapped.status() == 409, swapped::toString);
            added += swapped.status() == 200 ? 1 : 0;
        }
        return added;
    }

    private static Reply get(String header, String value) {
        return scene.send(Request.object("GET", bucket, "k").header(header, value));
    }

    private static Reply put(String key, String header, String value) {
        return scene.send(Request.object("PUT", bucket, key).body("content").header(header, value));
    }

    private static String date(int secondsFromNow) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(secondsFromNow).atZone(ZoneOffset.UTC));
    }
}
