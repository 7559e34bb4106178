package haneul.acceptance.soak;

import static haneul.acceptance.soak.PlainKeys.answer;
import static haneul.acceptance.soak.PlainKeys.expect;

import haneul.acceptance.Reply;
import haneul.acceptance.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.w3c.dom.Element;

/** Puts, delete markers and deletions of single versions over a few keys of a bucket with versions. */
final class VersionedKeys implements Load {

    private static final int KEYS = 6;
    private static final int MOST_VERSIONS = 12;

    /** One version; its content is absent for a delete marker. */
    private record Version(String id, Content content) {}

    private final String bucket;
    private final String prefix;
    private final SplittableRandom random;
    /** Acknowledged versions of each key, oldest first. */
    private final Map<String, List<Version>> known = new HashMap<>();

    private final Map<String, Set<Content>> perhapsAdded = new HashMap<>();
    private final Set<String> perhapsDeleted = new HashSet<>();

    VersionedKeys(String bucket, String prefix, SplittableRandom random) {
        this.bucket = bucket;
        this.prefix = prefix;
        this.random = random;
        for (int i = 0; i < KEYS; i++) {
            known.put(prefix + i, new ArrayList<>());
            perhapsAdded.put(prefix + i, new HashSet<>());
        }
    }

    @Override
    public boolean step(Caller caller) {
        var key = prefix + random.nextInt(KEYS);
        var versions = known.get(key);
        if (versions.size() >= MOST_VERSIONS || !versions.isEmpty() && random.nextInt(4) == 0) {
            return deleteVersion(caller, key, versions.get(random.nextInt(versions.size())));
        }
        return random.nextInt(4) == 0
                ? add(caller, key, Content.ABSENT, 204, Request.object("DELETE", bucket, key))
                : put(caller, key);
    }

    @Override
    public void verify(Caller caller) {
        for (var key : known.keySet()) {
            verify(caller, key, listed(caller, key));
        }
        perhapsDeleted.clear();
    }

    private boolean put(Caller caller, String key) {
        var content = Content.draw(random, 200_000);
        return add(caller, key, content, 200, Request.object("PUT", bucket, key).body(content.bytes()));
    }

    private boolean add(Caller caller, String key, Content content, int status, Request request) {
        perhapsAdded.get(key).add(content);
        var reply = caller.call(request);
        reply.ifPresent(r -> {
            expect(status, request.method() + " " + key, r);
            var id = r.header("x-amz-version-id").orElseThrow(() -> Violation.unexpected("no version id", r));
            known.get(key).add(new Version(id, content));
            perhapsAdded.get(key).remove(content);
        });
        return reply.isPresent();
    }

    private boolean deleteVersion(Caller caller, String key, Version version) {
        perhapsDeleted.add(version.id());
        var reply = caller.call(Request.object("DELETE", bucket, key).query("versionId", version.id()));
        reply.ifPresent(r -> {
            expect(204, "delete of version " + version, r);
            known.get(key).remove(version);
        });
        return reply.isPresent();
    }

    private void verify(Caller caller, String key, List<String> idsOldestFirst) {
        var found = new ArrayList<Version>();
        for (var id : idsOldestFirst) {
            found.add(known.get(key).stream()
                    .filter(v -> v.id().equals(id))
                    .findFirst()
                    .map(v -> checked(caller, key, v))
                    .orElseGet(() -> unknown(caller, key, id)));
        }
        var expected = known.get(key).stream()
                .filter(v -> found.contains(v) || !perhapsDeleted.contains(v.id()))
                .toList();
        var kept = found.stream().filter(known.get(key)::contains).toList();
        if (!kept.equals(expected)) {
            throw new Violation(key + " should have the versions " + expected + " but has " + found);
        }
        known.put(key, found);
        perhapsAdded.get(key).clear();
        var current = found.isEmpty() ? Content.ABSENT : found.getLast().content();
        var reply = answer(caller, Request.object("GET", bucket, key));
        if (!current.matches(reply)) {
            throw new Violation(key + " should now be " + current + " but answered " + reply.status());
        }
    }

    private Version checked(Caller caller, String key, Version version) {
        if (!matches(version.content(), get(caller, key, version.id()))) {
            throw new Violation(key + " version " + version + " has other content");
        }
        return version;
    }

    /** A version nobody acknowledged must be one whose write was under way, and is only one of them once. */
    private Version unknown(Caller caller, String key, String id) {
        var reply = get(caller, key, id);
        var content = perhapsAdded.get(key).stream()
                .filter(c -> matches(c, reply))
                .findFirst()
                .orElseThrow(() -> new Violation(key + " has a version " + id + " that nobody wrote"));
        perhapsAdded.get(key).remove(content);
        return new Version(id, content);
    }

    private Reply get(Caller caller, String key, String id) {
        return answer(caller, Request.object("GET", bucket, key).query("versionId", id));
    }

    /** A delete marker read by its id answers 405. */
    private static boolean matches(Content content, Reply reply) {
        return content.absent() ? reply.status() == 405 : content.matches(reply);
    }

    private List<String> listed(Caller caller, String key) {
        var listing =
                answer(caller, Request.of("GET", "/" + bucket).query("versions").query("prefix", key));
        expect(200, "list versions", listing);
        var ids = new ArrayList<String>();
        var entries = listing.xml().getChildNodes();
        for (int i = 0; i < entries.getLength(); i++) {
            if (entries.item(i) instanceof Element entry && text(entry, "Key").equals(key)) {
                ids.addFirst(text(entry, "VersionId"));
            }
        }
        return ids;
    }

    private static String text(Element entry, String name) {
        var found = entry.getElementsByTagNameNS("*", name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }
}
