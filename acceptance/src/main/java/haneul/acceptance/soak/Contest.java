package haneul.acceptance.soak;

import static haneul.acceptance.soak.PlainKeys.answer;
import static haneul.acceptance.soak.PlainKeys.expect;

import haneul.acceptance.Reply;
import haneul.acceptance.Request;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Conditional writes of several threads against each other: a fresh key has one winner, a counter loses no increment,
 * and what anybody was told or has read is still so after a kill. Thread safe; each thread brings its own caller.
 */
final class Contest implements Load {

    /** How a contested key stands. */
    private static final class Race {
        private Content winner;
        private final Set<Content> perhaps = new HashSet<>();
        private boolean saidTaken;
    }

    private final String bucket;
    private final String counter;
    private final SplittableRandom random;
    private final Map<String, Race> races = new HashMap<>();
    private long nextRace;
    private long acknowledged;
    private long unknown;
    private long highestSeen;

    Contest(String bucket, String counter, SplittableRandom random) {
        this.bucket = bucket;
        this.counter = counter;
        this.random = random;
    }

    @Override
    public boolean step(Caller caller) {
        return draw(2) == 0 ? race(caller) : increment(caller);
    }

    @Override
    public synchronized void verify(Caller caller) {
        for (var race : races.entrySet()) {
            verify(race.getKey(), race.getValue(), answer(caller, Request.object("GET", bucket, race.getKey())));
            expect(204, "clean up", answer(caller, Request.object("DELETE", bucket, race.getKey())));
        }
        races.clear();
        var reply = answer(caller, Request.object("GET", bucket, counter));
        long value = reply.status() == 404 ? 0 : Long.parseLong(reply.text());
        if (value < acknowledged || value > acknowledged + unknown || value < highestSeen) {
            throw new Violation(counter + " is " + value + " after " + acknowledged + " acknowledged and " + unknown
                    + " unknown increments; the highest value read was " + highestSeen);
        }
        acknowledged = value;
        highestSeen = value;
        unknown = 0;
    }

    private static void verify(String key, Race race, Reply reply) {
        if (race.winner != null) {
            if (!race.winner.matches(reply)) {
                throw new Violation(key + " was won by " + race.winner + " but answered " + reply.status());
            }
        } else if (reply.status() == 404) {
            if (race.saidTaken) {
                throw new Violation(key + " was said to be taken but is not there");
            }
        } else if (race.perhaps.stream().noneMatch(c -> c.matches(reply))) {
            throw new Violation(key + " holds what nobody wrote");
        }
    }

    private boolean race(Caller caller) {
        String key;
        Content content;
        Race race;
        synchronized (this) {
            key = counter + "-race-" + nextRace++ / 3;
            content = Content.draw(random, 300_000);
            race = races.computeIfAbsent(key, k -> new Race());
            race.perhaps.add(content);
        }
        var reply = caller.call(
                Request.object("PUT", bucket, key).body(content.bytes()).header("If-None-Match", "*"));
        reply.ifPresent(r -> decide(key, race, content, r));
        return reply.isPresent();
    }

    private synchronized void decide(String key, Race race, Content content, Reply reply) {
        race.perhaps.remove(content);
        switch (reply.status()) {
            case 200 -> {
                if (race.winner != null) {
                    throw new Violation(key + " was won twice: by " + race.winner + " and " + content);
                }
                race.winner = content;
            }
            case 412 -> race.saidTaken = true;
            case 409 -> {}
            default -> throw Violation.unexpected("conditional put of " + key, reply);
        }
    }

    private boolean increment(Caller caller) {
        var read = caller.call(Request.object("GET", bucket, counter));
        if (read.isEmpty()) {
            return false;
        }
        long value = read.get().status() == 404 ? 0 : Long.parseLong(read.get().text());
        var put = Request.object("PUT", bucket, counter).body(String.valueOf(value + 1));
        var condition = read.get()
                .header("ETag")
                .map(tag -> put.header("If-Match", tag))
                .orElseGet(() -> put.header("If-None-Match", "*"));
        synchronized (this) {
            highestSeen = Math.max(highestSeen, value);
            unknown++;
        }
        var reply = caller.call(condition);
        reply.ifPresent(r -> count(value, r));
        return reply.isPresent();
    }

    private synchronized void count(long value, Reply reply) {
        unknown--;
        if (reply.status() == 200) {
            acknowledged++;
            highestSeen = Math.max(highestSeen, value + 1);
        } else if (reply.status() != 412 && reply.status() != 409) {
            throw Violation.unexpected("increment", reply);
        }
    }

    private synchronized int draw(int bound) {
        return random.nextInt(bound);
    }
}
