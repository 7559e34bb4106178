package haneul.wire.http;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** HTTPS that costs nothing until the first client speaks it: keys and the TLS machinery are made then. */
final class LazyTls extends AbstractConnectionFactory implements ConnectionFactory.Detecting {
    private static final int HANDSHAKE = 0x16;
    private static final int VERSION_3 = 0x03;

    private final Supplier<SSLContext> context;
    private SslConnectionFactory delegate;

    LazyTls(Supplier<SSLContext> context) {
        super("SSL");
        this.context = context;
    }

    /** A TLS record starts with its type and version (RFC 8446 section 5.1); no HTTP method starts with these bytes. */
    @Override
    public Detection detect(ByteBuffer buffer) {
        if (buffer.remaining() < 2) {
            return Detection.NEED_MORE_BYTES;
        }
        int first = buffer.get(buffer.position()) & 0xFF;
        int second = buffer.get(buffer.position() + 1) & 0xFF;
        return first == HANDSHAKE && second == VERSION_3 ? Detection.RECOGNIZED : Detection.NOT_RECOGNIZED;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        return delegate().newConnection(connector, endPoint);
    }

    private synchronized SslConnectionFactory delegate() {
        if (delegate == null) {
            var ssl = new SslContextFactory.Server();
            ssl.setSslContext(context.get());
            ssl.setIncludeProtocols("TLSv1.2", "TLSv1.3");
            var factory = new SslConnectionFactory(ssl, HttpVersion.HTTP_1_1.asString());
            addBean(factory);
            try {
                factory.start();
            } catch (Exception e) {
                throw new IllegalStateException("HTTPS cannot be started: " + e.getMessage(), e);
            }
            delegate = factory;
        }
        return delegate;
    }
}
