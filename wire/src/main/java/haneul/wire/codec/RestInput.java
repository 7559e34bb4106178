package haneul.wire.codec;

import haneul.wire.Exchange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Binds path, query, headers and body of one REST request. The cost follows the request: what it has is looked up,
 * what it could have had is never visited.
 */
final class RestInput {
    private final SdkPojo builder;
    private final Layout layout;
    private final Protocol protocol;
    private final Set<Member> seenHeaders = Collections.newSetFromMap(new IdentityHashMap<>());
    private Map<Member, List<Object>> lists;
    private Map<Member, Map<String, String>> maps;

    private RestInput(SdkPojo builder, Protocol protocol) {
        this.builder = builder;
        this.layout = Layout.of(builder);
        this.protocol = protocol;
    }

    /** The request shape, not yet validated. @throws Malformed when a part cannot be read */
    static SdkPojo read(Operation operation, Protocol protocol, RequestParts parts) {
        var input = new RestInput(operation.newRequest(), protocol);
        operation.template().labels(parts.rawPath(), input::label);
        input.query(parts.query());
        input.headers(parts.headers());
        if (!operation.streamsInput() && parts.body().length > 0) {
            try {
                input.body(parts.body());
            } catch (Malformed e) {
                throw e.inBody();
            }
        }
        return input.build();
    }

    private SdkPojo build() {
        if (lists != null) {
            lists.forEach((member, values) -> member.set(builder, values));
        }
        if (maps != null) {
            maps.forEach((member, entries) -> member.set(builder, entries));
        }
        return (SdkPojo) ((Buildable) builder).build();
    }

    private void label(String name, String value) {
        var member = layout.label(name);
        if (member != null) {
            member.set(builder, Scalars.fromText(member, value));
        }
    }

    private void query(Query query) {
        var parameters = query.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            var parameter = parameters.get(i);
            var member = layout.queryParameter(parameter.name());
            if (member != null) {
                parameter(member, parameter.value());
            } else if (layout.queryMap() != null) {
                anyParameter(layout.queryMap(), parameter);
            }
        }
    }

    private void parameter(Member member, String value) {
        if (member.type == MarshallingKnownType.LIST) {
            list(member).add(Scalars.fromText(member.element, value));
        } else if (!value.isEmpty() || member.isText()) {
            member.set(builder, Scalars.fromText(member, value));
        }
    }

    private void anyParameter(Member member, Query.Parameter parameter) {
        if (member.element.type == MarshallingKnownType.STRING) {
            map(member).putIfAbsent(parameter.name(), parameter.value());
        }
    }

    private List<Object> list(Member member) {
        lists = lists == null ? new HashMap<>() : lists;
        return lists.computeIfAbsent(member, _ -> new ArrayList<>());
    }

    private Map<String, String> map(Member member) {
        maps = maps == null ? new HashMap<>() : maps;
        return maps.computeIfAbsent(member, _ -> new LinkedHashMap<>());
    }

    private void headers(List<Exchange.Header> headers) {
        for (int i = 0; i < headers.size(); i++) {
            var header = headers.get(i);
            var member = layout.header(header.name());
            if (member != null) {
                header(member, seenHeaders.add(member) ? header.value() : combined(headers, i));
            } else {
                prefixed(header);
            }
        }
    }

    /** Lines of one name make one value, joined by commas (RFC 9110 section 5.3). */
    private static String combined(List<Exchange.Header> headers, int last) {
        var name = headers.get(last).name();
        return headers.subList(0, last + 1).stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Exchange.Header::value)
                .collect(Collectors.joining(","));
    }

    private void header(Member member, String value) {
        if (member.type == MarshallingKnownType.LIST) {
            list(member).clear();
            for (var part : value.split(",")) {
                list(member).add(Scalars.fromText(member.element, part.strip()));
            }
        } else if (member.type == MarshallingKnownType.INSTANT) {
            timestamp(member, value);
        } else if (!value.isEmpty() || member.isText()) {
            member.set(builder, Scalars.fromText(member, value));
        }
    }

    /**
     * A recipient ignores a date of HTTP's own that it cannot read (RFC 9110 section 13.1.3); AWS's own must be right.
     */
    private void timestamp(Member member, String value) {
        try {
            member.set(builder, Scalars.fromText(member, value));
        } catch (Malformed e) {
            if (member.name.toLowerCase(Locale.ROOT).startsWith("x-")) {
                throw e;
            }
        }
    }

    private void prefixed(Exchange.Header header) {
        for (var member : layout.prefixedHeaders()) {
            int length = member.name.length();
            if (header.name().length() > length && header.name().regionMatches(true, 0, member.name, 0, length)) {
                var key = header.name().substring(length).toLowerCase(Locale.ROOT);
                map(member).merge(key, header.value(), (first, next) -> first + "," + next);
            }
        }
    }

    private void body(byte[] body) {
        var payload = layout.payload;
        if (payload == null) {
            if (layout.body.length > 0) {
                new Binder(protocol).fill(builder, layout, tree(body));
            }
            return;
        }
        payload.set(
                builder,
                switch (payload.type) {
                    case SDK_BYTES -> SdkBytes.fromByteArrayUnsafe(body);
                    case STRING -> Percent.text(body, body.length);
                    default -> {
                        var tree = tree(body);
                        if (protocol == Protocol.REST_XML && !tree.name.equals(payload.name)) {
                            throw new Malformed("the root element is '" + Text.excerpt(tree.name) + "', not '"
                                    + payload.name + "'");
                        }
                        yield new Binder(protocol).value(payload, tree);
                    }
                });
    }

    private Node tree(byte[] body) {
        return protocol == Protocol.REST_XML ? XmlReader.read(body) : JsonReader.read(body);
    }
}
