package haneul.acceptance.nouns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.acceptance.Expect;
import haneul.acceptance.Reply;
import haneul.acceptance.Request;
import haneul.acceptance.Scene;
import haneul.acceptance.Signer;
import haneul.acceptance.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.s3.model.S3Object;

final class ListingsTest {

    private static final List<String> KEYS = List.of(
            "&", "a", "a/b", "a/b/c", "a/c", "b c", "b+c", "dir/", "dir/x", "z", "é", "한글/1", "한글/2", "～", "😀");

    @RegisterExtension
    static final Scene scene = new Scene();

    private static String bucket;

    @BeforeAll
    static void fill() {
        bucket = scene.bucket();
        KEYS.forEach(k ->
                Expect.status(200, scene.send(Request.object("PUT", bucket, k).body(k))));
    }

    @Test
    void keysComeInTheOrderOfTheirUtf8Bytes() {
        var listed = list("list-type", "2");
        var sorted = KEYS.stream()
                .sorted(Comparator.comparing(k -> k.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
                .toList();
        assertEquals(sorted, listed.all("Key"));
        assertEquals(String.valueOf(KEYS.size()), listed.first("KeyCount"));
        assertEquals("false", listed.first("IsTruncated"));
        assertEquals("1000", listed.first("MaxKeys"));
        assertEquals(bucket, listed.first("Name"));
        assertEquals("STANDARD", listed.first("StorageClass"));
        assertTrue(listed.all("Owner").isEmpty());
        assertFalse(list("list-type", "2", "fetch-owner", "true").all("Owner").isEmpty());
        assertEquals(sorted, list().all("Key"));
        assertFalse(list().all("Owner").isEmpty());
    }

    @Test
    void aDelimiterFoldsKeysIntoPrefixes() {
        var top = list("list-type", "2", "delimiter", "/");
        assertEquals(List.of("a/", "dir/", "한글/"), top.all("CommonPrefixes"));
        assertEquals(List.of("&", "a", "b c", "b+c", "z", "é", "～", "😀"), top.all("Key"));
        assertEquals("11", top.first("KeyCount"));
        var inner = list("list-type", "2", "delimiter", "/", "prefix", "a/");
        assertEquals(List.of("a/b", "a/c"), inner.all("Key"));
        assertEquals(List.of("a/b/"), inner.all("CommonPrefixes"));
        assertEquals(
                List.of("dir/", "dir/x"),
                list("prefix", "dir/", "delimiter", "/").all("Key"));
    }

    @Test
    void pagesJoinWithoutGapOrRepeat() {
        for (int size = 1; size <= 4; size++) {
            var found = new ArrayList<String>();
            String token = null;
            do {
                var page = token == null
                        ? list("list-type", "2", "delimiter", "/", "max-keys", "" + size)
                        : list("list-type", "2", "delimiter", "/", "max-keys", "" + size, "continuation-token", token);
                int count = page.all("Key").size() + page.all("CommonPrefixes").size();
                assertTrue(count <= size, page::toString);
                found.addAll(page.all("Key"));
                found.addAll(page.all("CommonPrefixes"));
                token = page.all("NextContinuationToken").stream().findFirst().orElse(null);
                assertEquals(token != null, page.first("IsTruncated").equals("true"));
            } while (token != null);
            assertEquals(11, found.size());
            assertEquals(11, found.stream().distinct().count());
        }
    }

    @Test
    void theOlderListingUsesMarkers() {
        var first = list("delimiter", "/", "max-keys", "3");
        assertEquals("a/", first.first("NextMarker"));
        var second = list("delimiter", "/", "marker", "a/", "max-keys", "1000");
        assertEquals(List.of("b c", "b+c", "z", "é", "～", "😀"), second.all("Key"));
        assertEquals("a/", second.first("Marker"));
        assertTrue(list("max-keys", "3").all("NextMarker").isEmpty());
        assertEquals(List.of("z", "é"), list("marker", "dir/x", "max-keys", "2").all("Key"));
    }

    @Test
    void startAfterSkips() {
        var listed = list("list-type", "2", "start-after", "dir/");
        assertEquals("dir/x", listed.all("Key").getFirst());
        assertEquals("dir/", listed.first("StartAfter"));
    }

    @Test
    void keysMayBeUrlEncoded() {
        var listed = list("list-type", "2", "encoding-type", "url", "prefix", "b");
        assertTrue(List.of("b+c", "b%20c").contains(listed.all("Key").getFirst()), listed::toString);
        assertEquals("b%2Bc", listed.all("Key").getLast());
        assertEquals("url", listed.first("EncodingType"));
        var folders = list("encoding-type", "url", "delimiter", "/", "prefix", "한");
        assertTrue(folders.text().contains("%ED%95%9C%EA%B8%80/"), folders::toString);
        Expect.error(400, "InvalidArgument", list("encoding-type", "base64"));
    }

    @Test
    void limitsOfAPageAreChecked() {
        assertEquals("1000", list("list-type", "2", "max-keys", "5000").first("MaxKeys"));
        var none = list("list-type", "2", "max-keys", "0");
        assertEquals("0", none.first("KeyCount"));
        assertEquals("false", none.first("IsTruncated"));
        Expect.error(400, "InvalidArgument", list("list-type", "2", "max-keys", "-1"));
        Expect.error(400, "InvalidArgument", list("list-type", "2", "max-keys", "many"));
        Expect.error(400, "InvalidArgument", list("list-type", "2", "continuation-token", "forged"));
    }

    @Test
    void keysThatXmlCannotHoldAreEscapedOrEncoded() {
        var own = scene.bucket();
        var key = "bell\u0007";
        Expect.status(200, scene.send(Request.object("PUT", own, key).body("x")));
        var encoded = scene.send(Request.of("GET", "/" + own).query("encoding-type", "url"));
        assertEquals("bell%07", encoded.first("Key"));
        var plain = Expect.status(200, scene.send(Request.of("GET", "/" + own)));
        assertTrue(plain.text().contains("bell&#x7;") || plain.text().contains("bell&#7;"), plain::toString);
    }

    @Test
    void fiveThousandKeysAreListedInFivePages() throws Exception {
        var own = scene.bucket();
        int each = 625;
        try (var threads = Executors.newFixedThreadPool(8)) {
            var writers = IntStream.range(0, 8)
                    .<Callable<Void>>mapToObj(w -> () -> {
                        try (var wire = new Wire(scene.endpoint(), 30_000)) {
                            for (int i = 0; i < each; i++) {
                                var put = Request.object("PUT", own, String.format("%04d", w * each + i))
                                        .body("x");
                                Expect.status(
                                        200,
                                        wire.send(Signer.s3(scene.cloud().identity())
                                                .sign(put, scene.cloud().host())));
                            }
                        }
                        return null;
                    })
                    .toList();
            for (var writer : threads.invokeAll(writers)) {
                writer.get();
            }
        }
        var pages =
                scene.s3().listObjectsV2Paginator(b -> b.bucket(own)).stream().toList();
        assertEquals(5, pages.size());
        var keys = pages.stream()
                .flatMap(p -> p.contents().stream())
                .map(S3Object::key)
                .toList();
        assertEquals(
                IntStream.range(0, 5000).mapToObj(i -> String.format("%04d", i)).toList(), keys);
    }

    private static Reply list(String... query) {
        var request = Request.of("GET", "/" + bucket);
        for (int i = 0; i < query.length; i += 2) {
            request = request.query(query[i], query[i + 1]);
        }
        return scene.send(request);
    }
}
