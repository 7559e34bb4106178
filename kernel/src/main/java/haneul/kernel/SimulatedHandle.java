package haneul.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A file of a {@link SimulatedDisk} as one process has opened it. */
final class SimulatedHandle implements DiskFile {
    private final SimulatedDisk disk;
    private final SimulatedFile file;
    private final int session;
    private final String path;
    private boolean closed;

    SimulatedHandle(SimulatedDisk disk, SimulatedFile file, int session, String path) {
        this.disk = disk;
        this.file = file;
        this.session = session;
        this.path = path;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException(path + " is closed");
        }
        disk.requireSession(session, path);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        synchronized (disk) {
            requireOpen();
            disk.call("read " + path);
            return file.read(target, position);
        }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        synchronized (disk) {
            requireOpen();
            file.write(source, position, path);
        }
    }

    @Override
    public void sync() throws IOException {
        synchronized (disk) {
            requireOpen();
            file.sync(path);
        }
    }

    @Override
    public long size() throws IOException {
        synchronized (disk) {
            requireOpen();
            disk.call("size " + path);
            return file.size();
        }
    }

    @Override
    public void truncate(long size) throws IOException {
        synchronized (disk) {
            requireOpen();
            disk.call("truncate " + path);
            file.truncate(size);
        }
    }

    @Override
    public void forget(ByteBuffer view) {
        // A simulated file is memory: there is nothing to give back.
    }

    @Override
    public ByteBuffer map(long position, int length) throws IOException {
        synchronized (disk) {
            requireOpen();
            disk.call("map " + path);
            return file.map(position, length);
        }
    }

    @Override
    public void close() {
        synchronized (disk) {
            closed = true;
        }
    }
}
