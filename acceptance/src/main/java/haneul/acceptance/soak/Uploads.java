package haneul.acceptance.soak;

import static haneul.acceptance.soak.PlainKeys.answer;
import static haneul.acceptance.soak.PlainKeys.expect;

import haneul.acceptance.Request;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Multipart uploads: begun, filled, completed or aborted; after a kill an unfinished one must still be completable. */
final class Uploads implements Load {

    private static final int FIVE_MIB = 5 << 20;

    /** A part that was acknowledged. */
    private record Part(Content content, String etag) {}

    private final String bucket;
    private final String key;
    private final SplittableRandom random;
    /** What the key holds, as the contents of its parts; empty for nothing. */
    private List<Content> object = List.of();

    private String upload;
    private final TreeMap<Integer, Part> parts = new TreeMap<>();
    /** A part of this number was under way. */
    private int perhapsPart;

    private boolean finishing;
    private boolean aborting;

    Uploads(String bucket, String key, SplittableRandom random) {
        this.bucket = bucket;
        this.key = key;
        this.random = random;
    }

    @Override
    public boolean step(Caller caller) {
        if (upload == null) {
            return begin(caller);
        }
        if (parts.isEmpty()
                || parts.size() < 2 && parts.firstEntry().getValue().content().size() >= FIVE_MIB) {
            return part(caller, parts.size() + 1);
        }
        return random.nextInt(5) == 0 ? abort(caller) : complete(caller);
    }

    @Override
    public void verify(Caller caller) {
        if (upload != null) {
            var listing = answer(caller, Request.object("GET", bucket, key).query("uploadId", upload));
            if (listing.status() == 404) {
                finished(caller);
            } else {
                unfinished(caller, listing.all("PartNumber"), listing.all("ETag"));
            }
        }
        check(caller, object);
    }

    /** The upload is gone: only a completion or an abort that was under way may have taken it. */
    private void finished(Caller caller) {
        if (!finishing && !aborting) {
            throw new Violation("upload " + upload + " of " + key + " with parts " + parts + " is lost");
        }
        if (finishing) {
            object = contents();
        }
        forget();
    }

    private void unfinished(Caller caller, List<String> numbers, List<String> etags) {
        for (var part : parts.entrySet()) {
            int at = numbers.indexOf(String.valueOf(part.getKey()));
            boolean replaced = part.getKey() == perhapsPart;
            if (at < 0 || !replaced && !etags.get(at).equals(part.getValue().etag())) {
                throw new Violation("part " + part + " of " + key + " is lost; listed are " + numbers + " " + etags);
            }
        }
        check(caller, object);
        if (!parts.isEmpty() && perhapsPart == 0) {
            expect(200, "completion after a restart", answer(caller, completion()));
            object = contents();
        } else {
            expect(
                    204,
                    "abort after a restart",
                    answer(caller, Request.object("DELETE", bucket, key).query("uploadId", upload)));
        }
        forget();
    }

    private void check(Caller caller, List<Content> expected) {
        var reply = answer(caller, Request.object("GET", bucket, key));
        var whole = new ByteArrayOutputStream();
        expected.forEach(c -> whole.writeBytes(c.bytes()));
        boolean same = expected.isEmpty()
                ? reply.status() == 404
                : reply.status() == 200 && Arrays.equals(whole.toByteArray(), reply.body());
        if (!same) {
            throw new Violation(key + " should hold " + expected + " but answered " + reply.status() + " with "
                    + reply.body().length + " bytes");
        }
    }

    private boolean begin(Caller caller) {
        var reply = caller.call(Request.object("POST", bucket, key).query("uploads"));
        reply.ifPresent(r -> {
            expect(200, "begin upload", r);
            upload = r.first("UploadId");
        });
        return reply.isPresent();
    }

    private boolean part(Caller caller, int number) {
        var content = number == 1 && random.nextInt(4) == 0
                ? new Content(random.nextLong(), FIVE_MIB)
                : Content.draw(random, 1 << 20);
        perhapsPart = number;
        var reply = caller.call(Request.object("PUT", bucket, key)
                .query("partNumber", String.valueOf(number))
                .query("uploadId", upload)
                .body(content.bytes()));
        reply.ifPresent(r -> {
            expect(200, "part " + number, r);
            parts.put(number, new Part(content, r.header("ETag").orElse("none")));
            perhapsPart = 0;
        });
        return reply.isPresent();
    }

    private boolean complete(Caller caller) {
        finishing = true;
        var reply = caller.call(completion());
        reply.ifPresent(r -> {
            expect(200, "complete upload", r);
            object = contents();
            forget();
        });
        return reply.isPresent();
    }

    private boolean abort(Caller caller) {
        aborting = true;
        var reply = caller.call(Request.object("DELETE", bucket, key).query("uploadId", upload));
        reply.ifPresent(r -> {
            expect(204, "abort upload", r);
            forget();
        });
        return reply.isPresent();
    }

    private Request completion() {
        var body = new StringBuilder("<CompleteMultipartUpload>");
        parts.forEach((number, part) -> body.append("<Part><PartNumber>")
                .append(number)
                .append("</PartNumber><ETag>")
                .append(part.etag())
                .append("</ETag></Part>"));
        return Request.object("POST", bucket, key)
                .query("uploadId", upload)
                .body(body.append("</CompleteMultipartUpload>").toString());
    }

    private List<Content> contents() {
        return new ArrayList<>(parts.values().stream().map(Part::content).toList());
    }

    private void forget() {
        upload = null;
        parts.clear();
        perhapsPart = 0;
        finishing = false;
        aborting = false;
    }
}
