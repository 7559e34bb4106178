package haneul.s3.api;

import haneul.s3.model.Bucket;
import haneul.s3.model.FormFields;
import haneul.s3.model.ObjectVersion;
import haneul.wire.Exchange;
import haneul.wire.Exchange.Header;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers a POST form whose file was stored, the way the form asks for. */
final class FormAnswer {
    private final Exchange exchange;
    private final Bucket bucket;
    private final String key;
    private final ObjectVersion stored;

    FormAnswer(Exchange exchange, Bucket bucket, String key, ObjectVersion stored) {
        this.exchange = exchange;
        this.bucket = bucket;
        this.key = key;
        this.stored = stored;
    }

    void respond(FormFields fields) throws IOException {
        var redirect = redirect(fields);
        if (redirect.isPresent()) {
            send(303, redirect.get(), null);
            return;
        }
        switch (fields.value("success_action_status").orElse("204")) {
            case "200" -> send(200, location(), null);
            case "201" -> send(201, location(), document());
            default -> send(204, location(), null);
        }
    }

    /** A redirect that is no web address is as if it were not there. */
    private Optional<String> redirect(FormFields fields) {
        return fields.value("success_action_redirect")
                .or(() -> fields.value("redirect"))
                .filter(FormAnswer::isWebAddress)
                .map(url -> url + (url.indexOf('?') < 0 ? "?" : "&") + "bucket=" + encode(bucket.name()) + "&key="
                        + encode(key) + "&etag=" + encode(ObjectAnswer.quoted(stored.etag())));
    }

    private static boolean isWebAddress(String url) {
        try {
            var uri = new URI(url);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web && uri.getRawAuthority() != null && url.chars().allMatch(each -> each > 0x20 && each < 0x7f);
        } catch (URISyntaxException notAnAddress) {
            return false;
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String location() {
        var host = exchange.header("host").orElse(exchange.host());
        var path = encode(key).replace("%2F", "/");
        return (exchange.secure() ? "https://" : "http://") + host + base() + path;
    }

    /** The path of the form's own address: with the bucket unless the host has it. */
    private String base() {
        return exchange.rawPath().endsWith("/") ? exchange.rawPath() : exchange.rawPath() + "/";
    }

    private ByteBuffer document() {
        return new ListingXml(false)
                .raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PostResponse>")
                .element("Location", location())
                .element("Bucket", bucket.name())
                .element("Key", key)
                .element("ETag", ObjectAnswer.quoted(stored.etag()))
                .close("PostResponse")
                .bytes();
    }

    private void send(int status, String location, ByteBuffer document) throws IOException {
        var headers = new ArrayList<>(
                List.of(new Header("ETag", ObjectAnswer.quoted(stored.etag())), new Header("Location", location)));
        var versionId = ObjectAnswer.versionId(stored);
        if (versionId != null) {
            headers.add(new Header("x-amz-version-id", versionId));
        }
        var checksum = stored.listed().checksum();
        if (checksum != null) {
            headers.add(new Header(checksum.algorithm().header(), checksum.text()));
            headers.add(new Header("x-amz-checksum-type", checksum.type().name()));
        }
        if (document != null) {
            headers.add(new Header("Content-Type", "application/xml"));
        }
        exchange.respond(status, headers, document == null ? ByteBuffer.allocate(0) : document);
    }
}
