package haneul.acceptance;

import haneul.acceptance.soak.BigTransfers;
import haneul.acceptance.soak.KillLoop;
import haneul.acceptance.soak.Violation;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The long run behind {@code ./haneul soak}: kills for the given minutes, then large transfers in a small heap.
 *
 * <p>Arguments: {@code [MINUTES] [--kills N] [--seed N] [--transfers COUNTxMEBIBYTES]}. With {@code --kills} the loop
 * ends after that many kills, whatever the time. {@code --transfers 0x0} leaves the transfers out. They take at most
 * half of the free disk, with smaller objects when need be, and give it back.
 */
public final class Soak {

    private static final String SMALL_HEAP = "-Xmx512m -XX:+UseSerialGC";

    private Soak() {}

    public static void main(String[] arguments) {
        var all = List.of(arguments);
        long seed = Long.parseLong(
                option(all, "--seed", String.valueOf(ThreadLocalRandom.current().nextInt(1_000_000_000))));
        int kills = Integer.parseInt(option(all, "--kills", "0"));
        int minutes = all.isEmpty() || all.getFirst().startsWith("--") ? 10 : Integer.parseInt(all.getFirst());
        try {
            kill(seed, kills, Duration.ofMinutes(minutes));
            transfer(option(all, "--transfers", "64x1024"));
        } catch (Violation e) {
            System.out.println("VIOLATION (seed " + seed + "): " + e.getMessage());
            System.exit(1);
        }
    }

    private static void kill(long seed, int kills, Duration limit) {
        System.out.println("Kill loop, seed " + seed + (kills > 0 ? ", " + kills + " kills" : ", for " + limit));
        long end = System.nanoTime() + limit.toNanos();
        long operations = 0;
        int done = 0;
        long slowest = 0;
        try (var loop = new KillLoop(seed)) {
            while (kills > 0 ? done < kills : System.nanoTime() < end) {
                var round = loop.round();
                done = round.number();
                operations += round.operations();
                slowest = Math.max(slowest, round.restart().toMillis());
                if (done % 10 == 0) {
                    System.out.printf(
                            "%d kills, %d operations, restart %d ms, disk %d MiB%n",
                            done, operations, round.restart().toMillis(), round.diskBytes() >> 20);
                }
            }
        }
        System.out.printf(
                "%d kills, %d operations, nothing acknowledged was lost; slowest restart %d ms%n",
                done, operations, slowest);
    }

    private static void transfer(String scale) {
        int count = Integer.parseInt(scale.split("x")[0]);
        int mebibytes = Integer.parseInt(scale.split("x")[1]);
        if (count == 0) {
            return;
        }
        long affordable = freeMebibytes() / 2 / count;
        if (mebibytes > affordable) {
            System.out.println(
                    "Half of the free disk holds " + count + " objects of " + affordable + " MiB, not of " + mebibytes);
            mebibytes = Math.toIntExact(affordable);
        }
        System.out.println(count + " uploads and downloads of " + mebibytes + " MiB at once with " + SMALL_HEAP);
        var result = BigTransfers.run(SMALL_HEAP, count, mebibytes);
        System.out.printf(
                "up %d MiB/s, down %d MiB/s, memory of its own %d MiB, with mapped files %d MiB%n",
                result.mebibytes() * 1000 / Math.max(1, result.uploadMillis()),
                result.mebibytes() * 1000 / Math.max(1, result.downloadMillis()),
                result.ownMib(),
                result.residentMib());
    }

    private static long freeMebibytes() {
        return new File(System.getProperty("java.io.tmpdir")).getUsableSpace() >> 20;
    }

    private static String option(List<String> arguments, String name, String otherwise) {
        int at = arguments.indexOf(name);
        return at < 0 || at + 1 >= arguments.size() ? otherwise : arguments.get(at + 1);
    }
}
