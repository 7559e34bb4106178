package haneul.s3.model;

import haneul.storage.Batch;
import java.util.function.Consumer;

/** Throws away what a batch replaces: at once when it is one row, by the reclaimer when it is more. */
public final class Trash {
    private final Sequence sequence;
    private final Consumer<BucketPartition> nudge;

    /** @param nudge told, after the batch was applied, that a bucket has garbage */
    public Trash(Sequence sequence, Consumer<BucketPartition> nudge) {
        this.sequence = sequence;
        this.nudge = nudge;
    }

    /** Adds to a batch that {@code body} is not named any more; answers whether the reclaimer has work then. */
    public boolean add(Batch batch, BucketPartition rows, Body body) {
        switch (body) {
            case Body.Row row -> rows.contents().delete(batch, row.id().toBytes());
            case Body.Spread spread -> {
                add(batch, rows, new Garbage.Content(spread.id()));
                return true;
            }
            case Body.Empty _, Body.Inline _ -> {}
        }
        return false;
    }

    public void add(Batch batch, BucketPartition rows, Garbage garbage) {
        rows.garbage().put(batch, sequence.contentId().toBytes(), garbage);
    }

    /** To be called once a batch with garbage was applied. */
    public void nudge(BucketPartition rows) {
        nudge.accept(rows);
    }
}
