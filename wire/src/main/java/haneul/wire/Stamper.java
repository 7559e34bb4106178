package haneul.wire;

import java.util.List;

/** Finds the headers that every answer to a request carries, whatever becomes of it. */
@FunctionalInterface
public interface Stamper {
    Stamper NONE = (exchange, path) -> List.of();

    /** @param path the path after {@link Addressing} */
    List<Exchange.Header> stamps(Exchange exchange, String path);
}
