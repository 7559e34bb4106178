package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.Bucket;
import haneul.s3.model.Catalog;
import haneul.s3.model.ChecksumClaim;
import haneul.s3.model.Contents.Source;
import haneul.s3.model.FormFields;
import haneul.s3.model.PostPolicy;
import haneul.s3.model.Precondition;
import haneul.wire.Call;
import haneul.wire.Caller;
import haneul.wire.Exchange;
import haneul.wire.SelfSigned;
import haneul.wire.codec.ServiceModel;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Uploads by HTML forms (S3 API reference, "Browser-based uploads using POST", "POST Object"). */
public final class PostForms implements SelfSigned {
    private static final int MAX_FIELD_BYTES = 20 * 1024;
    private static final String FILE = "file";
    private static final String OPERATION = "PostObject";
    private static final String ACTION = "s3:PutObject";

    private final Catalog catalog;
    private final BucketAccess access;
    private final ObjectWriter writer;
    private final FormSettings settings;

    public PostForms(Catalog catalog, BucketAccess access, ObjectWriter writer, ServiceModel model) {
        this.catalog = catalog;
        this.access = access;
        this.writer = writer;
        this.settings = new FormSettings(model);
    }

    /** A form read up to its file. */
    private record Opened(FormFields fields, MultipartForm form) {}

    @Override
    public boolean answer(Exchange exchange, String path, Admission admission) throws IOException {
        var bucket = bucket(path);
        if (!exchange.method().equals("POST")
                || bucket.isEmpty()
                || !exchange.rawQuery().isEmpty()) {
            return false;
        }
        var boundary = boundary(exchange);
        if (exchange.contentLength() < 0) {
            throw new AwsException("MissingContentLength", 411, "You must provide the Content-Length HTTP header.");
        }
        var addressed = catalog.require(bucket.get()).bucket();
        var opened = open(exchange, boundary);
        store(exchange, addressed, opened, admission);
        return true;
    }

    private void store(Exchange exchange, Bucket addressed, Opened opened, Admission admission) throws IOException {
        var fields = opened.fields;
        var key = key(fields);
        var proof = new FormProof(admission.authenticator());
        var call = admit(proof, fields, addressed, key, admission);
        var entry = access.enter(addressed.name(), call);
        Source file = opened.form::next;
        if (!call.caller().anonymous()) {
            fields.correct("bucket", addressed.name());
            var policy = PostPolicy.parse(fields.value("policy").orElseThrow());
            policy.check(fields, admission.authenticator().now());
            file = new SizedSource(file, policy.minBytes(), policy.maxBytes());
        }
        var claim = ChecksumClaim.of(fields::value, Set.of());
        var md5 = fields.value("content-md5").map(Incoming::md5).orElse(null);
        var incoming = new Incoming(file, -1, Map::of, claim, md5);
        var stored = writer.put(entry, key, incoming, settings.of(fields, addressed), Precondition.NONE);
        new FormAnswer(exchange, addressed, key, stored).respond(fields);
    }

    private static Call admit(FormProof proof, FormFields fields, Bucket bucket, String key, Admission admission) {
        var proven = proof.verify(fields);
        var region = proven.flatMap(FormProof.Proven::region).orElse(bucket.region());
        var caller = proven.map(FormProof.Proven::caller).orElse(Caller.ANONYMOUS);
        return admission.admit(OPERATION, region, caller, ACTION, "arn:aws:s3:::" + bucket.name() + "/" + key);
    }

    /** The bucket of a path that ends with it. */
    private static Optional<String> bucket(String path) {
        int end = path.endsWith("/") ? path.length() - 1 : path.length();
        return end > 1 && path.lastIndexOf('/', end - 1) == 0 ? Optional.of(path.substring(1, end)) : Optional.empty();
    }

    private static String boundary(Exchange exchange) {
        var type = new HeaderParameters(exchange.header("content-type").orElse(""));
        if (!type.type().equalsIgnoreCase("multipart/form-data")) {
            throw new AwsException(
                            "PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold")
                    .with("Condition", "Bucket POST must be of the enclosure-type multipart/form-data");
        }
        var boundary = type.value("boundary");
        boolean fits = boundary != null
                && !boundary.isEmpty()
                && boundary.length() <= 70
                && boundary.chars().allMatch(each -> each > 0x20 && each < 0x7f || each == ' ')
                && !boundary.endsWith(" ");
        if (!fits) {
            throw MultipartForm.malformed();
        }
        return boundary;
    }

    /** Reads the fields before the file; those behind it do not count. */
    private static Opened open(Exchange exchange, String boundary) throws IOException {
        var form = new MultipartForm(exchange::read, boundary);
        var fields = new FormFields();
        int room = MAX_FIELD_BYTES;
        for (var part = form.part(); part != null; part = form.part()) {
            if (part.name().equalsIgnoreCase(FILE)) {
                fields.fillIn(part.filename() == null ? "" : part.filename());
                return new Opened(fields, form);
            }
            var value = form.value(Math.max(0, room - part.name().length()));
            if (value == null) {
                throw new AwsException(
                                "MaxPostPreDataLengthExceeded",
                                400,
                                "Your POST request fields preceding the upload file were too large.")
                        .with("MaxPostPreDataLengthBytes", Integer.toString(MAX_FIELD_BYTES));
            }
            // Characters that are not ASCII are several bytes; a field has a few more around it in any case.
            room -= part.name().length() + value.length() + 1;
            if (!fields.add(part.name(), value)) {
                throw MultipartForm.malformed();
            }
        }
        throw Refusals.invalidArgument("POST requires exactly one file upload per request.", FILE, "0");
    }

    private static String key(FormFields fields) {
        var key = fields.value("key").orElseThrow(() -> FormProof.missing("key"));
        if (key.isEmpty()) {
            throw new AwsException(
                    "UserKeyMustBeSpecified",
                    400,
                    "The bucket POST must contain the specified field name. If it is specified, check the order of the "
                            + "fields.");
        }
        return ObjectKey.check(key);
    }
}
