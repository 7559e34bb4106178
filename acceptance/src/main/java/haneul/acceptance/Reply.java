package haneul.acceptance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** One HTTP response. Header names compare without case; the body is whole. */
public record Reply(int status, List<Request.Pair> headers, byte[] body) {

    public Optional<String> header(String name) {
        return headers.stream()
                .filter(h -> h.name().equalsIgnoreCase(name))
                .map(Request.Pair::value)
                .findFirst();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The root element of an XML body. */
    public Element xml() {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(body)).getDocumentElement();
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError("not XML (" + e.getMessage() + "): " + this, e);
        }
    }

    /** The text of every element of that local name, in document order. */
    public List<String> all(String element) {
        var found = xml().getElementsByTagNameNS("*", element);
        var texts = new ArrayList<String>();
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }

    /** The text of the first element of that local name; fails when there is none. */
    public String first(String element) {
        return all(element).stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("no <" + element + "> in " + this));
    }

    /** The error code of an XML error, or an empty text when the body holds none. */
    public String code() {
        return body.length == 0 || !text().contains("<Code>") ? "" : first("Code");
    }

    @Override
    public String toString() {
        var shown =
                text().replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "").strip();
        return status + " " + shown.substring(0, Math.min(shown.length(), 1500)) + "\n"
                + headers.stream().map(h -> h.name() + ": " + h.value()).collect(Collectors.joining("\n"));
    }
}
