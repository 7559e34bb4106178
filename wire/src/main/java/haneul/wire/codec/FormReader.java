package haneul.wire.codec;

/** Reads the parameters of a query request ({@code Filter.1.Value.2=x}) into a tree; indexes allocate nothing. */
final class FormReader {
    private FormReader() {}

    /** @throws Malformed when a name has an empty part, nests too deep, or there are too many */
    static Node read(Query form) {
        var root = Node.object("");
        var budget = new Node.Budget();
        for (var parameter : form.parameters()) {
            place(root, parameter, budget);
        }
        return root;
    }

    private static void place(Node root, Query.Parameter parameter, Node.Budget budget) {
        var name = parameter.name();
        var node = root;
        int depth = 0;
        for (int from = 0; from <= name.length(); ) {
            int end = name.indexOf('.', from);
            end = end < 0 ? name.length() : end;
            if (end == from) {
                throw new Malformed("the parameter name '" + Text.excerpt(name) + "' has an empty part");
            }
            node = child(node, name.substring(from, end), ++depth, budget);
            from = end + 1;
        }
        if (node.kind() == Node.Kind.OBJECT) {
            node.text(parameter.value());
        }
    }

    private static Node child(Node node, String name, int depth, Node.Budget budget) {
        var known = node.child(name);
        if (known != null) {
            return known;
        }
        budget.spend(depth);
        return node.add(Node.object(name));
    }
}
