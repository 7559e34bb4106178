package haneul.wire.codec;

import haneul.wire.Exchange;
import java.util.List;

/**
 * A request as it came, ready to be decoded.
 *
 * @param rawPath the path the model's templates expect, percent-encoding untouched
 * @param headers all header fields in the order sent
 * @param body the whole body; empty when the operation's input streams
 */
public record RequestParts(String method, String rawPath, Query query, List<Exchange.Header> headers, byte[] body) {}
