package haneul.storage;

import haneul.kernel.SeededIds;
import haneul.kernel.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Runs the engine on a simulated disk against a model of a few lines: random batches, conditions, extents, leases and
 * housekeeping, with failing I/O, full disks, kills and power cuts between and inside them. After each restart every
 * acknowledged result must be there, an unacknowledged one whole or not at all. A seed repeats its run exactly.
 */
public final class StorageSimulation {
    private static final Partition[] PARTITIONS = {new Partition(1, 0), new Partition(2, -5)};
    private static final int KEYS = 12;
    private static final int MAX_EXTENT = 9000;

    private final long seed;
    private final SplittableRandom random;
    private final SimulatedDisk disk;
    private final SeededIds ids;
    private final EngineOptions options;
    private StorageModel model = new StorageModel();
    private StorageEngine engine;
    private boolean faulty;
    private int acknowledged;

    private StorageSimulation(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.disk = new SimulatedDisk(seed);
        this.ids = new SeededIds(seed);
        int segment = 4096 * random.nextInt(8, 14);
        int volume = 4096 * random.nextInt(3, 12);
        this.options = new EngineOptions(
                segment, volume, random.nextInt(512, 9000), random.nextInt(0, 300), 0, 1, 1 << 20, false);
    }

    /** Runs one seed; answers how many batches were acknowledged. Throws what went wrong, naming the seed. */
    public static int run(long seed) {
        var simulation = new StorageSimulation(seed);
        try {
            simulation.live();
            return simulation.acknowledged;
        } catch (IOException | RuntimeException | AssertionError e) {
            throw new AssertionError("Storage simulation failed with seed " + seed, e);
        }
    }

    /** Arguments: number of runs, first seed (both optional). Prints the seed of the first failure. */
    public static void main(String[] arguments) {
        long runs = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10_000;
        long first = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        long acknowledged = 0;
        for (long seed = first; seed < first + runs; seed++) {
            acknowledged += run(seed);
        }
        System.out.println(runs + " simulated lives from seed " + first + " passed: " + acknowledged
                + " acknowledged batches, none lost");
    }

    private void live() throws IOException {
        int lives = random.nextInt(2, 5);
        for (int life = 0; life < lives; life++) {
            open();
            verify();
            planFaults();
            int steps = random.nextInt(5, 40);
            for (int step = 0; step < steps && engine.failure() == null; step++) {
                step();
            }
            end();
        }
        disk.capacity(Long.MAX_VALUE);
        open();
        verify();
        engine.close();
    }

    /** Opens the store; a first attempt may fail at any call, which must do no harm. */
    private void open() throws IOException {
        if (random.nextInt(3) == 0) {
            disk.failFrom(random.nextInt(1, 60));
            try {
                engine = newEngine();
                disk.heal();
                return;
            } catch (IOException | StorageException e) {
                requireNotCorrupt(e);
                stop();
            }
        }
        engine = newEngine();
    }

    private StorageEngine newEngine() throws IOException {
        return new StorageEngine(disk, ids, options, new SortedMapIndex(disk), damage -> {
            throw new AssertionError(damage);
        });
    }

    private void planFaults() {
        faulty = true;
        switch (random.nextInt(6)) {
            case 0 -> disk.failCall(random.nextInt(1, 80));
            case 1 -> disk.failFrom(random.nextInt(1, 120));
            case 2 -> {
                disk.failCall(random.nextInt(1, 40));
                disk.failCall(random.nextInt(1, 80));
            }
            case 3 -> disk.capacity(random.nextInt(60_000, 400_000));
            default -> faulty = false;
        }
    }

    private void end() {
        if (random.nextInt(4) == 0) {
            try {
                engine.close();
            } catch (StorageException e) {
                tolerate(e);
            }
        }
        stop();
        disk.capacity(Long.MAX_VALUE);
        faulty = false;
    }

    private void stop() {
        if (random.nextBoolean()) {
            disk.powerCut();
        } else {
            disk.restart();
        }
    }

