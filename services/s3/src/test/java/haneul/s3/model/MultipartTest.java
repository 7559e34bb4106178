package haneul.s3.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.kernel.AwsException;
import haneul.kernel.FolderDisk;
import haneul.s3.ObjectStore;
import haneul.s3.model.Catalog.Entry;
import haneul.s3.model.Checksum.Algorithm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MultipartTest {
    @TempDir
    Path folder;

    private ObjectStore store;
    private Entry bucket;

    @BeforeEach
    void open() throws IOException {
        store = new ObjectStore(new FolderDisk(folder), 1);
        bucket = store.bucket("b", Versioning.OFF);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Completes with the parts of these numbers that there are. */
    private ObjectVersion complete(String upload, int first, int last) {
        return store.multipart.complete(bucket, "k", upload, (found, stored) -> {
            var rows = new ArrayList<ContentRow.Parts.Part>();
            long size = 0;
            for (var each : stored.subMap(first, true, last, true).entrySet()) {
                var part = each.getValue();
                var id = switch (part.body()) {
                    case Body.Row row -> row.id();
                    case Body.Spread spread -> spread.id();
                    case Body.Empty _ -> null;
                    case Body.Inline _ -> throw new AssertionError("a part must not live in its record");
                };
                rows.add(new ContentRow.Parts.Part(each.getKey(), part.size(), id, null));
                size += part.size();
            }
            var checksum = new ChecksumValue(Algorithm.CRC64NVME, ChecksumValue.Type.FULL_OBJECT, "AAAAAAAAAAA=");
            var draft = new Draft(size, "0-" + rows.size(), null, "STANDARD", checksum, ObjectStore.ACCOUNT,
                    Headers.NONE, Map.of(), new Body.Spread(store.sequence.contentId()), rows.size(), found.id());
            return new Multipart.Completion(Precondition.NONE, draft, new ContentRow.Parts(rows));
        }, _ -> Optional.empty());
    }

    private static void together(List<Callable<Void>> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(work)) {
                each.get();
            }
        }
    }

    @Test
    void tenThousandPartsBecomeAnObjectAndThoseNotListedAreFreed() throws Exception {
        var upload = store.multipart.create(bucket, "k", made -> made).id();
        var work = new ArrayList<Callable<Void>>();
        for (int lane = 0; lane < 64; lane++) {
            int first = lane + 1;
            work.add(() -> {
                for (int number = first; number <= Multipart.MAX_PART_NUMBER; number += 64) {
                    var bytes = ByteBuffer.allocate(4).putInt(number).array();
                    store.multipart.put(bucket, "k", upload, number, store.write(bytes));
                }
                return null;
            });
        }
        together(work);
        var page = store.multipart.parts(bucket.rows(), upload, 9_000, 1000);
        assertEquals(1000, page.parts().size());
        assertTrue(page.complete());
        assertFalse(store.multipart.parts(bucket.rows(), upload, 8_999, 1000).complete());
        var object = complete(upload, 5_001, Multipart.MAX_PART_NUMBER);
        assertEquals(20_000, object.size());
        var read = ByteBuffer.wrap(store.read(bucket, "k", null).orElseThrow());
        for (int number = 5_001; number <= Multipart.MAX_PART_NUMBER; number++) {
            assertEquals(number, read.getInt());
        }
        ObjectStore.awaitFreed(bucket.rows());
        assertEquals(5_001, ObjectStore.all(bucket.rows().contents()).size());
        store.delete(bucket, "k", null);
        ObjectStore.awaitFreed(bucket.rows());
        assertEquals(0, ObjectStore.all(bucket.rows().contents()).size());
    }

    @Test
    void howeverPartsCompletionsAndAbortsMeetNothingIsLostOrLeft() throws Exception {
        for (int round = 0; round < 30; round++) {
            var upload = store.multipart.create(bucket, "k", made -> made).id();
            store.multipart.put(bucket, "k", upload, 1, store.write(new byte[10_000]));
            var work = new ArrayList<Callable<Void>>();
            var done = new java.util.concurrent.atomic.AtomicInteger();
            for (int i = 0; i < 4; i++) {
                int number = i % 2 + 1;
                work.add(() -> attempt(() -> {
                    var written = store.write(new byte[200_000]);
                    try {
                        store.multipart.put(bucket, "k", upload, number, written);
                    } catch (AwsException late) {
                        store.contents.discard(written);
                        throw late;
                    }
                }));
            }
            for (int i = 0; i < 2; i++) {
                work.add(() -> attempt(() -> {
                    complete(upload, 1, 9);
                    done.incrementAndGet();
                }));
                work.add(() -> attempt(() -> {
                    store.multipart.abort(bucket, "k", upload, _ -> {});
                    done.incrementAndGet();
                }));
            }
            together(work);
            assertEquals(1, done.get(), "an upload ends once");
            var object = store.versions.find(bucket.rows(), "k", null);
            if (object.isPresent()) {
                assertEquals(object.get().size(), store.read(bucket, "k", null).orElseThrow().length);
                store.delete(bucket, "k", null);
            }
        }
        ObjectStore.awaitFreed(bucket.rows());
        assertTrue(ObjectStore.all(bucket.rows().uploads()).isEmpty());
        assertTrue(ObjectStore.all(bucket.rows().parts()).isEmpty());
        assertTrue(ObjectStore.all(bucket.rows().contents()).isEmpty());
    }

    private static Void attempt(Runnable change) {
        try {
            change.run();
        } catch (AwsException late) {
            assertEquals("NoSuchUpload", late.code());
        }
        return null;
    }
}
