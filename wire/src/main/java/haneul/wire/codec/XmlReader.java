package haneul.wire.codec;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads an XML 1.0 document into a tree: elements by local name, attributes as children by their qualified name.
 * Stricter than XML allows: UTF-8 only, no document type, no entity but the five of XML itself and character
 * references, so nothing a client sends can expand. One pass, linear in the size of the document.
 */
final class XmlReader {
    private static final int DECLARATION_CHARACTERS = 256;
    private static final Set<String> ENCODINGS = Set.of("UTF-8", "UTF8", "US-ASCII");
    private static final Pattern DECLARATION = Pattern.compile("<\\?xml\\s+version\\s*=\\s*(?:\"1\\.0\"|'1\\.0')"
            + "(?:\\s+encoding\\s*=\\s*(\"[A-Za-z][A-Za-z0-9._-]*\"|'[A-Za-z][A-Za-z0-9._-]*'))?"
            + "(?:\\s+standalone\\s*=\\s*(?:\"yes\"|\"no\"|'yes'|'no'))?\\s*\\?>");

    private final String in;
    private final Node.Budget budget = new Node.Budget();
    private int at;

    private XmlReader(String in) {
        this.in = in;
    }

    /** The root element. @throws Malformed when the bytes are no well-formed document of the kind described above */
    static Node read(byte[] document) {
        int skip = document.length >= 3
                        && document[0] == (byte) 0xEF
                        && document[1] == (byte) 0xBB
                        && document[2] == (byte) 0xBF
                ? 3
                : 0;
        var bytes = skip == 0 ? document : java.util.Arrays.copyOfRange(document, skip, document.length);
        return new XmlReader(Percent.text(bytes, bytes.length)).document();
    }

    private Node document() {
        if (in.startsWith("<?xml") && in.length() > 5 && isSpace(in.charAt(5))) {
            declaration();
        }
        misc();
        if (at >= in.length() || in.charAt(at) != '<') {
            throw malformed("a root element is missing");
        }
        var root = root();
        misc();
        if (at < in.length()) {
            throw malformed("text after the root element");
        }
        return root;
    }

    private void declaration() {
        var found = DECLARATION.matcher(in).region(0, Math.min(in.length(), DECLARATION_CHARACTERS));
        if (!found.lookingAt()) {
            throw malformed("the XML declaration is malformed");
        }
        var encoding = found.group(1) == null
                ? "UTF-8"
                : found.group(1).substring(1, found.group(1).length() - 1);
        if (!ENCODINGS.contains(encoding.toUpperCase(Locale.ROOT))) {
            throw malformed("the encoding '" + Text.excerpt(encoding) + "' is not UTF-8");
        }
        at = found.end();
    }

    /** Skips white space, comments and processing instructions outside the root. */
    private void misc() {
        while (at < in.length()) {
            if (isSpace(in.charAt(at))) {
                at++;
            } else if (in.startsWith("<!--", at)) {
                comment();
            } else if (in.startsWith("<?", at)) {
                instruction();
            } else if (in.startsWith("<!", at)) {
                throw malformed("a document type is not allowed");
            } else {
                return;
            }
        }
    }

    private Node root() {
        var open = new ArrayDeque<Node>();
        var names = new ArrayDeque<String>();
        var text = new StringBuilder();
        Node root = null;
        do {
            if (at >= in.length()) {
                throw malformed("the document ends inside an element");
            }
            char c = in.charAt(at);
            if (c != '<') {
                characters(text);
            } else if (in.startsWith("</", at)) {
                close(open, names, text);
            } else if (in.startsWith("<!--", at)) {
                comment();
            } else if (in.startsWith("<![CDATA[", at)) {
                cdata(text);
            } else if (in.startsWith("<?", at)) {
                instruction();
            } else if (in.startsWith("<!", at)) {
                throw malformed("a declaration is not allowed inside an element");
            } else {
                text.setLength(0);
                var element = open(open, names);
                root = root == null ? element : root;
            }
        } while (!open.isEmpty());
        return root;
    }

