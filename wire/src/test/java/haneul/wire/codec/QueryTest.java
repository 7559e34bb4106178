package haneul.wire.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.AwsException;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    @Test
    void keepsOrderAndDecodes() {
        var query = Query.parse("b=1&a=%20+%C3%A9&acl&b=2&&c=d=e");
        assertEquals(Optional.of("1"), query.first("b"));
        assertEquals(List.of("1", "2"), query.all("b"));
        assertEquals(Optional.of("  é"), query.first("a"));
        assertEquals(Optional.of("d=e"), query.first("c"));
        assertTrue(query.has("acl"));
        assertFalse(query.has("B"));
        assertEquals(Optional.of(""), query.first("acl"));
        assertTrue(Query.parse("").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=%",
                "a=%4",
                "a=%zz",
                "%=1",
                "a=%C0%80",
                "a=%FF",
                "a=%ED%A0%80",
                "a=é",
                "a=%F5%80%80%80",
                "a=%٣٣"
            })
    void refusesMalformedEscapesAndOverlongForms(String raw) {
        assertEquals(
                "MalformedQueryString",
                assertThrows(AwsException.class, () -> Query.parse(raw)).code());
    }

    @Test
    void refusesTooManyParameters() {
        Query.parse("a&".repeat(Query.LIMIT));
        assertThrows(AwsException.class, () -> Query.parse("a&".repeat(Query.LIMIT + 1)));
    }

    @Property
    void anyTextSurvivesEncodingAndDecoding(@ForAll @Size(max = 8) List<String> values) {
        var raw = new StringBuilder();
        for (var value : values) {
            raw.append("k=").append(URLEncoder.encode(value, UTF_8)).append('&');
        }
        var expected = values.stream()
                .map(value -> new String(value.getBytes(UTF_8), UTF_8))
                .toList();
        assertEquals(expected, Query.parse(raw.toString()).all("k"));
    }

    @Test
    void damagedFormsAreReadOrRefusedAndNothingElse() {
        byte[][] valid = {
            "Action=RunInstances&Filter.1.Name=a&Filter.1.Value.1=b%20c&Tag.member.2.Key=%C3%A9&Empty=".getBytes(UTF_8)
        };
        Fuzz.run(50_000, valid, bytes -> FormReader.read(Query.read(new String(bytes, ISO_8859_1))));
    }

    @Test
    void anIndexAllocatesNothing() {
        var tree = FormReader.read(Query.read("Filter.999999999.Name=a&Filter.4294967295.Name=b&Filter.1.Name=c"));
        assertEquals(3, tree.child("Filter").children().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "a.", ".a", "a..b", "a.b.c."})
    void refusesNamesWithEmptyParts(String name) {
        assertThrows(Malformed.class, () -> FormReader.read(Query.read(name + "=1")));
    }

    @Test
    void refusesNamesThatNestTooDeep() {
        assertThrows(Malformed.class, () -> FormReader.read(Query.read("a.".repeat(Node.DEPTH) + "a=1")));
    }

    @Test
    void readsManyParametersInLinearTime() {
        var raw = new StringBuilder();
        for (int i = 1; i <= Query.LIMIT; i++) {
            raw.append("InstanceId.").append(i).append("=i&");
        }
        assertEquals(
                Query.LIMIT,
                FormReader.read(Query.read(raw.toString()))
                        .child("InstanceId")
                        .children()
                        .size());
    }
}
