package haneul.acceptance.soak;

import haneul.acceptance.Checksum;
import haneul.acceptance.Reply;
import haneul.acceptance.Request;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Puts, deletes, copies and reads over a few keys of a bucket without versions. */
final class PlainKeys implements Load {

    private static final int KEYS = 24;

    private final String bucket;
    private final String prefix;
    private final SplittableRandom random;
    private final int largest;
    /** What each key may hold: one content, or several while an outcome is unknown. */
    private final TreeMap<String, Set<Content>> possible = new TreeMap<>();

    PlainKeys(String bucket, String prefix, SplittableRandom random, int largest) {
        this.bucket = bucket;
        this.prefix = prefix;
        this.random = random;
        this.largest = largest;
        IntStream.range(0, KEYS).forEach(i -> possible.put(prefix + i, Set.of(Content.ABSENT)));
    }

    @Override
    public boolean step(Caller caller) {
        return switch (random.nextInt(12)) {
            case 0, 1 -> delete(caller, key());
            case 2 -> deleteMany(caller);
            case 3, 4 -> copy(caller, key(), key());
            case 5, 6 -> read(caller, key());
            default -> put(caller, key());
        };
    }

    @Override
    public void verify(Caller caller) {
        for (var key : possible.keySet()) {
            check(key, answer(caller, Request.object("GET", bucket, key)));
        }
        var listing = answer(
                caller, Request.of("GET", "/" + bucket).query("list-type", "2").query("prefix", prefix));
        var present = possible.keySet().stream()
                .filter(k -> !possible.get(k).contains(Content.ABSENT))
                .toList();
        if (!listing.all("Key").stream().sorted().toList().equals(present)) {
            throw new Violation(
                    "the listing of " + prefix + " shows " + listing.all("Key") + ", readable are " + present);
        }
    }

    private boolean put(Caller caller, String key) {
        var content = Content.draw(random, largest);
        return change(
                caller, key, content, 200, Request.object("PUT", bucket, key).body(content.bytes()));
    }

    private boolean delete(Caller caller, String key) {
        return change(caller, key, Content.ABSENT, 204, Request.object("DELETE", bucket, key));
    }

    private boolean copy(Caller caller, String from, String to) {
        var content = possible.get(from);
        if (from.equals(to) || content.size() != 1 || content.contains(Content.ABSENT)) {
            return true;
        }
        return change(
                caller,
                to,
                content.iterator().next(),
                200,
                Request.object("PUT", bucket, to).header("x-amz-copy-source", bucket + "/" + from));
    }

    private boolean deleteMany(Caller caller) {
        var keys = List.of(key(), key(), key());
        var body = keys.stream()
                .map(k -> "<Object><Key>" + k + "</Key></Object>")
                .collect(Collectors.joining("", "<Delete>", "</Delete>"));
        keys.forEach(k -> possible.put(k, with(possible.get(k), Content.ABSENT)));
        var reply = caller.call(Request.of("POST", "/" + bucket)
                .query("delete")
                .body(body)
                .header("Content-MD5", Checksum.base64("MD5", body.getBytes(StandardCharsets.UTF_8))));
        reply.ifPresent(r -> {
            expect(200, "multi-delete of " + keys, r);
            keys.forEach(k -> possible.put(k, Set.of(Content.ABSENT)));
        });
        return reply.isPresent();
    }

    private boolean change(Caller caller, String key, Content content, int status, Request request) {
        possible.put(key, with(possible.get(key), content));
        var reply = caller.call(request);
        reply.ifPresent(r -> {
            expect(status, request.method() + " " + request.target(), r);
            possible.put(key, Set.of(content));
        });
        return reply.isPresent();
    }

    private boolean read(Caller caller, String key) {
        var reply = caller.call(Request.object("GET", bucket, key));
        reply.ifPresent(r -> check(key, r));
        return reply.isPresent();
    }

    private void check(String key, Reply reply) {
        var expected = possible.get(key);
        var seen = expected.stream()
                .filter(c -> c.matches(reply))
                .findFirst()
                .orElseThrow(() -> new Violation(key + " should hold one of " + expected + " but answered "
                        + reply.status() + " with " + reply.body().length + " bytes " + reply.headers()));
        possible.put(key, Set.of(seen));
    }

    private String key() {
        return prefix + random.nextInt(KEYS);
    }

    private static Set<Content> with(Set<Content> contents, Content one) {
        var more = new HashSet<>(contents);
        more.add(one);
        return more;
    }

    static Reply answer(Caller caller, Request request) {
        return caller.call(request).orElseThrow(() -> new Violation("no answer to " + request.target()));
    }

    static void expect(int status, String doing, Reply reply) {
        if (reply.status() != status) {
            throw Violation.unexpected(doing, reply);
        }
    }
}