    private Node open(ArrayDeque<Node> open, ArrayDeque<String> names) {
        at++;
        var qualified = name();
        budget.spend(open.size() + 1);
        var element = Node.object(qualified.substring(qualified.indexOf(':') + 1));
        if (!open.isEmpty()) {
            open.peek().add(element);
        }
        attributes(element);
        boolean empty = at < in.length() && in.charAt(at) == '/';
        at += empty ? 1 : 0;
        if (at >= in.length() || in.charAt(at) != '>') {
            throw malformed("the tag of '" + Text.excerpt(qualified) + "' does not end");
        }
        at++;
        if (empty) {
            finish(element, "");
            if (open.isEmpty()) {
                return element;
            }
            return null;
        }
        open.push(element);
        names.push(qualified);
        return open.size() == 1 ? element : null;
    }

    private void close(ArrayDeque<Node> open, ArrayDeque<String> names, StringBuilder text) {
        at += 2;
        var qualified = name();
        skipSpace();
        if (at >= in.length() || in.charAt(at) != '>') {
            throw malformed("the end tag of '" + Text.excerpt(qualified) + "' does not end");
        }
        at++;
        if (names.isEmpty() || !names.pop().equals(qualified)) {
            throw malformed("'" + Text.excerpt(qualified) + "' closes an element that is not open");
        }
        finish(open.pop(), text.toString());
        text.setLength(0);
    }

    /** An element with child elements has no text of its own; attributes may stand beside text. */
    private static void finish(Node element, String text) {
        for (var child : element.children()) {
            if (child.kind() != Node.Kind.STRING) {
                return;
            }
        }
        element.text(text);
    }

    private void attributes(Node element) {
        HashSet<String> seen = null;
        while (true) {
            boolean spaced = skipSpace();
            if (at >= in.length() || in.charAt(at) == '>' || in.charAt(at) == '/') {
                return;
            }
            if (!spaced) {
                throw malformed("white space is missing before an attribute");
            }
            var name = name();
            skipSpace();
            if (at >= in.length() || in.charAt(at) != '=') {
                throw malformed("the attribute '" + Text.excerpt(name) + "' has no value");
            }
            at++;
            skipSpace();
            var value = quoted();
            seen = seen == null ? new HashSet<>() : seen;
            if (!seen.add(name)) {
                throw malformed("the attribute '" + Text.excerpt(name) + "' is given twice");
            }
            if (!name.equals("xmlns") && !name.startsWith("xmlns:")) {
                budget.spend(1);
                element.add(new Node(name, Node.Kind.STRING, value));
            }
        }
    }

    private String quoted() {
        if (at >= in.length() || in.charAt(at) != '"' && in.charAt(at) != '\'') {
            throw malformed("an attribute's value is not quoted");
        }
        char quote = in.charAt(at++);
        var value = new StringBuilder();
        while (at < in.length() && in.charAt(at) != quote) {
            char c = in.charAt(at);
            if (c == '<') {
                throw malformed("'<' in an attribute's value");
            } else if (c == '&') {
                reference(value);
            } else {
                value.append(isSpace(c) ? ' ' : legal(c));
                at++;
            }
        }
        if (at >= in.length()) {
            throw malformed("an attribute's value does not end");
        }
        at++;
        return value.toString();
    }

    private void characters(StringBuilder text) {
        while (at < in.length()) {
            char c = in.charAt(at);
            if (c == '<') {
                return;
            } else if (c == '&') {
                reference(text);
            } else if (c == '\r') {
                text.append('\n');
                at += at + 1 < in.length() && in.charAt(at + 1) == '\n' ? 2 : 1;
            } else if (c == ']' && in.startsWith("]]>", at)) {
                throw malformed("']]>' outside a CDATA section");
            } else {
                text.append(legal(c));
                at++;
            }
        }
    }

    private void reference(StringBuilder text) {
        int end = in.indexOf(';', at);
        if (end < 0 || end - at > 12) {
            throw malformed("'&' starts no reference");
        }
        var name = in.substring(at + 1, end);
        switch (name) {
            case "lt" -> text.append('<');
            case "gt" -> text.append('>');
            case "amp" -> text.append('&');
            case "quot" -> text.append('"');
            case "apos" -> text.append('\'');
            default -> text.appendCodePoint(codePoint(name));
        }
        at = end + 1;
    }

