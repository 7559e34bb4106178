package haneul.s3.model;

import haneul.kernel.AwsException;
import haneul.kernel.Tags;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.Tag;

/** Tags of buckets and objects (S3 user guide, "Categorizing your storage using tags"; AWS tagging reference). */
public final class TagSet {
    public static final int MAX_BUCKET_TAGS = Tags.MAX_PER_RESOURCE;
    public static final int MAX_OBJECT_TAGS = 10;

    private TagSet() {}

    /** @throws AwsException {@code InvalidTag}, or {@code BadRequest} for more than {@value #MAX_BUCKET_TAGS} */
    public static Map<String, String> ofBucket(List<Tag> tags) {
        return of(tags, MAX_BUCKET_TAGS, "Bucket tag count cannot be greater than ");
    }

    /** @throws AwsException {@code InvalidTag}, or {@code BadRequest} for more than {@value #MAX_OBJECT_TAGS} */
    public static Map<String, String> ofObject(List<Tag> tags) {
        return of(tags, MAX_OBJECT_TAGS, "Object tags cannot be greater than ");
    }

    /** The shapes of tags, in the order kept. */
    public static List<Tag> shapes(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private static Map<String, String> of(List<Tag> tags, int limit, String tooMany) {
        if (tags.size() > limit) {
            throw new AwsException("BadRequest", 400, tooMany + limit);
        }
        var set = new LinkedHashMap<String, String>();
        for (var tag : tags) {
            check(tag.key(), tag.value());
            if (set.put(tag.key(), tag.value()) != null) {
                throw invalid("Cannot provide multiple Tags with the same key", "TagKey", tag.key());
            }
        }
        return Collections.unmodifiableMap(set);
    }

    private static void check(String key, String value) {
        if (key == null || value == null) {
            throw new AwsException(
                    "MalformedXML",
                    400,
                    "The XML you provided was not well-formed or did not validate " + "against our published schema");
        }
        var problem = Tags.problem(key, value);
        if (problem.isEmpty()) {
            return;
        }
        throw switch (problem.get()) {
            case RESERVED_KEY -> invalid("System tags cannot be added/updated by requester", "TagKey", key);
            case VALUE_LENGTH, VALUE_CHARACTERS ->
                invalid("The TagValue you have provided is invalid", "TagValue", value);
            case KEY_LENGTH, KEY_CHARACTERS, DUPLICATE_KEY, TOO_MANY ->
                invalid("The TagKey you have provided is invalid", "TagKey", key);
        };
    }

    private static AwsException invalid(String message, String detail, String value) {
        return new AwsException("InvalidTag", 400, message).with(detail, value);
    }
}
