package haneul.s3.model;

import haneul.storage.RecordWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A bucket and its settings.
 *
 * @param id names the bucket's partition; random, never used again after the bucket is deleted
 * @param owner twelve-digit account
 * @param ownership AWS's object ownership, for example {@code BucketOwnerEnforced}; null when deleted by its owner
 * @param payer {@code BucketOwner} or {@code Requester}
 * @param tags in the order given; empty when there are none
 * @param cors empty when there is no configuration
 */
public record Bucket(
        long id,
        String name,
        String owner,
        String region,
        Instant created,
        Versioning versioning,
        String ownership,
        String payer,
        Map<String, String> tags,
        List<CorsRule> cors) {
    private static final int LAYOUT = 1;

    public Bucket withVersioning(Versioning changed) {
        return new Bucket(id, name, owner, region, created, changed, ownership, payer, tags, cors);
    }

    public Bucket withOwnership(String changed) {
        return new Bucket(id, name, owner, region, created, versioning, changed, payer, tags, cors);
    }

    public Bucket withPayer(String changed) {
        return new Bucket(id, name, owner, region, created, versioning, ownership, changed, tags, cors);
    }

    public Bucket withTags(Map<String, String> changed) {
        return new Bucket(id, name, owner, region, created, versioning, ownership, payer, changed, cors);
    }

    public Bucket withCors(List<CorsRule> changed) {
        return new Bucket(id, name, owner, region, created, versioning, ownership, payer, tags, changed);
    }

    public byte[] encode() {
        return new RecordWriter(LAYOUT)
                .writeLong(id)
                .writeString(name)
                .writeString(owner)
                .writeString(region)
                .writeInstant(created)
                .writeByte(versioning.ordinal())
                .writeNullable(ownership)
                .writeString(payer)
                .writeMap(tags)
                .writeList(cors, (writer, rule) -> rule.write(writer))
                .toBytes();
    }

    /** @throws haneul.storage.CorruptException when the bytes are no bucket record */
    public static Bucket decode(byte[] bytes) {
        var reader = Layouts.open(bytes, LAYOUT, "bucket");
        return new Bucket(
                reader.readLong(),
                reader.readString(),
                reader.readString(),
                reader.readString(),
                reader.readInstant(),
                Layouts.constant(Versioning.values(), reader.readByte(), "versioning state"),
                reader.readNullable(),
                reader.readString(),
                reader.readMap(),
                reader.readList(CorsRule::read));
    }
}
