package haneul.s3.plane;

import haneul.s3.model.Body;
import haneul.s3.model.BucketPartition;
import haneul.s3.model.ContentId;
import haneul.s3.model.ContentRow;
import haneul.s3.model.Garbage;
import haneul.storage.Batch;
import haneul.storage.CorruptException;
import haneul.storage.Index;
import haneul.storage.Keys;
import haneul.storage.TablePage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Frees garbage in bounded batches. Every batch leaves rows from which the rest is found again: a garbage row goes
 * last,
 * and what is gone already is passed over.
 */
final class Sweep {
    private static final System.Logger LOG = System.getLogger(Sweep.class.getName());
    /** Changes of one batch; with 26 bytes of an extent's name each, far below a batch's limit. */
    private static final int MAX_CHANGES = 4096;

    private static final int GARBAGE_PER_PAGE = 256;
    /** Part rows of one page. */
    private static final int PARTS_PER_PAGE = 256;
    /** Content rows of one page: up to 128 KiB each. */
    private static final int CONTENTS_PER_PAGE = 16;

    private final Index index;
    private final Pins pins;

    Sweep(Index index, Pins pins) {
        this.index = index;
        this.pins = pins;
    }

    /** Answers whether nothing is left to free: false when content is still read, or it was told to stop. */
    boolean bucket(BucketPartition rows, BooleanSupplier stop) {
        boolean clean = true;
        byte[] from = null;
        while (!stop.getAsBoolean()) {
            var page = rows.garbage().scan(from, GARBAGE_PER_PAGE);
            for (var row : page.rows()) {
                if (stop.getAsBoolean()) {
                    return false;
                }
                clean &= garbage(rows, row);
                from = Keys.after(row.name());
            }
            if (page.complete()) {
                return clean;
            }
        }
        return false;
    }

    /** Frees everything in the partition of a deleted bucket; answers whether nothing is left. */
    boolean orphan(BucketPartition rows, BooleanSupplier stop) {
        while (!stop.getAsBoolean()) {
            var page = rows.contents().scan(null, CONTENTS_PER_PAGE);
            var ids = new ArrayList<ContentId>();
            for (var row : page.rows()) {
                ids.add(ContentId.of(row.name()));
            }
            if (!freeUnread(rows, ids)) {
                return false;
            }
            if (page.complete()) {
                index.drop(rows.partition());
                return true;
            }
        }
        return false;
    }

    private boolean freeUnread(BucketPartition rows, List<ContentId> ids) {
        var claimed = new ArrayList<ContentId>();
        try {
            for (var id : ids) {
                if (!pins.reclaim(id)) {
                    return false;
                }
                claimed.add(id);
            }
            var freeing = new Freeing(rows);
            ids.forEach(freeing::contentAlone);
            freeing.apply();
            return true;
        } finally {
            claimed.forEach(pins::reclaimed);
        }
    }

    /** What is damaged stays, so that it can be looked into, and holds nothing else up. */
    private boolean garbage(BucketPartition rows, TablePage.Row<Garbage> row) {
        try {
            return switch (row.record()) {
                case Garbage.Content content -> content(rows, content.id(), row.name());
                case Garbage.Parts parts -> parts(rows, parts.uploadId(), row.name());
            };
        } catch (CorruptException damage) {
            LOG.log(System.Logger.Level.ERROR, "Damaged content cannot be freed", damage);
            return false;
        }
    }

    private boolean content(BucketPartition rows, ContentId id, byte[] garbage) {
        if (!pins.reclaim(id)) {
            return false;
        }
        try {
            var freeing = new Freeing(rows);
            freeing.content(id);
            rows.garbage().delete(freeing.batch, garbage);
            freeing.apply();
            return true;
        } finally {
            pins.reclaimed(id);
        }
    }

    /** Nobody reads the parts of an upload that was aborted before it was completed. */
    private boolean parts(BucketPartition rows, String uploadId, byte[] garbage) {
        var prefix = BucketPartition.partsPrefix(uploadId);
        var freeing = new Freeing(rows);
        while (true) {
            var page = rows.parts().scan(prefix, PARTS_PER_PAGE);
            int freed = 0;
            for (var row : page.rows()) {
                if (!belongs(row.name(), prefix)) {
                    break;
                }
                freeing.body(row.record().body());
                rows.parts().delete(freeing.batch, row.name());
                freed++;
            }
            if (freed == 0) {
                rows.garbage().delete(freeing.batch, garbage);
                freeing.apply();
                return true;
            }
            freeing.apply();
        }
    }

    private static boolean belongs(byte[] name, byte[] prefix) {
        return name.length == prefix.length + Short.BYTES
                && Arrays.equals(name, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** Batches on their way: applied when they are full, and at the end. */
    private final class Freeing {
        final BucketPartition rows;
        Batch batch = new Batch();

        Freeing(BucketPartition rows) {
            this.rows = rows;
        }

        void body(Body body) {
            switch (body) {
                case Body.Row row -> content(row.id());
                case Body.Spread spread -> content(spread.id());
                case Body.Empty _, Body.Inline _ -> {}
            }
        }

        /** A content row with all it names; the row itself goes last. */
        void content(ContentId id) {
            var row = rows.contents().get(id.toBytes());
            if (row.isEmpty()) {
                return;
            }
            switch (ContentRow.decode(row.get())) {
                case ContentRow.Bytes _ -> {}
                case ContentRow.Extents many -> many.extents().forEach(batch::release);
                case ContentRow.Parts many ->
                    many.parts().forEach(part -> {
                        if (part.id() != null) {
                            content(part.id());
                        }
                    });
            }
            rows.contents().delete(batch, id.toBytes());
            applyWhenFull();
        }

        /** A content row with the extents it names, but not with the rows of its parts. */
        void contentAlone(ContentId id) {
            var row = rows.contents().get(id.toBytes());
            if (row.isPresent() && ContentRow.decode(row.get()) instanceof ContentRow.Extents many) {
                many.extents().forEach(batch::release);
            }
            rows.contents().delete(batch, id.toBytes());
            applyWhenFull();
        }

        private void applyWhenFull() {
            if (batch.mutations().size() >= MAX_CHANGES) {
                apply();
            }
        }

        void apply() {
            if (!batch.mutations().isEmpty()) {
                index.apply(rows.partition(), batch);
                batch = new Batch();
            }
        }
    }
}
