package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.TagSet;
import haneul.wire.codec.Query;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.Tag;

/** Tags of objects, from a header or a document; shown in the order of their keys. */
final class ObjectTags {
    private ObjectTags() {}

    /**
     * @param header {@code x-amz-tagging}: tags as a URL's query parameters; null for none
     * @throws AwsException {@code InvalidArgument} when it is no query or names a key twice, {@code InvalidTag}
     */
    static Map<String, String> ofHeader(String header) {
        if (header == null || header.isEmpty()) {
            return Map.of();
        }
        var tags = parse(header).stream()
                .map(each -> Tag.builder().key(each.name()).value(each.value()).build())
                .toList();
        var names = new HashSet<String>();
        if (!tags.stream().allMatch(tag -> names.add(tag.key()))) {
            throw malformed(header);
        }
        return of(tags);
    }

    /** @throws AwsException {@code InvalidTag} */
    static Map<String, String> of(List<Tag> tags) {
        if (tags.size() > TagSet.MAX_OBJECT_TAGS) {
            throw new AwsException("InvalidTag", 400, "Object tags cannot be greater than " + TagSet.MAX_OBJECT_TAGS);
        }
        return Collections.unmodifiableMap(new TreeMap<>(TagSet.ofObject(tags)));
    }

    private static List<Query.Parameter> parse(String header) {
        try {
            return Query.parse(header.replace("+", "%20")).parameters();
        } catch (AwsException broken) {
            throw malformed(header);
        }
    }

    private static AwsException malformed(String header) {
        return Refusals.invalidArgument(
                "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag"
                        + " name duplicates.",
                "x-amz-tagging",
                header);
    }
}
