package haneul.kernel;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The pages of mapped files. The kernel counts every page of a mapping that was ever read as this process's memory,
 * and Java has no word to take that back; {@code madvise(2)} with {@code MADV_DONTNEED} has, and for a read-only view
 * of a file it loses nothing: the bytes stay in the page cache and are read again from there.
 */
final class MappedPages {
    private static final int MADV_DONTNEED = 4;
    private static final Optional<MethodHandle> MADVISE = madvise();

    private MappedPages() {}

    private static Optional<MethodHandle> madvise() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.empty();
        }
        var linker = Linker.nativeLinker();
        var shape = FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
        return linker.defaultLookup().find("madvise").map(address -> linker.downcallHandle(address, shape));
    }

    /** @param view a whole view, as {@code FileChannel.map} made it at a multiple of the page size */
    static void forget(ByteBuffer view) {
        MADVISE.ifPresent(madvise -> advise(madvise, MemorySegment.ofBuffer(view)));
    }

    private static void advise(MethodHandle madvise, MemorySegment view) {
        try {
            int refused = (int) madvise.invokeExact(view, view.byteSize(), MADV_DONTNEED);
            assert refused == 0 : "madvise of " + view.byteSize() + " bytes was refused";
        } catch (Throwable e) {
            throw new IllegalStateException("madvise cannot be called", e);
        }
    }
}
