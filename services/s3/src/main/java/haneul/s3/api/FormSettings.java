package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.Bucket;
import haneul.s3.model.FormFields;
import haneul.wire.Exchange.Header;
import haneul.wire.codec.Codec;
import haneul.wire.codec.Query;
import haneul.wire.codec.RequestParts;
import haneul.wire.codec.ServiceModel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;

/** What a POST form says about the object it makes: the same as headers of PutObject, but for lists and tags. */
final class FormSettings {
    private static final String ACL = "acl";
    private static final String TAGGING = "tagging";
    /** Fields of the form itself, not of the object. */
    private static final Set<String> OF_THE_FORM = Set.of(
            "x-amz-algorithm",
            "x-amz-credential",
            "x-amz-date",
            "x-amz-signature",
            "x-amz-security-token",
            "x-amz-tagging");

    private final ServiceModel model;

    FormSettings(ServiceModel model) {
        this.model = model;
    }

    /** @throws AwsException as S3 refuses each field */
    ObjectSettings of(FormFields fields, Bucket bucket) {
        var headers = new ArrayList<Header>();
        for (var given : fields.names()) {
            var name = given.toLowerCase(Locale.ROOT);
            var value = fields.value(name).orElseThrow();
            if (name.equals(ACL)) {
                headers.add(new Header("x-amz-acl", value));
            } else if (!OF_THE_FORM.contains(name)) {
                headers.add(new Header(name, asHeader(value)));
            }
        }
        var settings = ObjectSettings.of(headers, bucket);
        return fields.value(TAGGING)
                .map(xml -> new ObjectSettings(settings.headers(), tags(xml), settings.storageClass()))
                .orElse(settings);
    }

    /** Headers carry bytes, one per character. */
    private static String asHeader(String value) {
        if (value.chars().anyMatch(each -> each < 0x20 && each != '\t' || each == 0x7f)) {
            throw MultipartForm.malformed();
        }
        return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private Map<String, String> tags(String xml) {
        var operation = model.operation("PutObjectTagging").orElseThrow();
        var body = xml.getBytes(StandardCharsets.UTF_8);
        var parts = new RequestParts("PUT", "/bucket/key", Query.parse("tagging"), List.of(), body);
        var tagging = ((PutObjectTaggingRequest) Codec.decode(model, operation, parts)).tagging();
        if (tagging == null) {
            throw Refusals.malformedXml();
        }
        return ObjectTags.of(tagging.tagSet());
    }
}
