package haneul.server;

import java.util.List;
import java.util.Map;

/** {@code ./haneul key create}, {@code list} and {@code delete ACCESS_KEY_ID}. */
final class KeyVerb implements Verb {
    private static final String USAGE = "key create | list | delete ACCESS_KEY_ID [--data DIR]";

    @Override
    public int run(List<String> given) {
        var arguments = Arguments.parse(given);
        var words = arguments.words(1, 2, USAGE);
        var cloud = AdminClient.of(arguments.target());
        switch (words.getFirst() + words.size()) {
            case "create1" -> create(cloud);
            case "list1" -> list(cloud);
            case "delete2" -> delete(cloud, words.getLast());
            default -> throw new Failure("use: ./haneul " + USAGE);
        }
        return DONE;
    }

    private static void create(AdminClient cloud) {
        var key = cloud.createKey();
        System.out.println("export AWS_ACCESS_KEY_ID=" + key.get("accessKeyId"));
        System.out.println("export AWS_SECRET_ACCESS_KEY=" + key.get("secretAccessKey"));
    }

    private static void list(AdminClient cloud) {
        if (cloud.keys().get("keys") instanceof List<?> keys) {
            keys.forEach(KeyVerb::print);
        }
    }

    private static void print(Object key) {
        if (key instanceof Map<?, ?> row) {
            System.out.println(row.get("accessKeyId") + "  created " + row.get("created"));
        }
    }

    private static void delete(AdminClient cloud, String accessKeyId) {
        if (!accessKeyId.matches("\\w{3,128}")) {
            throw new Failure("\"" + accessKeyId + "\" is no access key id");
        }
        cloud.deleteKey(accessKeyId);
        System.out.println("deleted " + accessKeyId);
    }
}
