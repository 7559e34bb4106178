package haneul.s3.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The fields of a POST form that stand before its file; their names have no case. */
public final class FormFields {
    /** Fields that a policy need not mention: what proves it, and checksums, which only narrow what is accepted. */
    private static final Set<String> FREE = Set.of("policy", "file", "x-amz-signature", "signature", "awsaccesskeyid");

    private static final String METADATA = "x-amz-meta-";

    /** @param name as given; null when the form does not say it itself */
    private record Field(String name, String value) {}

    private final Map<String, Field> fields = new LinkedHashMap<>();

    /** Adds a field; false when it was given before and may be given once only. Metadata given twice is joined. */
    public boolean add(String name, String value) {
        var key = name.toLowerCase(Locale.ROOT);
        var first = fields.get(key);
        if (first == null) {
            fields.put(key, new Field(name, value));
            return true;
        }
        if (!key.startsWith(METADATA)) {
            return false;
        }
        fields.put(key, new Field(first.name, first.value + "," + value));
        return true;
    }

    /** Replaces what is said by what is so, or adds it as something that the form does not say itself. */
    public void correct(String name, String value) {
        var said = fields.get(name);
        fields.put(name, new Field(said == null ? null : said.name, value));
    }

    /** Puts the file's name wherever a field asks for it. */
    public void fillIn(String filename) {
        fields.replaceAll((key, field) -> new Field(field.name, field.value.replace("${filename}", filename)));
    }

    /** @param name lower case */
    public Optional<String> value(String name) {
        return Optional.ofNullable(fields.get(name)).map(Field::value);
    }

    /** Names of what the form says, as given, in their order. */
    public Collection<String> names() {
        return fields.values().stream()
                .map(Field::name)
                .filter(Objects::nonNull)
                .toList();
    }

    static boolean needNoCondition(String name) {
        return FREE.contains(name)
                || name.startsWith("x-ignore-")
                || Checksum.Algorithm.ofHeader(name).isPresent();
    }
}
