package haneul.wire.codec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.utils.builder.Buildable;

/** Fills the members of shapes from a tree. Unknown members are ignored, as AWS does. */
final class Binder {
    /** How lists and maps stand in the tree. */
    private enum Form {
        EC2,
        QUERY,
        XML,
        TYPED
    }

    private final Form form;

    Binder(Protocol protocol) {
        this.form = switch (protocol) {
            case EC2_QUERY -> Form.EC2;
            case AWS_QUERY -> Form.QUERY;
            case REST_XML -> Form.XML;
            case REST_JSON, JSON_1_0, JSON_1_1, RPC_V2_CBOR -> Form.TYPED;
        };
    }

    /** Sets every member of the body that the node has. @throws Malformed when a value does not fit its member */
    void fill(SdkPojo builder, Layout layout, Node node) {
        if (form == Form.TYPED && node.kind() != Node.Kind.OBJECT) {
            throw new Malformed("Unexpected value where a structure was expected.");
        }
        Map<Member, List<Node>> repeated = null;
        var children = node.children();
        for (int i = 0; i < children.size(); i++) {
            var child = children.get(i);
            var member = member(layout, child);
            if (member == null || child.kind() == Node.Kind.NULL) {
                continue;
            }
            if (form == Form.XML && member.flattened) {
                repeated = repeated == null ? new IdentityHashMap<>() : repeated;
                repeated.computeIfAbsent(member, _ -> new ArrayList<>()).add(child);
            } else {
                refuseDuplicate(node, child);
                member.set(builder, value(member, child));
            }
        }
        if (repeated != null) {
            repeated.forEach((member, nodes) ->
                    member.set(builder, member.type == LIST ? elements(member, nodes) : entries(member, nodes)));
        }
    }

    private static final software.amazon.awssdk.core.protocol.MarshallingKnownType LIST =
            software.amazon.awssdk.core.protocol.MarshallingKnownType.LIST;

    private Member member(Layout layout, Node child) {
        var member = layout.bodyMember(child.name);
        if (member == null && form == Form.XML && child.kind() == Node.Kind.STRING) {
            return layout.bodyMember("xsi:" + child.name.substring(child.name.indexOf(':') + 1));
        }
        return member;
    }

    private void refuseDuplicate(Node parent, Node child) {
        if (form == Form.XML && parent.child(child.name) != child) {
            throw new Malformed("the element '" + child.name + "' is given twice");
        }
    }

    /** The value of one node that is not null. */
    Object value(Member member, Node node) {
        return switch (member.type) {
            case SDK_POJO -> structure(member, node);
            case LIST -> elements(member, listNodes(member, node));
            case MAP -> form == Form.TYPED ? object(member, node) : entries(member, mapNodes(member, node));
            case DOCUMENT -> document(node);
            default -> Scalars.read(member, node);
        };
    }

    private Object structure(Member member, Node node) {
        var builder = member.newBuilder();
        fill(builder, member.layout(), node);
        return ((Buildable) builder).build();
    }

    private List<Object> elements(Member list, List<Node> nodes) {
        var elements = new ArrayList<Object>(nodes.size());
        for (var node : nodes) {
            if (node.kind() != Node.Kind.NULL) {
                elements.add(value(list.element, node));
            }
        }
        return elements;
    }

    private List<Node> listNodes(Member list, Node node) {
        return switch (form) {
            case TYPED -> {
                if (node.kind() != Node.Kind.LIST) {
                    throw new Malformed("Expected list or null");
                }
                yield node.children();
            }
            case EC2 -> indexed(node);
            case QUERY -> list.flattened ? indexed(node) : indexed(node.child(list.elementTag.name));
            case XML -> named(node, list.elementTag.name);
        };
    }

    private static List<Node> named(Node node, String name) {
        var found = new ArrayList<Node>(node.children().size());
        for (var child : node.children()) {
            if (child.name.equals(name)) {
                found.add(child);
            } else if (child.kind() != Node.Kind.STRING) {
                throw new Malformed("'" + Text.excerpt(child.name) + "' stands where '" + name + "' is expected");
            }
        }
        return found;
    }

    /** Children by ascending index; gaps are closed, since an index names an order and no position. */
    private static List<Node> indexed(Node node) {
        if (node == null || node.isLeaf()) {
            return List.of();
        }
        var sorted = new ArrayList<>(node.children());
        sorted.forEach(child -> index(child.name));
        sorted.sort(Comparator.comparingInt(child -> index(child.name)));
        return sorted;
    }

    private static int index(String name) {
        try {
            int index = Integer.parseUnsignedInt(name);
            if (index >= 0 && Character.isDigit(name.charAt(0))) {
                return index;
            }
        } catch (NumberFormatException e) {
            throw new Malformed("'" + Text.excerpt(name) + "' is no index of a list");
        }
        throw new Malformed("'" + Text.excerpt(name) + "' is no index of a list");
    }

    private List<Node> mapNodes(Member map, Node node) {
        return switch (form) {
            case XML -> named(node, "entry");
            case EC2, QUERY -> map.flattened ? indexed(node) : indexed(node.child("entry"));
            case TYPED -> node.children();
        };
    }

    private Map<String, Object> entries(Member map, List<Node> nodes) {
        var entries = new LinkedHashMap<String, Object>();
        for (var node : nodes) {
            var key = node.child(map.keyName);
            var value = node.child(map.valueName);
            if (key == null) {
                throw new Malformed("an entry of '" + map.name + "' has no '" + map.keyName + "'");
            }
            entries.put(key.text(), value == null ? null : value(map.element, value));
        }
        return entries;
    }

    private Map<String, Object> object(Member map, Node node) {
        if (node.kind() != Node.Kind.OBJECT) {
            throw new Malformed("Expected map or null");
        }
        var entries = new LinkedHashMap<String, Object>();
        for (var child : node.children()) {
            if (child.kind() != Node.Kind.NULL) {
                entries.put(child.name, value(map.element, child));
            }
        }
        return entries;
    }

    private static Document document(Node node) {
        return switch (node.kind()) {
            case OBJECT -> {
                var map = new LinkedHashMap<String, Document>();
                node.children().forEach(child -> map.put(child.name, document(child)));
                yield Document.fromMap(map);
            }
            case LIST ->
                Document.fromList(node.children().stream().map(Binder::document).toList());
            case NUMBER -> Document.fromNumber(node.value().toString());
            case BOOLEAN -> Document.fromBoolean((Boolean) node.value());
            case NULL -> Document.fromNull();
            case STRING, TEXT -> Document.fromString(node.text());
            case BYTES -> throw new Malformed("a document cannot hold bytes");
        };
    }
}