    private void step() {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> apply(List.of(randomBatch()));
            case 3, 4 -> applyTogether();
            case 5, 6 -> writeExtents();
            case 7 -> releaseExtent();
            case 8 -> readSomething();
            default -> housekeep();
        }
    }

    private void housekeep() {
        try {
            engine.housekeep();
        } catch (StorageException e) {
            tolerate(e);
        }
    }

    private void applyTogether() {
        var batches = new ArrayList<Map<Partition, Batch>>();
        int count = random.nextInt(2, 7);
        for (int i = 0; i < count; i++) {
            batches.add(randomBatch());
        }
        apply(batches);
    }

    /** Applies batches in one go and follows the outcomes in the model. */
    private void apply(List<Map<Partition, Batch>> batches) {
        var requests = new ArrayList<Request>();
        try {
            batches.forEach(batch -> requests.add(engine.rows().request(batch)));
        } catch (StorageException e) {
            tolerate(e);
            return;
        }
        engine.submitTogether(requests);
        var uncertain = new ArrayList<Map<Partition, Batch>>();
        for (int i = 0; i < requests.size(); i++) {
            follow(batches.get(i), requests.get(i), uncertain);
        }
        if (!uncertain.isEmpty() && engine.failure() != null) {
            model.uncertain(uncertain);
        }
    }

    private void follow(Map<Partition, Batch> batch, Request request, List<Map<Partition, Batch>> uncertain) {
        try {
            boolean expected = model.holds(batch);
            boolean committed = request.await().committed();
            require(committed == expected, "batch " + (expected ? "refused" : "accepted") + " against its conditions");
            if (committed) {
                model.apply(batch);
                acknowledged++;
            }
        } catch (DiskFullException | NotAppliedException e) {
            tolerate(e);
        } catch (StorageException e) {
            tolerate(e);
            uncertain.add(batch);
        }
    }

    private Map<Partition, Batch> randomBatch() {
        var batches = new LinkedHashMap<Partition, Batch>();
        int partitions = random.nextInt(5) == 0 ? 2 : 1;
        int first = random.nextInt(2);
        for (int i = 0; i < partitions; i++) {
            var partition = PARTITIONS[(first + i) % 2];
            var batch = new Batch();
            addCondition(partition, batch);
            int changes = random.nextInt(1, 4);
            int key = random.nextInt(KEYS);
            for (int change = 0; change < changes; change++) {
                addChange(batch, key + change);
            }
            batches.put(partition, batch);
        }
        return batches;
    }

    private void addCondition(Partition partition, Batch batch) {
        var key = key(random.nextInt(KEYS));
        var current = model.row(partition, key);
        switch (random.nextInt(8)) {
            case 0 -> batch.requireAbsent(key);
            case 1 -> batch.requirePresent(key);
            case 2 -> batch.requireEquals(key, current == null || random.nextInt(3) == 0 ? value() : current);
            default -> {}
        }
    }

    private void addChange(Batch batch, int key) {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> batch.delete(key(key));
            case 3 -> batch.deleteRange(key(key), key(key + random.nextInt(4)));
            default -> batch.put(key(key), value());
        }
    }

    private static byte[] key(int number) {
        return new byte[] {'k', (byte) number};
    }

    private byte[] value() {
        int length = random.nextInt(4) == 0 ? random.nextInt(2400) : random.nextInt(200);
        return bytes(length);
    }

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private void writeExtents() {
        var written = new LinkedHashMap<Extent, byte[]>();
        try {
            int count = random.nextInt(1, 4);
            for (int i = 0; i < count; i++) {
                var data = bytes(random.nextInt(1, MAX_EXTENT));
                written.put(engine.extents().append(ByteBuffer.wrap(data)), data);
            }
            engine.extents().sync(written.keySet());
        } catch (StorageException e) {
            tolerate(e);
            engine.extents().discard(written.keySet());
            return;
        }
        if (random.nextInt(5) == 0) {
            engine.extents().discard(written.keySet());
            return;
        }
        model.contents(written);
        var batch = new Batch().put(key(100 + random.nextInt(20)), bytes(20));
        written.keySet().forEach(batch::adopt);
        apply(List.of(Map.of(PARTITIONS[0], batch)));
        if (engine.failure() == null && !model.adopted(written.keySet())) {
            engine.extents().discard(written.keySet());
        }
    }

    /** Releases an extent while a reader still holds it: the reader must go on seeing its bytes. */
    private void releaseExtent() {
        var extent = model.anyExtent(random);
        if (extent == null) {
            return;
        }
        try (var lease = engine.lease()) {
            var content = model.content(extent);
            apply(List.of(Map.of(PARTITIONS[0], new Batch().release(extent))));
            if (random.nextBoolean() && engine.failure() == null) {
                apply(List.of(Map.of(PARTITIONS[0], new Batch().release(extent))));
                writeExtents();
                housekeep();
                verifyExtent(extent, content);
            }
        }
    }

    private void readSomething() {
        var partition = PARTITIONS[random.nextInt(2)];
        var key = key(random.nextInt(KEYS));
        try {
            var read = engine.index().get(partition, key).orElse(null);
            require(Arrays.equals(read, model.row(partition, key)), "a row differs");
            var extent = model.anyExtent(random);
            if (extent != null) {
                verifyExtent(extent, model.content(extent));
            }
        } catch (StorageException e) {
            tolerate(e);
        }
    }

    private void verifyExtent(Extent extent, byte[] content) {
        try {
            var read = new byte[extent.length()];
            engine.extents().read(extent).get(read);
            require(Arrays.equals(read, content), "an extent differs");
        } catch (StorageException e) {
            tolerate(e);
        }
    }

    /** After a restart: the store equals the model, or the model plus the first of what was left uncertain. */
    private void verify() {
        var found = new StorageModel();
        for (var partition : PARTITIONS) {
            byte[] from = null;
            for (var page = engine.index().scan(partition, from, null, 7);
                    ;
                    page = engine.index().scan(partition, from, null, 7)) {
                page.rows().forEach(row -> found.put(partition, row.key(), row.value()));
                if (page.complete()) {
                    break;
                }
                from = Keys.after(page.rows().getLast().key());
            }
        }
        engine.volumes().adopted().forEach(found::adopt);
        model = model.settle(found);
        long used = 0;
        for (var extent : model.extents()) {
            verifyExtent(extent, model.content(extent));
            used += VolumeExtents.rounded(extent.length());
        }
        require(engine.status().extentBytes() == used, "space of extents is lost or taken twice");
    }

    private void tolerate(StorageException e) {
        requireNotCorrupt(e);
        if (!faulty) {
            throw e;
        }
    }

    private static void requireNotCorrupt(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CorruptException) {
                throw new AssertionError("Nothing was damaged", e);
            }
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }

    @Override
    public String toString() {
        return "simulation " + seed;
    }
}
