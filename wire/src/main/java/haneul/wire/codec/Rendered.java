package haneul.wire.codec;

import haneul.wire.Exchange;
import java.util.List;

/** An answer ready to be sent; the body is empty when there is none or when it streams. */
public record Rendered(int status, List<Exchange.Header> headers, byte[] body) {}
