package haneul.wire.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;

/** Reads JSON (RFC 8259, UTF-8) into a tree, with limits on depth, values and the length of numbers. */
final class JsonReader {
    /** Longer than any number a shape takes. */
    private static final int NUMBER_CHARACTERS = 100;

    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .configure(com.fasterxml.jackson.core.JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .configure(com.fasterxml.jackson.core.JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Node.DEPTH)
                    .maxNumberLength(NUMBER_CHARACTERS)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(10_000)
                    .build())
            .build();

    private JsonReader() {}

    /** The value; an empty body is an empty object. @throws Malformed when the bytes are no JSON */
    static Node read(byte[] document) {
        Percent.text(document, document.length);
        try (var parser = FACTORY.createParser(document)) {
            var budget = new Node.Budget();
            if (parser.nextToken() == null) {
                return Node.object("");
            }
            var value = value(parser, "", 1, budget);
            if (parser.nextToken() != null) {
                throw new Malformed("text after the value");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new Malformed(e.getOriginalMessage());
        } catch (IOException e) {
            throw new Malformed(e.getMessage());
        }
    }

    private static Node value(JsonParser parser, String name, int depth, Node.Budget budget) throws IOException {
        budget.spend(depth);
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                var node = Node.object(name);
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    var key = parser.currentName();
                    parser.nextToken();
                    node.add(value(parser, key, depth + 1, budget));
                }
                yield node;
            }
            case START_ARRAY -> {
                var node = new Node(name, Node.Kind.LIST, null);
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    node.add(value(parser, "", depth + 1, budget));
                }
                yield node;
            }
            case VALUE_STRING -> new Node(name, Node.Kind.STRING, parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> new Node(name, Node.Kind.BOOLEAN, parser.getBooleanValue());
            case VALUE_NULL -> new Node(name, Node.Kind.NULL, null);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Node(name, Node.Kind.NUMBER, number(parser.getText()));
            default -> throw new Malformed("an unexpected " + parser.currentToken());
        };
    }

    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new Malformed("the number '" + Text.excerpt(text) + "' is out of range");
        }
    }
}
