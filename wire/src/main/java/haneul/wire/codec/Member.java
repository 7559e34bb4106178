package haneul.wire.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.DefaultValueTrait;
import software.amazon.awssdk.core.traits.JsonValueTrait;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;
import software.amazon.awssdk.core.traits.XmlAttributeTrait;
import software.amazon.awssdk.core.traits.XmlAttributesTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** One member of a shape, with everything the wire needs to know about it worked out once. */
final class Member {
    final SdkField<?> field;
    final MarshallingKnownType type;
    final MarshallLocation location;
    /** The name on the wire in requests and in JSON; never the name of the Java accessor, which the SDK may change. */
    final String name;

    final boolean attribute;
    final boolean payload;
    /** JSON that travels in a header, and therefore in Base64. */
    final boolean jsonValue;
    /** Of a list or map: elements repeat without an element around them. */
    final boolean flattened;
    /** Of a list or map: what it holds. */
    final Member element;
    /** Name of a list's elements; null when the protocol's default holds. */
    final String elementName;

    final String keyName;
    final String valueName;
    /** Null when the default of protocol and location holds. */
    final TimestampFormatTrait.Format timestampFormat;

    final XmlTag tag;
    final XmlTag elementTag;
    final XmlTag keyTag;
    final XmlTag valueTag;
    final Map<String, XmlAttributesTrait.AttributeAccessors> attributes;
    private final Function<Object, Object> reader;
    private volatile Layout layout;

    Member(SdkField<?> field, Class<?> owner) {
        this.field = field;
        this.type = field.marshallingType().getKnownType();
        this.location = field.location();
        this.name = field.locationName();
        this.attribute = field.containsTrait(XmlAttributeTrait.class);
        this.payload = field.containsTrait(PayloadTrait.class);
        this.jsonValue = location == MarshallLocation.HEADER && field.containsTrait(JsonValueTrait.class);
        var list = field.getTrait(ListTrait.class);
        var map = field.getTrait(MapTrait.class);
        this.flattened = list != null ? list.isFlattened() : map != null && map.isFlattened();
        this.element = list != null
                ? new Member(list.memberFieldInfo(), null)
                : map != null ? new Member(map.valueFieldInfo(), null) : null;
        this.elementName = list == null ? null : list.memberLocationName();
        this.keyName = map == null || map.keyLocationName() == null ? "key" : map.keyLocationName();
        this.valueName = map == null || map.valueLocationName() == null ? "value" : map.valueLocationName();
        var format = field.getTrait(TimestampFormatTrait.class);
        this.timestampFormat = format == null ? null : format.format();
        this.tag = new XmlTag(field.unmarshallLocationName() == null ? "" : field.unmarshallLocationName());
        this.elementTag = new XmlTag(elementName == null ? "member" : elementName);
        this.keyTag = new XmlTag(keyName);
        this.valueTag = new XmlTag(valueName);
        var accessors = field.getTrait(XmlAttributesTrait.class);
        this.attributes = accessors == null ? Map.of() : accessors.attributes();
        this.reader = owner != null && field.containsTrait(DefaultValueTrait.class)
                ? undefaulted(owner)
                : field::getValueOrDefault;
    }

    /**
     * Reads through the shape's own accessor, because the field would invent a value (an idempotency token) where
     * there is none.
     */
    private Function<Object, Object> undefaulted(Class<?> owner) {
        var member = field.memberName();
        var accessor = Character.toLowerCase(member.charAt(0)) + member.substring(1);
        try {
            MethodHandle handle = MethodHandles.publicLookup()
                    .unreflect(owner.getMethod(accessor))
                    .asType(MethodType.methodType(Object.class, Object.class));
            return shape -> invoke(handle, shape);
        } catch (ReflectiveOperationException e) {
            return field::getValueOrDefault;
        }
    }

    private static Object invoke(MethodHandle handle, Object shape) {
        try {
            return handle.invokeExact(shape);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("an accessor of " + shape.getClass().getName() + " failed", e);
        }
    }

    /** The member's value in a shape; null when it was never set. An empty list that was set is a value. */
    Object get(SdkPojo shape) {
        var value = reader.apply(shape);
        return value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap ? null : value;
    }

    void set(SdkPojo builder, Object value) {
        field.set(builder, value);
    }

    SdkPojo newBuilder() {
        return field.constructor().get();
    }

    /** The layout of a structure member, for reading and for building. */
    Layout layout() {
        var known = layout;
        if (known == null) {
            known = layout = Layout.of(newBuilder());
        }
        return known;
    }

    boolean isText() {
        return type == MarshallingKnownType.STRING;
    }

    boolean isAggregate() {
        return AGGREGATES.contains(type);
    }

    private static final Set<MarshallingKnownType> AGGREGATES =
            Set.copyOf(List.of(MarshallingKnownType.SDK_POJO, MarshallingKnownType.LIST, MarshallingKnownType.MAP));
}
