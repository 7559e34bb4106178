package haneul.wire.http;

import haneul.kernel.Ids;
import haneul.wire.Exchange;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpCompliance.Violation;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * An HTTP/1.1 server that hands every well-formed request to one handler, each on its own virtual thread.
 *
 * <ul>
 *   <li>HTTP and HTTPS on one port: the first byte of a connection tells which it is.
 *   <li>The path and query reach the handler as they were sent.
 *   <li>Whatever could be read in two ways (both lengths, odd transfer codings, bare line feeds, folded headers) is
 *       refused with 400 and a closed connection. (RFC 9112 sections 2.2, 6.1, 6.3, 11.2.)
 *   <li>{@code 100 Continue} is sent when the handler first reads the body, not before.
 *   <li>A client that is too slow, in head or body, is cut off.
 * </ul>
 */
public final class JettyServer implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int PLATFORM_THREADS = 16;
    private static final int ACCEPT_QUEUE = 1024;

    /** Answers requests; may block. */
    @FunctionalInterface
    public interface Handler {
        void handle(Exchange exchange);
    }

    /**
     * Lets the platform thread that has read a request also answer it, which saves a hand-over, but only while at least
     * half of them are free. Beyond that requests go to virtual threads: a platform thread that waits for a slow client
     * cannot accept or read for others, and sixteen such clients would be enough to stop the server.
     */
    private static final class Threads extends QueuedThreadPool {
        private final Executor virtual = Executors.newVirtualThreadPerTaskExecutor();

        Threads() {
            super(PLATFORM_THREADS);
            setName("http");
            setVirtualThreadsExecutor(virtual);
        }

        /** The first request of a connection comes this way, once it is known to be no TLS. */
        @Override
        public void execute(Runnable task) {
            if (task instanceof HttpConnection) {
                virtual.execute(task);
            } else {
                super.execute(task);
            }
        }

        @Override
        public boolean tryExecute(Runnable task) {
            return getThreads() - getIdleThreads() < PLATFORM_THREADS / 2 && super.tryExecute(task);
        }
    }

    private final Server server;
    private final ServerConnector connector;
    private final SlowHeads slowHeads;

    /** @param tls asked for on the first HTTPS connection, not before; null when HTTPS is not served */
    public JettyServer(ServerOptions options, Ids ids, Handler handler, Supplier<SSLContext> tls) {
        var threads = new Threads();
        server = new Server(threads);
        server.setStopTimeout(options.stopTimeout().toMillis());
        server.setErrorHandler(new TransportErrors(ids));
        server.setHandler(new GracefulHandler(new ExchangeHandler(handler, options)));
        var http = new HttpConnectionFactory(configuration(options));
        connector = tls == null
                ? new ServerConnector(server, 1, options.selectors(), http)
                : new ServerConnector(
                        server, 1, options.selectors(), new DetectorConnectionFactory(new LazyTls(tls)), http);
        connector.setHost(options.host());
        connector.setPort(options.port());
        connector.setIdleTimeout(options.idleTimeout().toMillis());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.setShutdownIdleTimeout(options.stopTimeout().toMillis() / 5);
        slowHeads = new SlowHeads(connector.getScheduler(), options.headTimeout());
        connector.addBean(slowHeads);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(options.maxConnections(), connector));
    }

    private static HttpConfiguration configuration(ServerOptions options) {
        var configuration = new HttpConfiguration();
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        configuration.setHttpCompliance(HttpCompliance.RFC9110.without(
                "STRICT_LINES", Violation.LF_HEADER_TERMINATION, Violation.LF_CHUNK_TERMINATION));
        configuration.setRequestHeaderSize(options.maxHeaderBytes());
        configuration.setResponseHeaderSize(options.maxHeaderBytes());
        configuration.setHeaderCacheCaseSensitive(true);
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(true);
        configuration.setInputBufferSize(BUFFER_BYTES);
        configuration.setOutputBufferSize(BUFFER_BYTES);
        return configuration;
    }

    /** @throws IOException when the address cannot be bound */
    public void start() throws IOException {
        try {
            server.start();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the HTTP server does not start: " + e.getMessage(), e);
        }
    }

    /** The port bound. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Refuses new connections, lets requests in flight finish within the limit, then closes what is left. */
    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the HTTP server does not stop cleanly: " + e.getMessage(), e);
        }
    }
}
