package haneul.kernel;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A disk in memory that fails as real ones do, the same way for the same seed. At a power cut every sector that was
 * not synced is dropped or kept, the last write may be torn, and names that were not synced may be missing. A failed
 * sync loses sectors for good although a later sync succeeds, as Linux does. Sectors have 512 or 4096 bytes, which the
 * seed decides.
 */
public final class SimulatedDisk implements Disk {
    /** A change of names that is durable when one of its folders is synced. */
    private record NameChange(Set<String> folders, String removed, String added, SimulatedFile node) {
        private void applyTo(Map<String, SimulatedFile> names) {
            if (removed != null) {
                names.remove(removed);
            }
            if (added != null) {
                names.put(added, node);
            }
        }
    }

    private final SplittableRandom random;
    private final int sectorBytes;
    private final TreeMap<String, SimulatedFile> names = new TreeMap<>();
    private final Map<String, SimulatedFile> durableNames = new HashMap<>();
    private final List<NameChange> pending = new ArrayList<>();
    private final Set<Long> failures = new HashSet<>();
    private long failFrom = Long.MAX_VALUE;
    private long calls;
    private long capacity = Long.MAX_VALUE;
    private SimulatedFile lastWritten;
    private int session;

    public SimulatedDisk(long seed) {
        this.random = new SplittableRandom(seed);
        this.sectorBytes = random.nextBoolean() ? 512 : 4096;
    }

    /** Calls made so far, failed ones included. */
    public synchronized long calls() {
        return calls;
    }

    /** The n-th call from now fails (1 is the next one). */
    public synchronized void failCall(long n) {
        failures.add(calls + n);
    }

    /** The n-th call from now and all behind it fail, until the next {@link #restart} or {@link #powerCut}. */
    public synchronized void failFrom(long n) {
        failFrom = calls + n;
    }

    /** Takes back what {@link #failCall} and {@link #failFrom} planned. */
    public synchronized void heal() {
        failures.clear();
        failFrom = Long.MAX_VALUE;
    }

    /** Limits the bytes the disk can hold; writes beyond fail with "No space left on device". */
    public synchronized void capacity(long bytes) {
        capacity = bytes;
    }

    /** Ends the process that used the disk: its open files are unusable, everything it wrote is still there. */
    public synchronized void restart() {
        session++;
        heal();
    }

    /** Takes the power away: what was not synced is lost in part, as the seed decides. */
    public synchronized void powerCut() {
        restart();
        int manner = random.nextInt(4);
        for (var change : pending) {
            if (manner == 1 || manner != 0 && random.nextBoolean()) {
                if (change.removed() == null || durableNames.get(change.removed()) == change.node()) {
                    change.applyTo(durableNames);
                }
            }
        }
        pending.clear();
        durableNames.keySet().removeIf(this::orphaned);
        names.clear();
        names.putAll(durableNames);
        new HashSet<>(names.values()).forEach(file -> file.powerCut(manner, file == lastWritten));
    }

    private boolean orphaned(String path) {
        for (var folder = parent(path); !folder.isEmpty(); folder = parent(folder)) {
            if (!durableNames.containsKey(folder)) {
                return true;
            }
        }
        return false;
    }

    /** Flips one bit of a file, as decay would; for tests of checksums. */
    public synchronized void decay(String path, long position) {
        names.get(path).decay(position);
    }

    @Override
    public synchronized DiskFile open(String path) throws IOException {
        call("open " + path);
        var file = names.get(path);
        if (file == null) {
            requireFolder(parent(path));
            file = new SimulatedFile(this, false);
            change(Set.of(parent(path)), null, path, file);
        }
        if (file.folder()) {
            throw new IOException(path + " is a folder");
        }
        return new SimulatedHandle(this, file, session, path);
    }

    @Override
    public synchronized boolean exists(String path) throws IOException {
        call("exists " + path);
        return path.isEmpty() || names.containsKey(path);
    }

    @Override
    public synchronized List<String> list(String folder) throws IOException {
        call("list " + folder);
        return names.keySet().stream()
                .filter(path -> parent(path).equals(folder))
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .toList();
    }

    @Override
    public synchronized void createFolders(String folder) throws IOException {
        call("createFolders " + folder);
        for (int slash = folder.indexOf('/'); slash > 0; slash = folder.indexOf('/', slash + 1)) {
            createFolder(folder.substring(0, slash));
        }
        createFolder(folder);
    }

    private void createFolder(String folder) {
        if (!folder.isEmpty() && !names.containsKey(folder)) {
            change(Set.of(parent(folder)), null, folder, new SimulatedFile(this, true));
        }
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        call("rename " + from);
        var file = names.get(from);
        if (file == null) {
            throw new FileNotFoundException(from);
        }
        requireFolder(parent(to));
        change(new HashSet<>(List.of(parent(from), parent(to))), from, to, file);
    }

    @Override
    public synchronized void delete(String path) throws IOException {
        call("delete " + path);
        var file = names.get(path);
        if (file != null) {
            change(Set.of(parent(path)), path, null, file);
        }
    }

    @Override
    public synchronized void syncFolder(String folder) throws IOException {
        call("syncFolder " + folder);
        requireFolder(folder);
        for (var each = pending.iterator(); each.hasNext(); ) {
            var change = each.next();
            if (change.folders().contains(folder)) {
                change.applyTo(durableNames);
                each.remove();
            }
        }
    }

    @Override
    public synchronized long usableBytes() throws IOException {
        call("usableBytes");
        return Math.max(0, capacity - usedBytes());
    }

    private void change(Set<String> folders, String removed, String added, SimulatedFile node) {
        var change = new NameChange(folders, removed, added, node);
        pending.add(change);
        change.applyTo(names);
    }

    private void requireFolder(String folder) throws FileNotFoundException {
        var node = names.get(folder);
        if (!folder.isEmpty() && (node == null || !node.folder())) {
            throw new FileNotFoundException(folder + " is no folder");
        }
    }

    /** Counts a call; throws when it is planned to fail. */
    void call(String what) throws IOException {
        calls++;
        if (failsNow()) {
            throw new IOException("Simulated failure of call " + calls + ": " + what);
        }
    }

    private boolean failsNow() {
        return failures.contains(calls) || calls >= failFrom;
    }

    /** Counts a call and says whether it is planned to fail; for calls that fail half done. */
    boolean countAndFail() {
        calls++;
        return failsNow();
    }

    void requireSession(int of, String path) throws IOException {
        if (of != session) {
            throw new IOException(path + " was opened before the restart");
        }
    }

    void written(SimulatedFile file) {
        lastWritten = file;
    }

    long usedBytes() {
        return names.values().stream()
                .distinct()
                .mapToLong(SimulatedFile::allocatedBytes)
                .sum();
    }

    long capacity() {
        return capacity;
    }

    SplittableRandom random() {
        return random;
    }

    int sectorBytes() {
        return sectorBytes;
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }
}
