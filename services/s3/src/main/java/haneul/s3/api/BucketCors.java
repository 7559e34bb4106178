package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.Catalog;
import haneul.s3.model.CorsRule;
import haneul.wire.Action;
import haneul.wire.Call;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.DeleteBucketCorsRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketCorsResponse;
import software.amazon.awssdk.services.s3.model.GetBucketCorsRequest;
import software.amazon.awssdk.services.s3.model.GetBucketCorsResponse;
import software.amazon.awssdk.services.s3.model.PutBucketCorsRequest;
import software.amazon.awssdk.services.s3.model.PutBucketCorsResponse;

/** Which web pages may use a bucket (S3 user guide, "Using cross-origin resource sharing"). */
public final class BucketCors {
    private static final int MAX_RULES = 100;
    private static final int MAX_ID_CHARACTERS = 255;
    private static final Set<String> METHODS = Set.of("GET", "PUT", "HEAD", "POST", "DELETE");

    private final Catalog catalog;
    private final BucketAccess access;

    public BucketCors(Catalog catalog, BucketAccess access) {
        this.catalog = catalog;
        this.access = access;
    }

    @Action(value = "s3:GetBucketCORS", resource = "arn:aws:s3:::{Bucket}")
    public GetBucketCorsResponse getBucketCors(GetBucketCorsRequest request, Call call) {
        var bucket = access.enter(request.bucket(), call).bucket();
        if (bucket.cors().isEmpty()) {
            throw new AwsException("NoSuchCORSConfiguration", 404, "The CORS configuration does not exist")
                    .with("BucketName", bucket.name());
        }
        return GetBucketCorsResponse.builder()
                .corsRules(bucket.cors().stream().map(BucketCors::shape).toList())
                .build();
    }

    @Action(value = "s3:PutBucketCORS", resource = "arn:aws:s3:::{Bucket}")
    public PutBucketCorsResponse putBucketCors(PutBucketCorsRequest request, Call call) {
        access.enter(request.bucket(), call);
        var configuration = request.corsConfiguration();
        var rules = configuration == null ? List.<CORSRule>of() : configuration.corsRules();
        if (rules.isEmpty() || rules.size() > MAX_RULES) {
            throw Refusals.malformedXml();
        }
        var checked = rules.stream().map(BucketCors::checked).toList();
        catalog.change(request.bucket(), bucket -> bucket.withCors(checked));
        return PutBucketCorsResponse.builder().build();
    }

    @Action(value = "s3:PutBucketCORS", resource = "arn:aws:s3:::{Bucket}")
    public DeleteBucketCorsResponse deleteBucketCors(DeleteBucketCorsRequest request, Call call) {
        access.enter(request.bucket(), call);
        catalog.change(request.bucket(), bucket -> bucket.withCors(List.of()));
        return DeleteBucketCorsResponse.builder().build();
    }

    private static CorsRule checked(CORSRule rule) {
        if (rule.allowedMethods().isEmpty() || rule.allowedOrigins().isEmpty()) {
            throw Refusals.malformedXml();
        }
        if (rule.id() != null && rule.id().length() > MAX_ID_CHARACTERS) {
            throw Refusals.malformedXml();
        }
        if (rule.maxAgeSeconds() != null && rule.maxAgeSeconds() < 0) {
            throw Refusals.malformedXml();
        }
        rule.allowedMethods().forEach(BucketCors::checkMethod);
        rule.allowedOrigins().forEach(origin -> checkWildcards("AllowedOrigin", origin));
        rule.allowedHeaders().forEach(header -> checkWildcards("AllowedHeader", header));
        rule.exposeHeaders().forEach(BucketCors::checkExposed);
        return new CorsRule(
                rule.id(),
                List.copyOf(rule.allowedOrigins()),
                List.copyOf(rule.allowedMethods()),
                List.copyOf(rule.allowedHeaders()),
                List.copyOf(rule.exposeHeaders()),
                rule.maxAgeSeconds());
    }

    private static void checkMethod(String method) {
        if (!METHODS.contains(method)) {
            throw Refusals.invalidRequest(
                    "Found unsupported HTTP method in CORS config. Unsupported method is " + method);
        }
    }

    private static void checkWildcards(String element, String value) {
        if (value.indexOf('*') != value.lastIndexOf('*')) {
            throw Refusals.invalidRequest(element + " \"" + value + "\" can not have more than one wildcard.");
        }
        checkPrintable(element, value);
    }

    private static void checkExposed(String header) {
        if (header.indexOf('*') >= 0) {
            throw Refusals.invalidRequest("ExposeHeader \"" + header
                    + "\" contains wildcard. We currently do not support wildcard for ExposeHeader.");
        }
        checkPrintable("ExposeHeader", header);
    }

    /** What is sent back in a header must not end one. */
    private static void checkPrintable(String element, String value) {
        if (value.chars().anyMatch(each -> each < 0x20 || each > 0x7e)) {
            throw Refusals.invalidRequest(element + " \"" + value + "\" contains invalid character.");
        }
    }

    private static CORSRule shape(CorsRule rule) {
        return CORSRule.builder()
                .id(rule.id())
                .allowedOrigins(rule.origins())
                .allowedMethods(rule.methods())
                .allowedHeaders(rule.headers().isEmpty() ? null : rule.headers())
                .exposeHeaders(rule.exposeHeaders().isEmpty() ? null : rule.exposeHeaders())
                .maxAgeSeconds(rule.maxAgeSeconds())
                .build();
    }
}
