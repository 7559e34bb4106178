package haneul.s3.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import haneul.kernel.AwsException;
import haneul.s3.model.Contents.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartFormTest {
    private static final String LINE = "Content-Disposition: form-data; name=a\r\n";
    private static final String HEAD = "Content-Disposition: form-data; name=\"file\"\r\n\r\n";

    @Property(tries = 300)
    void anyContentInAnyPiecesComesBack(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        var boundary = "b".repeat(1 + random.nextInt(3));
        var contents = new ArrayList<byte[]>();
        var body = new ByteArrayOutputStream();
        for (int i = random.nextInt(4); i >= 0; i--) {
            var content = content(random, boundary);
            contents.add(content);
            body.write(("--" + boundary + "\r\n" + HEAD).getBytes(UTF_8));
            body.write(content);
            body.write("\r\n".getBytes(UTF_8));
        }
        body.write(("--" + boundary + "--" + (random.nextBoolean() ? "\r\n" : "")).getBytes(UTF_8));

        var form = new MultipartForm(pieces(body.toByteArray(), random), boundary);
        for (var content : contents) {
            assertEquals("file", form.part().name());
            assertArrayEquals(content, all(form));
        }
        assertNull(form.part());
    }

    @Property(tries = 500)
    void noiseIsRefusedOrReadButNeverBreaksTheReader(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        var body = new StringBuilder();
        var scraps = List.of(
                "--b",
                "--b--",
                "\r\n",
                "\r",
                "\n",
                HEAD,
                "Content-Disposition:",
                " form-data;",
                "name=",
                "\"",
                "\\",
                "x",
                "filename*=utf-8''%zz",
                "\u00e9",
                ":",
                ";",
                "\0");
        for (int i = random.nextInt(30); i > 0; i--) {
            body.append(scraps.get(random.nextInt(scraps.size())));
        }
        var form = new MultipartForm(pieces(body.toString().getBytes(UTF_8), random), "b");
        try {
            for (var part = form.part(); part != null; part = form.part()) {
                all(form);
            }
        } catch (AwsException refused) {
            assertEquals("MalformedPOSTRequest", refused.code());
        }
    }

    @Test
    void aBodyLargerThanTheWindowStreams() throws IOException {
        var content = new byte[1_000_000];
        Arrays.fill(content, (byte) '\r');
        var body = new ByteArrayOutputStream();
        body.write(("\r\n--b\r\n" + HEAD).getBytes(UTF_8));
        body.write(content);
        body.write("\r\n--b--".getBytes(UTF_8));
        var form = new MultipartForm(whole(body.toByteArray()), "b");
        form.part();
        assertArrayEquals(content, all(form));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--b",
                "--b-",
                "--c--",
                "x--b--",
                "--b\r\n",
                "--bx\r\n" + HEAD + "1\r\n--b--",
                "--b \r\n" + HEAD + "1\r\n--b--",
                "--b\r\n\r\n1\r\n--b--",
                "--b\r\nX: y\r\n\r\n1\r\n--b--",
                "--b\n" + HEAD + "1\r\n--b--",
                "--b\r\n" + HEAD,
                "--b\r\n" + HEAD + "1\r\n--",
                "--b\r\n" + HEAD + "1\r\n--bx",
                "--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--",
                "--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\n1\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n--b--",
                "--b\r\n" + LINE + LINE + "\r\n1\r\n--b--"
            })
    void whatIsNoFormIsRefused(String body) {
        var error = assertThrows(AwsException.class, () -> {
            var form = new MultipartForm(whole(body.getBytes(UTF_8)), "b");
            for (var part = form.part(); part != null; part = form.part()) {
                all(form);
            }
        });
        assertEquals("MalformedPOSTRequest", error.code());
        assertEquals(400, error.status());
    }

    @Test
    void headsWithoutEndAreRefusedBeforeTheyAreKept() {
        var body = "--b\r\nX: " + "x".repeat(20_000);
        assertThrows(AwsException.class, () -> new MultipartForm(whole(body.getBytes(UTF_8)), "b").part());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "form-data; name=\"a b\"; filename=\"x.txt\" | a b | x.txt",
                "FORM-DATA;name=a | a | -",
                "form-data; filename=\"C:\\Users\\me\\x.txt\"; name=\"file\" | file | x.txt",
                "form-data; name=\"file\"; filename=\"a/b/ü.txt\" | file | ü.txt",
                "form-data; name=\"file\"; filename=\"q\\\"q;=.txt\" | file | q\"q;=.txt",
                "form-data; name=\"file\"; filename=\"x\"; filename*=utf-8''%e2%82%ac.txt | file | €.txt",
                "form-data; name=\"file\"; | file | -",
            })
    void namesAreReadAsBrowsersWriteThem(String disposition, String name, String filename) {
        var head = PartHead.parse("Content-Type: text/plain\r\ncontent-disposition: " + disposition);
        assertEquals(name, head.name());
        assertEquals(filename, head.filename());
    }

    @Test
    void valuesHaveALimit() throws IOException {
        var body = "--b\r\n" + HEAD + "12345\r\n--b--";
        var form = new MultipartForm(whole(body.getBytes(UTF_8)), "b");
        form.part();
        assertNull(form.value(4));
        form = new MultipartForm(whole(body.getBytes(UTF_8)), "b");
        form.part();
        assertEquals("12345", form.value(5));
    }

    /** Random bytes with many starts of boundaries in them, but no boundary. */
    private static byte[] content(Random random, String boundary) {
        var content = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            content.append(List.of("\r", "\n", "\r\n", "-", "\r\n-", "\r\n--", "b", "--" + boundary, "\0", "x")
                    .get(random.nextInt(10)));
        }
        // A content must not hold the boundary at the start of a line; its own first line is behind a line break.
        var text = content.toString().replace("\r\n--" + boundary, "\r\n-x" + boundary);
        return text.replace("\r\n--" + boundary, "").getBytes(UTF_8);
    }

    private static byte[] all(MultipartForm form) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var piece = form.next(); piece != null; piece = form.next()) {
            while (piece.hasRemaining()) {
                bytes.write(piece.get());
            }
        }
        return bytes.toByteArray();
    }

    private static Source whole(byte[] body) {
        var once = ByteBuffer.wrap(body);
        return () -> once.hasRemaining() ? take(once, once.remaining()) : null;
    }

    private static Source pieces(byte[] body, Random random) {
        var rest = ByteBuffer.wrap(body);
        return () -> rest.hasRemaining() ? take(rest, 1 + random.nextInt(Math.min(20, rest.remaining()))) : null;
    }

    private static ByteBuffer take(ByteBuffer rest, int count) {
        var piece = rest.slice(rest.position(), count);
        rest.position(rest.position() + count);
        return piece;
    }
}
