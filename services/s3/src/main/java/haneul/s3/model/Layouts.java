package haneul.s3.model;

import haneul.storage.CorruptException;
import haneul.storage.RecordReader;
import haneul.storage.RecordWriter;
import java.time.Instant;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;

/** What the records of this package share when they are written and read. */
final class Layouts {
    private static final ChecksumAlgorithm[] ALGORITHMS = {
        null,
        ChecksumAlgorithm.CRC32,
        ChecksumAlgorithm.CRC32_C,
        ChecksumAlgorithm.CRC64_NVME,
        ChecksumAlgorithm.SHA1,
        ChecksumAlgorithm.SHA256
    };

    private Layouts() {}

    static RecordReader open(byte[] bytes, int newest, String what) {
        var reader = new RecordReader(bytes);
        if (reader.version() < 1 || reader.version() > newest) {
            throw new CorruptException("A " + what + " record has layout " + reader.version() + "; known are 1 to " + newest);
        }
        return reader;
    }

    static <E> E constant(E[] values, int ordinal, String what) {
        if (ordinal >= values.length) {
            throw new CorruptException("A record names " + what + " " + ordinal + "; known are 0 to " + (values.length - 1));
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

    /** Where {@code algorithm} stands in the stored numbering; 0 for none. */
    static int number(ChecksumAlgorithm algorithm) {
        for (int i = 0; i < ALGORITHMS.length; i++) {
            if (ALGORITHMS[i] == algorithm) {
                return i;
            }
        }
        throw new IllegalArgumentException(algorithm + " is not a checksum algorithm that objects are stored with");
    }

    static ChecksumAlgorithm algorithm(int number) {
        return constant(ALGORITHMS, number, "checksum algorithm");
    }
}
