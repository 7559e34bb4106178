package haneul.storage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Changes to one partition that happen together or not at all. Conditions are checked, in the log's
 * order, before any change. A key occurs at most once among the changes.
 */
public final class Batch {
    /** All conditions of a batch must hold. */
    public sealed interface Condition {
        record Absent(byte[] key) implements Condition {}

        record Present(byte[] key) implements Condition {}

        record Equals(byte[] key, byte[] value) implements Condition {}
    }

    /** One change. */
    public sealed interface Mutation {
        record Put(byte[] key, byte[] value) implements Mutation {}

        record Delete(byte[] key) implements Mutation {}

        record DeleteRange(byte[] from, byte[] to) implements Mutation {}

        /** The extent now belongs to a row of this batch; without it the extent is garbage after a restart. */
        record Adopt(Extent extent) implements Mutation {}

        /** No row names the extent any more; its space comes back once no open {@link ReadLease} can reach it. */
        record Release(Extent extent) implements Mutation {}
    }

    private final List<Condition> conditions = new ArrayList<>(2);
    private final List<Mutation> mutations = new ArrayList<>(4);

    public Batch requireAbsent(byte[] key) {
        conditions.add(new Condition.Absent(key));
        return this;
    }

    public Batch requirePresent(byte[] key) {
        conditions.add(new Condition.Present(key));
        return this;
    }

    public Batch requireEquals(byte[] key, byte[] value) {
        conditions.add(new Condition.Equals(key, value));
        return this;
    }

    public Batch put(byte[] key, byte[] value) {
        mutations.add(new Mutation.Put(key, value));
        return this;
    }

    public Batch delete(byte[] key) {
        mutations.add(new Mutation.Delete(key));
        return this;
    }

    public Batch deleteRange(byte[] from, byte[] to) {
        mutations.add(new Mutation.DeleteRange(from, to));
        return this;
    }

    public Batch adopt(Extent extent) {
        mutations.add(new Mutation.Adopt(extent));
        return this;
    }

    public Batch release(Extent extent) {
        mutations.add(new Mutation.Release(extent));
        return this;
    }

    public List<Condition> conditions() {
        return Collections.unmodifiableList(conditions);
    }

    public List<Mutation> mutations() {
        return Collections.unmodifiableList(mutations);
    }
}
