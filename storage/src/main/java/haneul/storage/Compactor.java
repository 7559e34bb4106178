package haneul.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Finds sealed segments in which few values are still pointed to, and writes those again at the end of the log.
 * The log thread moves a value only if its row still points to the old place, so a change made meanwhile wins.
 */
final class Compactor {
    private static final int GROUP_BYTES = 1 << 20;
    private static final int LIVE_LIMIT_PERCENT = 50;

    private final EngineOptions options;
    private final IndexBackend index;
    private final Sequencer sequencer;
    private final Consumer<Request> submit;
    private final Consumer<String> onDamage;
    private final Pace pace;
    private final BooleanSupplier closing;

    Compactor(
            EngineOptions options,
            IndexBackend index,
            Sequencer sequencer,
            Consumer<Request> submit,
            Consumer<String> onDamage,
            BooleanSupplier closing) {
        this.options = options;
        this.index = index;
        this.sequencer = sequencer;
        this.submit = submit;
        this.onDamage = onDamage;
        this.closing = closing;
        this.pace = new Pace(options.paceBytes(), options.background());
    }

    /**
     * Looks at up to {@code limit} of the segments, those first that were not looked at for longest; answers the ones
     * worth emptying, the emptiest first.
     */
    List<Segment> worthEmptying(List<Segment> sealed, int limit) {
        return sealed.stream()
                .filter(segment -> !segment.damaged() && segment.surveyedFrame() < sequencer.appliedFrame())
                .sorted(Comparator.comparingLong(Segment::surveyedFrame).thenComparingLong(Segment::epoch))
                .limit(limit)
                .filter(segment -> !closing.getAsBoolean() && undamaged(segment, this::worthMoving))
                .sorted(Comparator.comparingLong(Segment::liveBytes))
                .toList();
    }

    /** Moves what is alive in a segment; false when not everything could be moved. */
    boolean empty(Segment segment) {
        return undamaged(segment, this::move);
    }

    private boolean undamaged(Segment segment, Predicate<Segment> work) {
        try {
            return work.test(segment);
        } catch (CorruptException e) {
            segment.damage();
            onDamage.accept(e.getMessage());
            return false;
        }
    }

    /** Counts what is alive, and stops counting when that is too much. */
    private boolean worthMoving(Segment segment) {
        long frame = sequencer.appliedFrame();
        long limit = (long) segment.size() * LIVE_LIMIT_PERCENT / 100;
        var live = new long[1];
        SegmentWalk.largeValues(segment, (row, pointer) -> {
            if (pointsHere(row, pointer)) {
                live[0] += pointer.length();
            }
            return live[0] <= limit;
        });
        segment.surveyed(frame, live[0]);
        pace.spent(segment.seal().end() / 8);
        return live[0] <= limit;
    }

    private boolean pointsHere(byte[] row, Cell.Pointer pointer) {
        var stored = index.get(row);
        return stored != null && stored[0] == Cell.POINTER && Cell.of(stored).equals(pointer);
    }

    private boolean move(Segment segment) {
        var group = new ArrayList<Request>();
        var bytes = new int[1];
        SegmentWalk.largeValues(segment, (row, pointer) -> {
            if (pointsHere(row, pointer)) {
                group.add(Request.of(new Request.Move(row, segment.read(pointer), pointer), options.inlineBytes()));
                bytes[0] += pointer.length();
            }
            if (bytes[0] >= GROUP_BYTES) {
                finish(group);
                pace.spent(bytes[0]);
                bytes[0] = 0;
            }
            return !closing.getAsBoolean();
        });
        finish(group);
        return !closing.getAsBoolean();
    }

    private void finish(List<Request> group) {
        group.forEach(submit);
        group.forEach(Request::await);
        group.clear();
    }
}
