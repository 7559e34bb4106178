package haneul.acceptance.soak;

import haneul.acceptance.Cloud;
import haneul.acceptance.Reply;
import haneul.acceptance.Request;
import haneul.acceptance.Signer;
import haneul.acceptance.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32C;

/** Many large uploads, then downloads, at once, against a server with a small heap: memory must not follow size. */
public final class BigTransfers {

    private static final int TIMEOUT_MILLIS = 600_000;
    private static final byte[] BLOCK = new Content(42, 1 << 20).bytes();

    /** What a run used at most. */
    public record Result(long mebibytes, long uploadMillis, long downloadMillis, long ownMib, long residentMib) {}

    private final Cloud cloud;
    private final int concurrency;
    private final int mebibytes;

    private BigTransfers(Cloud cloud, int concurrency, int mebibytes) {
        this.cloud = cloud;
        this.concurrency = concurrency;
        this.mebibytes = mebibytes;
    }

    /** Runs with a server of its own; needs concurrency times size on disk, and gives it back. */
    public static Result run(String javaOptions, int concurrency, int mebibytes) {
        try (var cloud = Cloud.start(Map.of("HANEUL_JAVA_OPTS", javaOptions))) {
            return new BigTransfers(cloud, concurrency, mebibytes).run();
        }
    }

    private Result run() {
        expect(cloud.send(Request.of("PUT", "/big")
                .body("<CreateBucketConfiguration><LocationConstraint>"
                        + cloud.identity().region() + "</LocationConstraint></CreateBucketConfiguration>")));
        long begun = System.nanoTime();
        all(this::upload);
        long uploaded = System.nanoTime();
        all(this::download);
        long downloaded = System.nanoTime();
        var usage = cloud.usage().orElseThrow(() -> new Violation("the server is gone"));
        return new Result(
                (long) concurrency * mebibytes,
                (uploaded - begun) / 1_000_000,
                (downloaded - uploaded) / 1_000_000,
                usage.ownKib() >> 10,
                usage.residentKib() >> 10);
    }

    private interface Transfer {
        void run(int number) throws IOException;
    }

    private void all(Transfer transfer) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < concurrency; i++) {
                int number = i;
                running.add(threads.submit(() -> {
                    transfer.run(number);
                    return null;
                }));
            }
            for (var one : running) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a transfer failed", e.getCause());
        }
    }

    private void upload(int number) throws IOException {
        var request = Request.object("PUT", "big", "object-" + number).header("x-amz-content-sha256", Signer.UNSIGNED);
        try (var wire = new Wire(cloud.endpoint(), TIMEOUT_MILLIS)) {
            expect(wire.send(sign(request), (long) mebibytes << 20, out -> {
                for (int i = 0; i < mebibytes; i++) {
                    out.write(block(number, i));
                    out.write(BLOCK, 8, BLOCK.length - 8);
                }
            }));
        }
    }

    private void download(int number) throws IOException {
        var expected = new CRC32C();
        for (int i = 0; i < mebibytes; i++) {
            expected.update(block(number, i));
            expected.update(BLOCK, 8, BLOCK.length - 8);
        }
        var seen = new CRC32C();
        try (var wire = new Wire(cloud.endpoint(), TIMEOUT_MILLIS)) {
            expect(wire.receive(sign(Request.object("GET", "big", "object-" + number)), new OutputStream() {
                @Override
                public void write(int octet) {
                    seen.update(octet);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) {
                    seen.update(bytes, offset, length);
                }
            }));
        }
        if (seen.getValue() != expected.getValue()) {
            throw new Violation("object-" + number + " came back changed");
        }
    }

    /** The first bytes of a block name the object and the place, so that mixed-up blocks are seen. */
    private static byte[] block(int number, int index) {
        return ByteBuffer.allocate(8).putInt(number).putInt(index).array();
    }

    private Request sign(Request request) {
        return Signer.s3(cloud.identity()).sign(request, cloud.host());
    }

    private static void expect(Reply reply) {
        if (reply.status() != 200) {
            throw Violation.unexpected("large transfer", reply);
        }
    }
}
