package haneul.wire.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RoutingTest {
    private static final String MODEL = """
            service toy signing=toys endpoint=toy version=2026-01-01 \
            protocols=smithy-rpc-v2-cbor,json-1.0,query target=Toy_1
            op GetThing GET /{Name} 200
            op GetThingAcl GET /{Name}?acl 200
            op GetPart GET /{Name} 200 need=?part
            op GetPartWithMark GET /{Name} 200 need=?part,x-mark
            op GetLiteral GET /things 204 errors=Broken stream=out
            op GetBelow GET /below/{Rest+}/end 200 unsigned
            op GetPage GET /pages/{Name} 200 need=?page
            op GetMarked GET /marks/{Name} 200 need=?mark
            op GetMarkedTags GET /marks/{Name}?tags 200 need=?mark
            error Broken Toy.Broken 409
            """;

    private static ServiceModel model() throws IOException {
        return ServiceModel.read(new ByteArrayInputStream(MODEL.getBytes(StandardCharsets.UTF_8)));
    }

    private static String route(String path, String query, String... headers) throws IOException {
        return model().route(
                        "GET",
                        path,
                        Query.parse(query),
                        name -> java.util.List.of(headers).contains(name) ? Optional.of("x") : Optional.empty())
                .map(Operation::name)
                .orElse("none");
    }

    @Test
    void theMostSpecificOperationWins() throws IOException {
        assertEquals("GetThing", route("/a", ""));
        assertEquals("GetThing", route("/a/", ""));
        assertEquals("GetThingAcl", route("/a", "acl"));
        assertEquals("GetPart", route("/a", "part=1"));
        assertEquals("GetPartWithMark", route("/a", "part=1", "x-mark"));
        assertEquals("GetLiteral", route("/things", ""));
        assertEquals("GetBelow", route("/below/a//b/end", ""));
        assertEquals("none", route("/below//end", ""));
        assertEquals("none", route("/", ""));
        assertEquals("none", route("/a/b", ""));
    }

    @Test
    void anOperationThatLacksARequiredParameterIsFoundOnlyWhenNothingElseWasMeant() throws IOException {
        assertEquals("GetPage", route("/pages/a", ""));
        assertEquals("GetMarked", route("/marks/a", "mark=1"));
        assertEquals("GetMarkedTags", route("/marks/a", "tags"));
        assertEquals("none", route("/marks/a", ""));
    }

    @Test
    void labelsAreDecodedAndPlusStaysPlus() {
        Map<String, String> labels = new TreeMap<>();
        new UriTemplate("/{Bucket}/{Key+}").labels("/b%20c/d+e/%2F//f%C3%A9/", labels::put);
        assertEquals(Map.of("Bucket", "b c", "Key", "d+e////fé/"), labels);
        assertThrows(Malformed.class, () -> new UriTemplate("/{A}").labels("/%zz", labels::put));
    }

    @Test
    void factsAndErrorsAreRead() throws IOException {
        var model = model();
        assertEquals("toys", model.signingName());
        assertEquals("Toy_1", model.targetPrefix());
        assertEquals(Optional.of(409), model.errorStatus("Broken"));
        assertEquals(Optional.of(409), model.errorStatus("Toy.Broken"));
        var literal = model.operation("GetLiteral").orElseThrow();
        assertEquals(204, literal.status());
        assertTrue(literal.streamsOutput());
        assertFalse(literal.unsigned());
        assertTrue(model.operation("GetBelow").orElseThrow().unsigned());
        assertTrue(literal.requestType().isEmpty());
        assertTrue(model.operation("Nothing").isEmpty());
    }

    @Test
    void theProtocolIsToldByTheHeaders() throws IOException {
        assertEquals(Protocol.RPC_V2_CBOR, model().spoken(n -> Optional.of("rpc-v2-cbor")
                .filter(_ -> n.equals("smithy-protocol"))));
        assertEquals(
                Protocol.JSON_1_0, model().spoken(n -> Optional.of("Toy_1.X").filter(_ -> n.equals("x-amz-target"))));
        assertEquals(Protocol.AWS_QUERY, model().spoken(_ -> Optional.empty()));
    }

    @Test
    void whatIsNoModelIsRefused() {
        assertThrows(
                IOException.class,
                () -> ServiceModel.read(new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8))));
    }
}