    private int codePoint(String name) {
        boolean hexadecimal = name.startsWith("#x");
        var digits = name.startsWith("#") ? name.substring(hexadecimal ? 2 : 1) : "";
        if (digits.isEmpty() || digits.length() > 8) {
            throw malformed("the entity '" + Text.excerpt(name) + "' is not known");
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), hexadecimal ? 16 : 10);
            if (digit < 0 || digits.charAt(i) >= 0x80) {
                throw malformed("'&" + name + ";' is no character reference");
            }
            value = Math.min(value * (hexadecimal ? 16 : 10) + digit, 0x110000);
        }
        if (!isCharacter(value)) {
            throw malformed("'&" + name + ";' is no character of XML");
        }
        return value;
    }

    private void cdata(StringBuilder text) {
        int end = in.indexOf("]]>", at);
        if (end < 0) {
            throw malformed("a CDATA section does not end");
        }
        for (int i = at + 9; i < end; i++) {
            char c = in.charAt(i);
            if (c == '\r') {
                text.append('\n');
                i += i + 1 < end && in.charAt(i + 1) == '\n' ? 1 : 0;
            } else {
                text.append(legal(c));
            }
        }
        at = end + 3;
    }

    private void comment() {
        int end = in.indexOf("--", at + 4);
        if (end < 0 || !in.startsWith("-->", end)) {
            throw malformed("a comment does not end or holds '--'");
        }
        check(at + 4, end);
        at = end + 3;
    }

    private void instruction() {
        at += 2;
        var target = name();
        int end = in.indexOf("?>", at);
        if (end < 0 || target.equalsIgnoreCase("xml") || at < end && !isSpace(in.charAt(at))) {
            throw malformed("a processing instruction is not allowed here or does not end");
        }
        check(at, end);
        at = end + 2;
    }

    private void check(int from, int to) {
        for (int i = from; i < to; i++) {
            legal(in.charAt(i));
        }
    }

    private String name() {
        int from = at;
        while (at < in.length() && isNameCharacter(in.charAt(at), at == from)) {
            at++;
        }
        var name = in.substring(from, at);
        int colon = name.indexOf(':');
        if (name.isEmpty() || colon == 0 || colon == name.length() - 1 || colon != name.lastIndexOf(':')) {
            throw malformed("a name is missing or malformed");
        }
        if (colon > 0 && !isNameCharacter(name.charAt(colon + 1), true)) {
            throw malformed("the name '" + Text.excerpt(name) + "' is malformed");
        }
        return name;
    }

    /** XML 1.0 section 2.3; characters beyond the basic plane are taken as parts of names by their surrogates. */
    private static boolean isNameCharacter(char c, boolean first) {
        if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':') {
            return true;
        }
        if (c >= '0' && c <= '9' || c == '-' || c == '.') {
            return !first;
        }
        return c >= 0xC0
                && c != 0xD7
                && c != 0xF7
                && c != 0x37E
                && !(c >= 0x2000 && c <= 0x206F)
                && !(c >= 0x2190 && c <= 0x2BFF)
                && !(c >= 0x3000 && c == 0x3000)
                && c < 0xFFFE
                && !(first && c >= 0x300 && c <= 0x36F);
    }

    private boolean skipSpace() {
        int from = at;
        while (at < in.length() && isSpace(in.charAt(at))) {
            at++;
        }
        return at > from;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private char legal(char c) {
        if (c < 0x20 && !isSpace(c) || c >= 0xFFFE) {
            throw malformed("the character U+%04X is not allowed in XML".formatted((int) c));
        }
        return c;
    }

    private static boolean isCharacter(int c) {
        return c == 0x9
                || c == 0xA
                || c == 0xD
                || c >= 0x20 && c <= 0xD7FF
                || c >= 0xE000 && c <= 0xFFFD
                || c >= 0x10000 && c <= 0x10FFFF;
    }

    private Malformed malformed(String what) {
        return new Malformed(what + " (at character " + at + ")");
    }
}
