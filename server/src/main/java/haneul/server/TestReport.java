package haneul.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What the modules' test runs left in their XML reports, added up. */
final class TestReport {
    private static final XMLInputFactory XML = XMLInputFactory.newFactory();
    private static final int SHOWN_CHARACTERS = 200;

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    private int passed;
    private final List<String> failures = new ArrayList<>();
    private final List<String> skips = new ArrayList<>();

    /** Adds one report file. A report that cannot be read counts as a failure: its tests' outcome is unknown. */
    void add(Path file) {
        try (var in = Files.newInputStream(file)) {
            var reader = XML.createXMLStreamReader(in);
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("testcase")) {
                    addCase(reader);
                }
            }
        } catch (IOException | XMLStreamException e) {
            fail(file + " cannot be read: " + e.getMessage());
        }
    }

    private void addCase(XMLStreamReader reader) throws XMLStreamException {
        var name = reader.getAttributeValue(null, "classname") + "." + reader.getAttributeValue(null, "name");
        String outcome = null;
        var message = "";
        while (!(reader.next() == XMLStreamConstants.END_ELEMENT
                && reader.getLocalName().equals("testcase"))) {
            if (reader.isStartElement() && outcome == null && isOutcome(reader.getLocalName())) {
                outcome = reader.getLocalName();
                message = firstLine(reader.getAttributeValue(null, "message"));
            }
        }
        switch (outcome) {
            case null -> passed++;
            case "skipped" -> skips.add(name + ": " + message);
            default -> fail(name + ": " + message);
        }
    }

    private static boolean isOutcome(String element) {
        return element.equals("failure") || element.equals("error") || element.equals("skipped");
    }

    private static String firstLine(String message) {
        var line = message == null ? "" : message.lines().findFirst().orElse("");
        return line.length() > SHOWN_CHARACTERS ? line.substring(0, SHOWN_CHARACTERS) + "…" : line;
    }

    /** Counts something that is no test, such as a module that does not compile, as a failure. */
    void fail(String what) {
        failures.add(what);
    }

    void skip(String what) {
        skips.add(what);
    }

    boolean failed() {
        return !failures.isEmpty();
    }

    int total() {
        return passed + failures.size() + skips.size();
    }

    /** The reasons of skips, the names of failures, and the sum alone on the last line. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        skips.forEach(skip -> lines.add("skipped  " + skip));
        failures.forEach(failure -> lines.add("FAILED   " + failure));
        lines.add("%d passed, %d failed, %d skipped".formatted(passed, failures.size(), skips.size()));
        return lines;
    }
}
