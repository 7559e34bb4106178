package haneul.wire.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What every wire form is read into before it is bound to a shape: a leaf, or named children in order. A document may
 * hold at most {@value #LIMIT} nodes and nest {@value #DEPTH} deep, so that a small body cannot become a large tree.
 */
final class Node {
    static final int LIMIT = 250_000;
    static final int DEPTH = 64;

    enum Kind {
        /** A leaf whose type the form does not tell: XML and query. */
        TEXT,
        STRING,
        NUMBER,
        BOOLEAN,
        BYTES,
        NULL,
        LIST,
        OBJECT
    }

    private static final int INDEX_FROM = 16;

    final String name;
    private Kind kind;
    private Object value;
    private List<Node> children = List.of();
    private Map<String, Node> index;

    Node(String name, Kind kind, Object value) {
        this.name = name;
        this.kind = kind;
        this.value = value;
    }

    static Node object(String name) {
        return new Node(name, Kind.OBJECT, null);
    }

    Kind kind() {
        return kind;
    }

    /** The leaf's text, number, bytes or boolean. */
    Object value() {
        return value;
    }

    /** The text of a leaf; empty when there is none. */
    String text() {
        return value == null ? "" : value.toString();
    }

    void text(String text) {
        kind = Kind.TEXT;
        value = text;
    }

    List<Node> children() {
        return children;
    }

    boolean isLeaf() {
        return children.isEmpty();
    }

    Node add(Node child) {
        if (children.isEmpty()) {
            children = new ArrayList<>(4);
        }
        children.add(child);
        if (index != null) {
            index.putIfAbsent(child.name, child);
        }
        return child;
    }

    /** The first child of this name, or null. */
    Node child(String wanted) {
        if (index == null && children.size() > INDEX_FROM) {
            index = new HashMap<>();
            children.forEach(child -> index.putIfAbsent(child.name, child));
        }
        if (index != null) {
            return index.get(wanted);
        }
        for (int i = 0; i < children.size(); i++) {
            if (children.get(i).name.equals(wanted)) {
                return children.get(i);
            }
        }
        return null;
    }

    /** Counts nodes and depth while a document is read. */
    static final class Budget {
        private int nodes;

        /** @throws Malformed when the document holds too much or nests too deep */
        void spend(int depth) {
            if (++nodes > LIMIT) {
                throw new Malformed("the document holds more than " + LIMIT + " values");
            }
            if (depth > DEPTH) {
                throw new Malformed("the document nests deeper than " + DEPTH);
            }
        }
    }
}
