package haneul.wire.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.Random;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlReaderTest {
    private static final String[] VALID = {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Tagging "
                + "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><TagSet><Tag>"
                + "<Key>a &amp; "
                + "b</Key><Value>&#x20AC;&#233;é</Value></Tag><Tag><Key/><Value></Value></Tag></TagSet></Tagging>",
        "<a><!-- note --><b x='1' y=\"&lt;2&gt;\"><![CDATA[<raw> & ]]>tail</b><?pi data?><c:d "
                + "xmlns:c=\"u\">t</c:d></a>",
        "<Grant xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><Grantee "
                + "xsi:type=\"CanonicalUser\"><ID>1</ID></Grantee></Grant>",
    };

    private static Node read(String document) {
        return XmlReader.read(document.getBytes(UTF_8));
    }

    @Test
    void readsElementsTextAndAttributes() {
        var tagging = read(VALID[0]);
        assertEquals("Tagging", tagging.name);
        var tags = tagging.child("TagSet").children();
        assertEquals("a & b", tags.get(0).child("Key").text());
        assertEquals("€éé", tags.get(0).child("Value").text());
        assertEquals("", tags.get(1).child("Key").text());
        var mixed = read(VALID[1]);
        assertEquals("<raw> & tail", mixed.child("b").text());
        assertEquals("<2>", mixed.child("b").child("y").text());
        assertEquals("t", mixed.child("d").text());
        assertEquals(
                "CanonicalUser",
                read(VALID[2]).child("Grantee").child("xsi:type").text());
    }

    @Test
    void keepsWhiteSpaceOfTextAndNormalisesLineEnds() {
        assertEquals(" a\nb\nc ", read("<t> a\r\nb\rc </t>").text());
        assertEquals("\r", read("<t>&#13;</t>").text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "text",
                "<a>",
                "<a></b>",
                "<a/><b/>",
                "<a/>text",
                "<a b=1/>",
                "<a b='1' b='2'/>",
                "<a b='<'/>",
                "<a>&nbsp;</a>",
                "<a>&#0;</a>",
                "<a>&#xD800;</a>",
                "<a>&#x110000;</a>",
                "<a>& </a>",
                "<a>]]></a>",
                "<a><!-- -- --></a>",
                "<1/>",
                "<a:b:c/>",
                "<a b='1'c='2'/>",
                "<a><?xml version='1.0'?></a>",
                "<a>\u0001</a>",
                "<a",
                "<a b",
                "<a b=",
                "<a b='",
                "</a>",
                "<!-- -->",
                "<a>\uFFFF</a>",
                "<![CDATA[x]]>",
                "<a><![CDATA[x</a>",
                "<?xml version='1.0' encoding='UTF-16'?><a/>",
            })
    void refusesWhatIsNotWellFormed(String document) {
        assertThrows(Malformed.class, () -> read(document));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;&b;'>]><a>&c;</a>",
                "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
                "<a><!ENTITY x 'y'></a>",
            })
    void refusesDocumentTypesAndEntities(String document) {
        assertThrows(Malformed.class, () -> read(document));
    }

    @Test
    void refusesDepthAndCountBeyondTheLimits() {
        read("<a>".repeat(Node.DEPTH) + "</a>".repeat(Node.DEPTH));
        assertThrows(Malformed.class, () -> read("<a>".repeat(Node.DEPTH + 1) + "</a>".repeat(Node.DEPTH + 1)));
        assertThrows(Malformed.class, () -> read("<a>".repeat(100_000)));
        assertThrows(Malformed.class, () -> read("<a>" + "<b/>".repeat(Node.LIMIT) + "</a>"));
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        assertThrows(Malformed.class, () -> XmlReader.read("<a>é</a>".getBytes(ISO_8859_1)));
        assertThrows(Malformed.class, () -> XmlReader.read("<a/>".getBytes(UTF_16)));
        assertThrows(
                Malformed.class,
                () -> XmlReader.read(new byte[] {'<', 'a', '>', (byte) 0xC0, (byte) 0x80, '<', '/', 'a', '>'}));
        assertEquals("a", XmlReader.read(("\uFEFF<a/>").getBytes(UTF_8)).name);
    }

    @Test
    void damagedDocumentsAreReadOrRefusedAndNothingElse() {
        var valid = new byte[VALID.length][];
        for (int i = 0; i < VALID.length; i++) {
            valid[i] = VALID[i].getBytes(UTF_8);
        }
        Fuzz.run(50_000, valid, XmlReader::read);
    }

    /** What we read, the JDK's parser reads too, with the same text; we may be stricter. */
    @Test
    void neverAcceptsWhatTheJdkRefuses() {
        var random = new Random(Fuzz.SEED);
        int accepted = 0;
        for (int round = 0; round < 20_000; round++) {
            var input = Fuzz.damage(VALID[random.nextInt(VALID.length)].getBytes(UTF_8), random);
            String ours;
            try {
                ours = texts(XmlReader.read(input));
            } catch (Malformed e) {
                continue;
            }
            accepted++;
            try {
                assertEquals(theirs(input), ours, new String(input, UTF_8));
            } catch (XMLStreamException e) {
                if (!e.getMessage().contains("xml-names")) { // we do not resolve prefixes
                    fail("round " + round + ": the JDK refuses "
                            + Base64.getEncoder().encodeToString(input) + ": " + e.getMessage());
                }
            }
        }
        assertTrue(accepted > 1000, "only " + accepted + " were accepted");
    }

    private static String texts(Node node) {
        var text = new StringBuilder(node.name).append('(');
        if (node.kind() == Node.Kind.TEXT) {
            text.append(node.text());
        }
        for (var child : node.children()) {
            if (child.kind() != Node.Kind.STRING) {
                text.append(texts(child));
            }
        }
        return text.append(')').toString();
    }

    private static String theirs(byte[] input) throws XMLStreamException {
        var factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        var reader = factory.createXMLStreamReader(new ByteArrayInputStream(input), "UTF-8");
        var out = new StringBuilder();
        while (reader.next() != XMLStreamConstants.START_ELEMENT) {
            assertTrue(reader.hasNext());
        }
        element(reader, out);
        while (reader.hasNext()) {
            reader.next();
        }
        return out.toString();
    }

    private static void element(javax.xml.stream.XMLStreamReader reader, StringBuilder out) throws XMLStreamException {
        out.append(reader.getLocalName()).append('(');
        var text = new StringBuilder();
        boolean nested = false;
        var inner = new StringBuilder();
        for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    nested = true;
                    element(reader, inner);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(reader.getText());
                default -> {}
            }
        }
        out.append(nested ? inner : text).append(')');
    }
}
