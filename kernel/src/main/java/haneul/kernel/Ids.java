package haneul.kernel;

/** Source of every identifier and every random byte, so that a seeded run repeats itself exactly. */
public interface Ids {
    /** Fills {@code target} with random bytes. */
    void fill(byte[] target);

    /** A random 64-bit number. */
    long nextLong();

    /** {@code length} random lower-case hexadecimal digits. */
    String hex(int length);

    /** {@code length} random characters of {@code A-Z0-9}, the form of S3's request ids and of access key ids. */
    String upperAlphanumeric(int length);
}
