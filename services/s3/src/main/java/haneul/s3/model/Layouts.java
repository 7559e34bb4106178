package haneul.s3.model;

import haneul.s3.model.Checksum.Algorithm;
import haneul.storage.CorruptException;
import haneul.storage.RecordReader;
import haneul.storage.RecordWriter;
import java.time.Instant;

/** What the records of this package share when they are written and read. */
final class Layouts {
    private static final Algorithm[] ALGORITHMS = Algorithm.values();
    private static final ChecksumValue.Type[] TYPES = ChecksumValue.Type.values();

    private Layouts() {}

    static RecordReader open(byte[] bytes, int newest, String what) {
        var reader = new RecordReader(bytes);
        if (reader.version() < 1 || reader.version() > newest) {
            throw new CorruptException(
                    "A " + what + " record has layout " + reader.version() + "; known are 1 to " + newest);
        }
        return reader;
    }

    static <E> E constant(E[] values, int ordinal, String what) {
        if (ordinal >= values.length) {
            throw new CorruptException(
                    "A record names " + what + " " + ordinal + "; known are 0 to " + (values.length - 1));
        }
        return values[ordinal];
    }

    /** Times of objects are kept in microseconds: S3 shows milliseconds at most. */
    static void writeTime(RecordWriter writer, Instant time) {
        writer.writeLong(time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000);
    }

    static Instant readTime(RecordReader reader) {
        long micros = reader.readLong();
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1_000L);
    }

    /** An algorithm that may be null. The order of the constants is the stored numbering: new ones go to the end. */
    static void writeAlgorithm(RecordWriter writer, Algorithm algorithm) {
        writer.writeByte(algorithm == null ? 0 : algorithm.ordinal() + 1);
    }

    static Algorithm readAlgorithm(RecordReader reader) {
        int number = reader.readByte();
        return number == 0 ? null : constant(ALGORITHMS, number - 1, "checksum algorithm");
    }

    /** A checksum that may be null. */
    static void writeChecksum(RecordWriter writer, ChecksumValue checksum) {
        writeAlgorithm(writer, checksum == null ? null : checksum.algorithm());
        if (checksum != null) {
            writer.writeByte(checksum.type().ordinal()).writeString(checksum.text());
        }
    }

    static ChecksumValue readChecksum(RecordReader reader) {
        var algorithm = readAlgorithm(reader);
        return algorithm == null ? null : new ChecksumValue(algorithm, readType(reader), reader.readString());
    }

    static ChecksumValue.Type readType(RecordReader reader) {
        return constant(TYPES, reader.readByte(), "checksum type");
    }
}
