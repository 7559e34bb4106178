package haneul.s3.model;

import haneul.storage.Batch;
import haneul.storage.Extent;
import java.util.HexFormat;
import java.util.List;

/**
 * Bytes that were written and are durable once a batch names them.
 *
 * @param checksum of the bytes, to keep
 * @param claimed of the bytes, to compare with what the sender says
 * @param row the content row that {@code body} names; null when it names none
 * @param extents what the row names
 */
public record Written(
        long size,
        byte[] md5,
        ChecksumValue checksum,
        ChecksumValue claimed,
        Body body,
        byte[] row,
        List<Extent> extents) {
    /** The MD5 in hexadecimal: the entity tag of what is put in one piece. */
    public String etag() {
        return HexFormat.of().formatHex(md5);
    }

    /** The same bytes in a row of their own when they were to live in the record. */
    public Written inRow(ContentId id) {
        if (!(body instanceof Body.Inline inline)) {
            return this;
        }
        return new Written(size, md5, checksum, claimed, new Body.Row(id), ContentRow.encode(inline.bytes()), extents);
    }

    /** Stores the content row; the record that holds {@link #body} is the caller's to store in the same batch. */
    public void put(Batch batch, BucketPartition rows) {
        switch (body) {
            case Body.Row stored -> rows.contents().put(batch, stored.id().toBytes(), row);
            case Body.Spread stored -> rows.contents().put(batch, stored.id().toBytes(), row);
            case Body.Empty _, Body.Inline _ -> {}
        }
        extents.forEach(batch::adopt);
    }
}
