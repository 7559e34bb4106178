package haneul.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The real disk: everything under one folder. */
public final class FolderDisk implements Disk {
    private final Path root;
    private final FileStore store;
    private final Set<FolderFile> open = ConcurrentHashMap.newKeySet();

    /** Creates the folder when it is absent. */
    public FolderDisk(Path root) {
        try {
            this.root =
                    Files.createDirectories(root.toAbsolutePath().normalize()).toRealPath();
            this.store = Files.getFileStore(this.root);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + root + " cannot be created or read", e);
        }
    }

    /** The folder all paths are relative to. */
    public Path root() {
        return root;
    }

    @Override
    public DiskFile open(String path) throws IOException {
        var file = new FolderFile(resolve(path), open::remove);
        open.add(file);
        return file;
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(resolve(path));
    }

    @Override
    public List<String> list(String folder) throws IOException {
        var names = new ArrayList<String>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(resolve(folder))) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return List.of();
        }
        names.sort(null);
        return names;
    }

    @Override
    public void createFolders(String folder) throws IOException {
        Files.createDirectories(resolve(folder));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        var source = resolve(from);
        var target = resolve(to);
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        for (var file : open) {
            file.renamed(source, target);
        }
    }

    @Override
    public void delete(String path) throws IOException {
        Files.deleteIfExists(resolve(path));
    }

    @Override
    public void syncFolder(String folder) throws IOException {
        try (var channel = FileChannel.open(resolve(folder), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public long usableBytes() throws IOException {
        return store.getUsableSpace();
    }

    private Path resolve(String path) {
        var resolved = root.resolve(path).normalize();
        if (!resolved.startsWith(root)) {
            throw new IllegalArgumentException("'" + path + "' leaves the disk's folder " + root);
        }
        return resolved;
    }
}
