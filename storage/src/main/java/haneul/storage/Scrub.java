package haneul.storage;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Reads everything that rows name and compares it with its checksums, so that decay is found before a reader does. */
final class Scrub {
    private final Segments segments;
    private final IndexBackend index;
    private final VolumeExtents extents;
    private final Leases leases;
    private final Consumer<String> onDamage;
    private final Pace pace;
    private final BooleanSupplier closing;

    Scrub(
            EngineOptions options,
            Segments segments,
            IndexBackend index,
            VolumeExtents extents,
            Leases leases,
            Consumer<String> onDamage,
            BooleanSupplier closing) {
        this.segments = segments;
        this.index = index;
        this.extents = extents;
        this.leases = leases;
        this.onDamage = onDamage;
        this.closing = closing;
        this.pace = new Pace(options.paceBytes(), options.background());
    }

    /** One pass over sealed segments and adopted extents. */
    EngineStatus.Scrubbed run() {
        var bytes = new AtomicLong();
        var damaged = new AtomicLong();
        for (var segment : List.copyOf(segments.inUse())) {
            try (var lease = leases.open()) {
                if (segment.seal() != null && !segment.retired() && !closing.getAsBoolean()) {
                    check(() -> SegmentWalk.verify(segment), segment.seal().end(), bytes, damaged);
                }
            }
        }
        AdoptedExtents.forEach(index, extent -> {
            try (var lease = leases.open()) {
                if (!closing.getAsBoolean() && index.get(RowKeys.extent(extent.high(), extent.low())) != null) {
                    check(() -> extents.read(extent), extent.length(), bytes, damaged);
                }
            }
        });
        return new EngineStatus.Scrubbed(bytes.get(), damaged.get(), !closing.getAsBoolean());
    }

    private void check(Runnable read, long length, AtomicLong bytes, AtomicLong damaged) {
        try {
            read.run();
        } catch (CorruptException e) {
            damaged.incrementAndGet();
            onDamage.accept(e.getMessage());
        }
        bytes.addAndGet(length);
        pace.spent(length);
    }
}
