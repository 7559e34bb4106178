package haneul.kernel;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * A file of a {@link FolderDisk}. Java closes a file's channel for everyone when one thread is interrupted inside a
 * call; this file opens it again and repeats the call, so an interrupted request never takes the file from others.
 */
final class FolderFile implements DiskFile {
    private static final int ATTEMPTS = 100;

    private final Consumer<FolderFile> closed;
    private volatile Path path;
    private volatile FileChannel channel;
    private boolean done;

    FolderFile(Path path, Consumer<FolderFile> closed) throws IOException {
        this.path = path;
        this.closed = closed;
        this.channel = openChannel(true);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return call(channel -> {
            var copy = target.duplicate();
            int total = 0;
            while (copy.hasRemaining()) {
                int read = channel.read(copy, position + total);
                if (read < 0) {
                    break;
                }
                total += read;
            }
            target.position(copy.position());
            return total;
        });
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        call(channel -> {
            var copy = source.duplicate();
            long at = position;
            while (copy.hasRemaining()) {
                at += channel.write(copy, at);
            }
            return null;
        });
        source.position(source.limit());
    }

    @Override
    public void sync() throws IOException {
        call(channel -> {
            channel.force(false);
            return null;
        });
    }

    @Override
    public long size() throws IOException {
        return call(FileChannel::size);
    }

    @Override
    public void truncate(long size) throws IOException {
        call(channel -> {
            long now = channel.size();
            if (size < now) {
                channel.truncate(size);
            } else if (size > now) {
                channel.write(ByteBuffer.wrap(new byte[1]), size - 1);
            }
            return null;
        });
    }

    @Override
    public ByteBuffer map(long position, int length) throws IOException {
        return call(channel -> {
            if (position + length > channel.size()) {
                throw new EOFException(path + " has " + channel.size() + " bytes; bytes " + position + " to "
                        + (position + length) + " cannot be mapped");
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, position, length);
        });
    }

    @Override
    public void forget(ByteBuffer view) {
        MappedPages.forget(view);
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            done = true;
            channel.close();
        }
        closed.accept(this);
    }

    void renamed(Path from, Path to) {
        if (path.equals(from)) {
            path = to;
        }
    }

    private interface Call<T> {
        T on(FileChannel channel) throws IOException;
    }

    private <T> T call(Call<T> call) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            for (int attempt = 1; ; attempt++) {
                var used = channel;
                try {
                    return call.on(used);
                } catch (ClosedChannelException e) {
                    interrupted |= Thread.interrupted();
                    reopen(used, e, attempt);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void reopen(FileChannel used, ClosedChannelException cause, int attempt) throws IOException {
        if (done || attempt == ATTEMPTS) {
            throw cause;
        }
        if (channel == used) {
            channel = openChannel(false);
        }
    }

    private FileChannel openChannel(boolean create) throws IOException {
        return create
                ? FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)
                : FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
