package haneul.storage;

import java.util.Arrays;

/** Arithmetic on ordered keys. */
public final class Keys {
    private Keys() {}

    /** The smallest key greater than {@code key}: makes an inclusive start exclusive. */
    public static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }

    /** The smallest key greater than every key that starts with {@code prefix}; null when there is none. */
    public static byte[] afterPrefix(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] != (byte) 0xff) {
                var end = Arrays.copyOf(prefix, i + 1);
                end[i]++;
                return end;
            }
        }
        return null;
    }
}
