package haneul.wire.codec;

import java.nio.charset.StandardCharsets;

/** An element's name, ready to be copied into a document. */
final class XmlTag {
    final String name;
    final byte[] open;
    final byte[] close;

    XmlTag(String name) {
        this.name = name;
        this.open = ("<" + name + ">").getBytes(StandardCharsets.UTF_8);
        this.close = ("</" + name + ">").getBytes(StandardCharsets.UTF_8);
    }
}
