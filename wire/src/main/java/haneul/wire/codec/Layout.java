package haneul.wire.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;

/** Where each member of a shape stands on the wire, worked out once per class. */
final class Layout {
    private static final Map<Class<?>, Layout> KNOWN = new ConcurrentHashMap<>();

    final Member[] all;
    /** Members in the body, in the model's order. */
    final Member[] body;
    /** Members outside the body: headers, status, and in requests labels and query. */
    final Member[] outside;
    /** The member that is the body; null when the body holds the members of the shape. */
    final Member payload;

    private final Map<String, Member> byName = new HashMap<>();
    private final Map<String, Member> bodyByName = new HashMap<>();
    private final Map<String, Member> headers = new HashMap<>();
    private final List<Member> prefixedHeaders = new ArrayList<>();
    private final Map<String, Member> query = new HashMap<>();
    private final Map<String, Member> labels = new HashMap<>();
    private Member queryMap;

    /** The layout of a shape or of its builder. */
    static Layout of(SdkPojo pojo) {
        var known = KNOWN.get(pojo.getClass());
        return known != null ? known : KNOWN.computeIfAbsent(pojo.getClass(), type -> new Layout(pojo, type));
    }

    private Layout(SdkPojo pojo, Class<?> type) {
        var everything = new ArrayList<Member>();
        var inBody = new ArrayList<Member>();
        var elsewhere = new ArrayList<Member>();
        Member whole = null;
        for (var field : pojo.sdkFields()) {
            var member = new Member(field, type);
            everything.add(member);
            byName.put(member.name, member);
            switch (member.location) {
                case PAYLOAD -> {
                    inBody.add(member);
                    bodyByName.putIfAbsent(member.name, member);
                    whole = member.payload ? member : whole;
                }
                case HEADER -> elsewhere.add(header(member));
                case QUERY_PARAM -> elsewhere.add(queryParameter(member));
                case PATH, GREEDY_PATH -> {
                    labels.put(member.name, member);
                    elsewhere.add(member);
                }
                case STATUS_CODE -> elsewhere.add(member);
            }
        }
        this.all = everything.toArray(Member[]::new);
        this.body = inBody.toArray(Member[]::new);
        this.outside = elsewhere.toArray(Member[]::new);
        this.payload = whole;
    }

    private Member header(Member member) {
        if (member.type == MarshallingKnownType.MAP) {
            prefixedHeaders.add(member);
        } else {
            headers.put(member.name, member);
            headers.put(member.name.toLowerCase(Locale.ROOT), member);
        }
        return member;
    }

    private Member queryParameter(Member member) {
        if (member.type == MarshallingKnownType.MAP) {
            queryMap = member;
        } else {
            query.put(member.name, member);
        }
        return member;
    }

    /** By the name on the wire, wherever the member stands; null when there is none. */
    Member member(String wireName) {
        return byName.get(wireName);
    }

    /** A member of the body; null when there is none. */
    Member bodyMember(String wireName) {
        return bodyByName.get(wireName);
    }

    /** The member of a header, by any case; null when there is none. */
    Member header(String name) {
        var found = headers.get(name);
        return found != null || headers.isEmpty() ? found : headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** Maps whose entries are headers with a common prefix. */
    List<Member> prefixedHeaders() {
        return prefixedHeaders;
    }

    Member queryParameter(String name) {
        return query.get(name);
    }

    /** The map that takes every query parameter without a member of its own; null when there is none. */
    Member queryMap() {
        return queryMap;
    }

    Member label(String name) {
        return labels.get(name);
    }
}
