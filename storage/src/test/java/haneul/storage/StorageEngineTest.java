package haneul.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.FolderDisk;
import haneul.kernel.SeededIds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageEngineTest {
    private static final Partition ROWS = new Partition(1, 7);

    @TempDir
    Path folder;

    private StorageEngine engine;

    @BeforeEach
    void open() throws IOException {
        engine = new StorageEngine(
                new FolderDisk(folder),
                new SeededIds(System.identityHashCode(this)),
                EngineOptions.small(),
                new RocksIndex(folder.resolve("index"), 8 << 20));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private void reopen() throws IOException {
        engine.close();
        open();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private Outcome put(String key, byte[] value) {
        return engine.index().apply(ROWS, new Batch().put(bytes(key), value));
    }

    private byte[] get(String key) {
        return engine.index().get(ROWS, bytes(key)).orElse(null);
    }

    @Test
    void valuesOfEverySizeClassSurviveAReopening() throws IOException {
        for (int size : List.of(0, 1, 4096, 4097, 100_000, Index.MAX_VALUE_BYTES)) {
            assertTrue(put("k" + size, random(size)).committed());
        }
        for (int round = 0; round < 3; round++) {
            for (int size : List.of(0, 1, 4096, 4097, 100_000, Index.MAX_VALUE_BYTES)) {
                assertArrayEquals(random(size), get("k" + size), "size " + size + " in round " + round);
            }
            reopen();
        }
    }

    @Test
    void aConditionSeesWhatEarlierBatchesDid() {
        assertTrue(engine.index()
                .apply(ROWS, new Batch().requireAbsent(bytes("a")).put(bytes("a"), bytes("1")))
                .committed());
        assertFalse(engine.index()
                .apply(ROWS, new Batch().requireAbsent(bytes("a")).put(bytes("a"), bytes("2")))
                .committed());
        assertArrayEquals(bytes("1"), get("a"));
        assertTrue(engine.index()
                .apply(ROWS, new Batch().requireEquals(bytes("a"), bytes("1")).put(bytes("a"), random(9000)))
                .committed());
        assertTrue(engine.index()
                .apply(ROWS, new Batch().requireEquals(bytes("a"), random(9000)).delete(bytes("a")))
                .committed());
        assertInstanceOf(
                Outcome.Refused.class,
                engine.index()
                        .apply(ROWS, new Batch().requirePresent(bytes("a")).put(bytes("b"), bytes("1"))));
    }

    @Test
    void ofManyCallersThatRequireAbsenceOneWins() {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = IntStream.range(0, 200)
                    .mapToObj(i -> callers.submit(() -> engine.index()
                            .apply(ROWS, new Batch().requireAbsent(bytes("one")).put(bytes("one"), bytes("" + i)))))
                    .toList();
            assertEquals(
                    1, outcomes.stream().filter(StorageEngineTest::committed).count());
        }
    }

    private static boolean committed(Future<Outcome> outcome) {
        try {
            return outcome.get().committed();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aScanPagesThroughOnePartitionAlone() {
        for (int i = 0; i < 25; i++) {
            put("k%02d".formatted(i), bytes("v" + i));
            engine.index().apply(new Partition(1, 8), new Batch().put(bytes("k%02d".formatted(i)), bytes("other")));
        }
        var page = engine.index().scan(ROWS, null, null, 10);
        assertEquals(10, page.rows().size());
        assertFalse(page.complete());
        var rest = engine.index().scan(ROWS, Keys.after(page.rows().getLast().key()), null, 1000);
        assertEquals(15, rest.rows().size());
        assertTrue(rest.complete());
        assertArrayEquals(bytes("v24"), rest.rows().getLast().value());
        engine.index().drop(ROWS);
        assertTrue(engine.index().scan(ROWS, null, null, 10).rows().isEmpty());
        assertEquals(
                25,
                engine.index()
                        .scan(new Partition(1, 8), null, null, 1000)
                        .rows()
                        .size());
    }

    @Test
    void anAdoptedExtentSurvivesAndADiscardedOneGivesItsSpaceBack() throws IOException {
        var kept = engine.extents().append(ByteBuffer.wrap(random(1 << 20)));
        var dropped = engine.extents().append(ByteBuffer.wrap(random(5000)));
        assertThrows(IllegalStateException.class, () -> engine.index().apply(ROWS, new Batch().adopt(kept)));
        engine.extents().sync(List.of(kept));
        engine.index().apply(ROWS, new Batch().put(bytes("x"), bytes("extent")).adopt(kept));
        engine.extents().discard(List.of(dropped));
        reopen();
        try (var lease = engine.lease()) {
            var read = new byte[1 << 20];
            engine.extents().read(kept).get(read);
            assertArrayEquals(random(1 << 20), read);
        }
        var next = engine.extents().append(ByteBuffer.wrap(random(5000)));
        assertEquals(dropped.low() >>> 32, next.low() >>> 32);
    }

    @Test
    void aClosedStoreRefusesEverythingAndWaitsForItsReaders() throws Exception {
        put("k", random(100));
        var started = new CountDownLatch(1);
        var readers = Executors.newFixedThreadPool(2);
        var failure = readers.submit(() -> {
            try {
                while (true) {
                    assertArrayEquals(random(100), get("k"));
                    started.countDown();
                }
            } catch (StorageException closed) {
                return closed.getMessage();
            }
        });
        started.await();
        engine.close();
        assertEquals("The store is closed", failure.get(20, TimeUnit.SECONDS));
        readers.shutdown();
        assertThrows(StorageException.class, () -> put("k", random(1)));
        assertThrows(StorageException.class, () -> engine.scrub());
        engine.housekeep();
        engine.close();
    }
}
