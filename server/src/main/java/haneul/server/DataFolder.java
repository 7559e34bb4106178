package haneul.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * The folder that holds everything a cloud keeps. Only its owner may look inside, because it holds secret keys. One
 * process at a time uses it: a lock that the operating system releases with the process says which.
 */
public final class DataFolder {
    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FILE = PosixFilePermissions.fromString("rw-------");

    private static final int LOCK_ATTEMPTS = 5;
    private static final long LOCK_PAUSE_NANOS = 20_000_000;

    private final Path root;

    private DataFolder(Path root) {
        this.root = root;
    }

    /** Names a folder without touching it. {@code path} is resolved against the current folder. */
    public static DataFolder at(Path path) {
        return new DataFolder(path.toAbsolutePath().normalize());
    }

    public Path root() {
        return root;
    }

    /** Where the storage engine keeps its files. */
    public Path store() {
        return root.resolve("store");
    }

    /** Where the certificates that clients may trust are kept. */
    public Path certificates() {
        return root.resolve("tls");
    }

    /** Creates the folder for its owner alone, or takes everyone else's access from an existing one. */
    public void create() {
        try {
            Files.createDirectories(root);
            Files.setPosixFilePermissions(root, OWNER_ONLY_FOLDER);
        } catch (IOException e) {
            throw new Failure("cannot use " + root + " as the data folder: " + e + ". Choose another with --data", e);
        }
    }

    /**
     * Takes the folder for this process and records its id in {@code haneul.pid}.
     *
     * @throws Failure when another process has it
     */
    public Lock lock() {
        try {
            var channel = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lockedPatiently(channel)) {
                channel.close();
                throw new Failure(
                        "%s is in use by process %s%s. Stop that one with `./haneul down --data %s`, or choose "
                                        .formatted(
                                                root,
                                                read("haneul.pid").orElse("?"),
                                                endpoint()
                                                        .map(at -> " (" + at + ")")
                                                        .orElse(""),
                                                root)
                                + "another folder with --data");
            }
            write("haneul.pid", ProcessHandle.current().pid() + "\n");
            return new Lock(channel);
        } catch (IOException e) {
            throw new Failure("cannot lock the data folder " + root + ": " + e, e);
        }
    }

    /** Tries for a moment, because another command may just be looking whether the folder is in use. */
    private static boolean lockedPatiently(FileChannel channel) throws IOException {
        for (int attempt = 0; attempt < LOCK_ATTEMPTS; attempt++) {
            if (locked(channel)) {
                return true;
            }
            LockSupport.parkNanos(LOCK_PAUSE_NANOS);
        }
        return false;
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Held while the process uses the folder. */
    public final class Lock implements AutoCloseable {
        private final FileChannel channel;

        private Lock(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() {
            try (channel) {
                Files.deleteIfExists(root.resolve("haneul.pid"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The process that uses the folder now; empty when none does, also when a killed one left its pid file. */
    public Optional<ProcessHandle> owner() {
        var file = root.resolve("lock");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (locked(channel)) {
                return Optional.empty();
            }
            return read("haneul.pid").map(Long::parseLong).flatMap(ProcessHandle::of);
        } catch (IOException e) {
            throw new Failure("cannot read the data folder " + root + ": " + e, e);
        }
    }

    /** Removes what a killed process left behind to name itself. */
    public void forgetDeadOwner() {
        try {
            Files.deleteIfExists(root.resolve("haneul.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address the cloud on this folder listens on, or last listened on. */
    public Optional<String> endpoint() {
        return read("haneul.endpoint");
    }

    public void recordEndpoint(String endpoint) {
        write("haneul.endpoint", endpoint + "\n");
    }

    /** Bytes that can still be written where the folder is. */
    public long usableBytes() {
        try {
            return fileStore().getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FileStore fileStore() throws IOException {
        return Files.getFileStore(Files.exists(root) ? root : root.getRoot());
    }

    /** A small file's content without surrounding white space; empty when there is no such file. */
    Optional<String> read(String name) {
        try {
            var file = root.resolve(name);
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new Failure("cannot read " + root.resolve(name) + ": " + e, e);
        }
    }

    /** Replaces a small file as a whole, readable by its owner alone; durable when it returns. */
    void write(String name, String content) {
        var target = root.resolve(name);
        var fresh = root.resolve(name + ".new");
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER_ONLY_FILE));
            Files.writeString(fresh, content, StandardOpenOption.SYNC);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (var folder = FileChannel.open(root, StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw new Failure("cannot write " + target + ": " + e, e);
        }
    }
}
