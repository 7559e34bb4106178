package haneul.wire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonAndCborReaderTest {
    private static Node json(String text) {
        return JsonReader.read(text.getBytes(UTF_8));
    }

    private static Node cbor(String hex) {
        return CborReader.read(HexFormat.of().parseHex(hex));
    }

    @Test
    void readsJson() {
        var node = json("{\"a\":[1,2.5,\"x\",null,true],\"b\":{\"c\":\"\\u00e9\"}}");
        assertEquals(5, node.child("a").children().size());
        assertEquals(new BigDecimal("2.5"), node.child("a").children().get(1).value());
        assertEquals("é", node.child("b").child("c").text());
        assertEquals(Node.Kind.OBJECT, json("").kind());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "[1,]",
                "{\"a\":}",
                "{a:1}",
                "{'a':1}",
                "nul",
                "01",
                "1.",
                "NaN",
                "\"\n\"",
                "{} {}",
                "{}x",
                "\"\\x\"",
                "/**/{}",
                "+1",
                "1e99999999999",
            })
    void refusesWhatIsNoJson(String text) {
        assertThrows(Malformed.class, () -> json(text));
    }

    @Test
    void refusesJsonThatNestsTooDeepOrHoldsTooMuch() {
        assertThrows(Malformed.class, () -> json("[".repeat(100_000)));
        assertThrows(Malformed.class, () -> json("[".repeat(Node.DEPTH + 1) + "]".repeat(Node.DEPTH + 1)));
        assertThrows(Malformed.class, () -> json("[" + "1,".repeat(Node.LIMIT) + "1]"));
        assertThrows(Malformed.class, () -> json("9".repeat(1000)));
    }

    @Test
    void refusesJsonWithOverlongUtf8() {
        assertThrows(Malformed.class, () -> JsonReader.read(new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'}));
        assertThrows(Malformed.class, () -> JsonReader.read("{}".getBytes(java.nio.charset.StandardCharsets.UTF_16)));
    }

    @Test
    void readsCbor() {
        var node = cbor("bf61611901f4616281f5616343010203616420ff");
        assertEquals(new BigDecimal(500), node.child("a").value());
        assertEquals(true, node.child("b").children().getFirst().value());
        assertEquals(3, ((byte[]) node.child("c").value()).length);
        assertEquals(new BigDecimal(-1), node.child("d").value());
        assertEquals("streaming", cbor("7f657374726561646d696e67ff").text());
        assertEquals(
                new BigDecimal("18446744073709551615"),
                cbor("1bffffffffffffffff").value());
        assertEquals(
                new BigDecimal("-18446744073709551616"),
                cbor("3bffffffffffffffff").value());
        assertEquals(new BigDecimal("1.5"), cbor("f93e00").value());
        assertEquals(
                new BigDecimal("18446744073709551616"),
                cbor("c249010000000000000000").value());
        assertEquals(new BigDecimal("273.15"), cbor("c48221196ab3").value());
        assertEquals(Node.Kind.OBJECT, cbor("").kind());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9bffffffffffffffff",
                "bb7fffffffffffffff",
                "5affffffff",
                "7b7fffffffffffffff",
                "1c",
                "ff",
                "a1",
                "a10101",
                "82",
                "f8",
                "c1",
                "61",
                "0000",
                "7f41ff",
                "62c080",
                "c4821a7fffffff01",
                "d9d9f7f6",
                "9f",
                "bf6161",
                "5f5f41ffff",
            })
    void refusesWhatIsNoCborOrAnnouncesMoreThanThereIs(String hex) {
        assertThrows(Malformed.class, () -> cbor(hex));
    }

    @Test
    void refusesCborThatNestsTooDeepOrHoldsTooMuch() {
        assertThrows(Malformed.class, () -> cbor("81".repeat(100_000)));
        assertThrows(Malformed.class, () -> cbor("c1".repeat(100_000)));
        assertThrows(Malformed.class, () -> cbor("9f" + "00".repeat(Node.LIMIT) + "ff"));
    }

    @Test
    void damagedDocumentsAreReadOrRefusedAndNothingElse() {
        byte[][] texts = {"{\"a\":[1,2.5,\"x\",null,true],\"b\":{\"c\":\"\\u00e9\"},\"d\":-1e5}".getBytes(UTF_8)};
        Fuzz.run(50_000, texts, JsonReader::read);
        byte[][] binaries = {
            HexFormat.of().parseHex("bf61611901f4616281f5616343010203616420ff"),
            HexFormat.of().parseHex("a26161c1fb41d452d9e200000061627f657374726561646d696e67ff"),
        };
        Fuzz.run(50_000, binaries, CborReader::read);
    }
}
