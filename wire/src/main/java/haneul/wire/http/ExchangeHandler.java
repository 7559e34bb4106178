package haneul.wire.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wraps Jetty's request in an exchange, runs the handler to its end, and leaves the connection in a defined state. */
final class ExchangeHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeHandler.class);

    private final JettyServer.Handler handler;
    private final ServerOptions options;

    ExchangeHandler(JettyServer.Handler handler, ServerOptions options) {
        this.handler = handler;
        this.options = options;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (ambiguous(request)) {
            Response.writeError(request, response, callback, 400);
            return true;
        }
        var exchange = new JettyExchange(request, response, options);
        try {
            handler.handle(exchange);
        } catch (RuntimeException | Error e) {
            LOG.error("the handler of {} {} failed", request.getMethod(), exchange.rawPath(), e);
        }
        if (exchange.complete()) {
            callback.succeeded();
        } else {
            var malformed = exchange.malformed();
            callback.failed(malformed != null ? malformed : new EofException("the answer was not completed"));
        }
        return true;
    }

    /**
     * More than one transfer coding field, or any before HTTP/1.1, which others may read otherwise. (RFC 9112, 6.1.)
     */
    private static boolean ambiguous(Request request) {
        var headers = request.getHeaders();
        if (!headers.contains(HttpHeader.TRANSFER_ENCODING)) {
            return false;
        }
        return request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_1_1
                || headers.getFields(HttpHeader.TRANSFER_ENCODING).size() > 1;
    }
}
