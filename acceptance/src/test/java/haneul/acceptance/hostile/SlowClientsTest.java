package haneul.acceptance.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.acceptance.Expect;
import haneul.acceptance.Request;
import haneul.acceptance.Scene;
import haneul.acceptance.Signer;
import haneul.acceptance.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that hold connections without using them: others are still served, and memory stays. */
final class SlowClientsTest {

    private static final int IDLE = 2_000;

    @RegisterExtension
    static final Scene scene = Scene.alone(Map.of());

    @Test
    void thousandsOfIdleConnectionsHoldNothing() throws Exception {
        var cloud = scene.cloud();
        var leaks = Leaks.watch(cloud);
        var sockets = new ArrayList<Socket>();
        try {
            for (int i = 0; i < IDLE; i++) {
                var socket = new Socket();
                socket.connect(
                        new InetSocketAddress(
                                cloud.endpoint().getHost(), cloud.endpoint().getPort()),
                        5_000);
                sockets.add(socket);
                if (i % 2 == 0) {
                    socket.getOutputStream().write("GET /half HTTP/1.1\r\nHost: ".getBytes());
                }
            }
            var begun = Instant.now();
            for (int i = 0; i < 50; i++) {
                Leaks.healthy(cloud);
            }
            assertTrue(
                    Duration.between(begun, Instant.now()).toSeconds() < 10, "requests wait behind idle connections");
            cloud.usage()
                    .ifPresent(u -> assertTrue(
                            u.ownKib() < leaks.before().orElseThrow().ownKib() + 300 * 1024,
                            "KiB with " + IDLE + " idle connections: " + u.ownKib()));
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
        leaks.none();
    }

    @Test
    void aHeadThatComesDropByDropIsGivenUp() throws Exception {
        var cloud = scene.cloud();
        var leaks = Leaks.watch(cloud);
        var wires = new ArrayList<Wire>();
        for (int i = 0; i < 20; i++) {
            wires.add(new Wire(cloud.endpoint(), 60_000));
        }
        var deadline = Instant.now().plusSeconds(60);
        while (!wires.isEmpty() && Instant.now().isBefore(deadline)) {
            wires.removeIf(w -> !drip(w));
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        assertEquals(List.of(), wires, "still taking drops after a minute");
        leaks.none();
    }

    @Test
    void aReaderThatStopsReadingCostsNoMemory() throws Exception {
        var cloud = scene.cloud();
        var bucket = scene.bucket();
        Expect.status(200, scene.send(Request.object("PUT", bucket, "large").body(Scene.bytes(32 << 20, 1))));
        var leaks = Leaks.watch(cloud);
        var wires = new ArrayList<Wire>();
        try {
            for (int i = 0; i < 40; i++) {
                var request = Signer.s3(cloud.identity()).sign(Request.object("GET", bucket, "large"), cloud.host());
                var head = new StringBuilder("GET " + request.target() + " HTTP/1.1\r\n");
                request.headers().forEach(h -> head.append(h.name())
                        .append(": ")
                        .append(h.value())
                        .append("\r\n"));
                var wire = new Wire(cloud.endpoint(), 60_000);
                wires.add(wire);
                wire.write(head + "\r\n");
            }
            for (int i = 0; i < 20; i++) {
                Leaks.healthy(cloud);
            }
            cloud.usage()
                    .ifPresent(u -> assertTrue(
                            u.ownKib() < leaks.before().orElseThrow().ownKib() + 450 * 1024,
                            "KiB with 40 stalled readers: " + u.ownKib()));
        } finally {
            for (var wire : wires) {
                wire.close();
            }
        }
        leaks.none();
    }

    /** One more byte of an endless head. False once the server has hung up. */
    private static boolean drip(Wire wire) {
        try {
            wire.write("x");
            return true;
        } catch (IOException hungUp) {
            return false;
        }
    }
}
