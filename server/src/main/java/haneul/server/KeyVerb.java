package haneul.server;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "key", description = "Further access keys of the root account.")
final class KeyVerb {
    @Mixin
    private DataOption data;

    @Command(description = "Makes an access key and prints it; its secret is not shown again.")
    void create(@Mixin DataOption where) {
        var key = AdminClient.of(where.orElse(data)).createKey();
        System.out.println("export AWS_ACCESS_KEY_ID=" + key.get("accessKeyId"));
        System.out.println("export AWS_SECRET_ACCESS_KEY=" + key.get("secretAccessKey"));
    }

    @Command(description = "Lists the access keys.")
    void list(@Mixin DataOption where) {
        if (AdminClient.of(where.orElse(data)).keys().get("keys") instanceof List<?> keys) {
            keys.forEach(KeyVerb::print);
        }
    }

    private static void print(Object key) {
        if (key instanceof Map<?, ?> row) {
            System.out.println(row.get("accessKeyId") + "  created " + row.get("created"));
        }
    }

    @Command(description = "Ends an access key.")
    void delete(@Mixin DataOption where, @Parameters(paramLabel = "ACCESS_KEY_ID") String accessKeyId) {
        AdminClient.of(where.orElse(data)).deleteKey(accessKeyId);
        System.out.println("deleted " + accessKeyId);
    }
}
