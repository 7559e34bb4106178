package haneul.wire.codec;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Reads CBOR (RFC 8949) as Smithy's RPC v2 uses it into a tree: definite and indefinite lengths, tag 1 for
 * timestamps, bignums and decimals by their tags. A length is believed only as far as bytes are there, so nothing is
 * allocated for what was merely announced.
 */
final class CborReader {
    private static final int BREAK = 0xFF;
    private static final int INDEFINITE = 31;
    private static final int BIGNUM_BYTES = 64;
    private static final int EXPONENT = 400;

    private final byte[] in;
    private final Node.Budget budget = new Node.Budget();
    private int at;

    private CborReader(byte[] in) {
        this.in = in;
    }

    /**
     * The value; an empty body is an empty map. @throws Malformed when the bytes are no CBOR, or more than one value
     */
    static Node read(byte[] document) {
        if (document.length == 0) {
            return Node.object("");
        }
        var reader = new CborReader(document);
        var value = reader.value("", 1);
        if (reader.at != document.length) {
            throw new Malformed("bytes after the value");
        }
        return value;
    }

    private Node value(String name, int depth) {
        budget.spend(depth);
        int initial = octet();
        int info = initial & 31;
        return switch (initial >> 5) {
            case 0 -> new Node(name, Node.Kind.NUMBER, new BigDecimal(unsigned(info)));
            case 1 ->
                new Node(name, Node.Kind.NUMBER, new BigDecimal(unsigned(info).not()));
            case 2 -> new Node(name, Node.Kind.BYTES, bytes(2, info));
            case 3 -> new Node(name, Node.Kind.STRING, string(info));
            case 4 -> list(name, info, depth);
            case 5 -> map(name, info, depth);
            case 6 -> tagged(name, unsigned(info), depth);
            default -> simple(name, info);
        };
    }

    private Node list(String name, int info, int depth) {
        var node = new Node(name, Node.Kind.LIST, null);
        if (info == INDEFINITE) {
            while (!ended()) {
                node.add(value("", depth + 1));
            }
        } else {
            for (int left = length(info); left > 0; left--) {
                node.add(value("", depth + 1));
            }
        }
        return node;
    }

    private Node map(String name, int info, int depth) {
        var node = Node.object(name);
        if (info == INDEFINITE) {
            while (!ended()) {
                node.add(value(key(), depth + 1));
            }
        } else {
            for (int left = length(info); left > 0; left--) {
                node.add(value(key(), depth + 1));
            }
        }
        return node;
    }

    private String key() {
        int initial = octet();
        if (initial >> 5 != 3) {
            throw malformed("a key is no text");
        }
        return string(initial & 31);
    }

    private Node tagged(String name, BigInteger tag, int depth) {
        var value = value(name, depth + 1);
        if (tag.equals(BigInteger.ONE) && value.kind() == Node.Kind.NUMBER) {
            return value;
        }
        boolean positive = tag.equals(BigInteger.TWO);
        if ((positive || tag.intValue() == 3 && tag.bitLength() < 8) && value.value() instanceof byte[] magnitude) {
            if (magnitude.length > BIGNUM_BYTES) {
                throw malformed("a number of " + magnitude.length + " bytes is out of range");
            }
            var number = new BigInteger(1, magnitude);
            return new Node(name, Node.Kind.NUMBER, new BigDecimal(positive ? number : number.not()));
        }
        if (tag.intValue() == 4 && tag.bitLength() < 8 && value.kind() == Node.Kind.LIST) {
            return decimal(name, value);
        }
        throw malformed("the tag " + tag + " is not allowed here");
    }

    private Node decimal(String name, Node pair) {
        if (pair.children().size() == 2
                && pair.children().get(0).value() instanceof BigDecimal exponent
                && pair.children().get(1).value() instanceof BigDecimal mantissa
                && exponent.abs().compareTo(BigDecimal.valueOf(EXPONENT)) <= 0) {
            return new Node(name, Node.Kind.NUMBER, mantissa.scaleByPowerOfTen(exponent.intValue()));
        }
        throw malformed("a decimal is not an exponent up to " + EXPONENT + " and a mantissa");
    }

    private Node simple(String name, int info) {
        return switch (info) {
            case 20 -> new Node(name, Node.Kind.BOOLEAN, false);
            case 21 -> new Node(name, Node.Kind.BOOLEAN, true);
            case 22, 23 -> new Node(name, Node.Kind.NULL, null);
            case 25 -> real(name, Float.float16ToFloat((short) integer(2)));
            case 26 -> real(name, Float.intBitsToFloat((int) integer(4)));
            case 27 -> real(name, Double.longBitsToDouble(integer(8)));
            default -> throw malformed("the simple value " + info + " is not allowed");
        };
    }

    /** Infinite values and not-a-number travel as the text that JSON has for them. */
    private static Node real(String name, double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return new Node(name, Node.Kind.STRING, Double.toString(value));
        }
        return new Node(name, Node.Kind.NUMBER, new BigDecimal(value));
    }

    private String string(int info) {
        var bytes = bytes(3, info);
        return Percent.text(bytes, bytes.length);
    }

    private byte[] bytes(int major, int info) {
        if (info != INDEFINITE) {
            return take(length(info));
        }
        var whole = new ByteArrayOutputStream();
        while (!ended()) {
            int initial = octet();
            if (initial >> 5 != major || (initial & 31) == INDEFINITE) {
                throw malformed("a chunk of another kind");
            }
            whole.writeBytes(take(length(initial & 31)));
        }
        return whole.toByteArray();
    }

    private byte[] take(int length) {
        if (length > in.length - at) {
            throw malformed("a length of " + length + " is beyond the end");
        }
        var taken = java.util.Arrays.copyOfRange(in, at, at + length);
        at += length;
        return taken;
    }

    private boolean ended() {
        if (at >= in.length) {
            throw malformed("the value is cut off");
        }
        if ((in[at] & 0xFF) == BREAK) {
            at++;
            return true;
        }
        return false;
    }

    /** A count of things of which each takes at least one byte. */
    private int length(int info) {
        var length = unsigned(info);
        if (length.bitLength() > 31 || length.intValue() > in.length - at) {
            throw malformed("a length of " + length + " is beyond the end");
        }
        return length.intValue();
    }

    private BigInteger unsigned(int info) {
        if (info < 24) {
            return BigInteger.valueOf(info);
        }
        if (info > 27) {
            throw malformed("the additional information " + info + " is reserved");
        }
        long value = integer(1 << info - 24);
        return info == 27 && value < 0 ? new BigInteger(Long.toUnsignedString(value)) : BigInteger.valueOf(value);
    }

    private long integer(int octets) {
        long value = 0;
        for (int i = 0; i < octets; i++) {
            value = value << 8 | octet();
        }
        return value;
    }

    private int octet() {
        if (at >= in.length) {
            throw malformed("the value is cut off");
        }
        return in[at++] & 0xFF;
    }

    private Malformed malformed(String what) {
        return new Malformed(what + " (at byte " + at + ")");
    }
}
