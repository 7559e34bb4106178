package haneul.s3.api;

import haneul.s3.model.CanonicalUser;
import haneul.s3.model.ListedEntry;
import haneul.s3.model.ListedVersion;
import haneul.s3.model.UploadWalk;
import haneul.wire.Call;
import java.util.List;

/** The XML document of one listing, element by element in AWS's order. */
final class ListingDocument {
    private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

    private final ListingXml xml;
    private final String root;

    ListingDocument(ListingXml xml, String root) {
        this.xml = xml;
        this.root = root;
        xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<").raw(root).raw(" xmlns=\"" + NAMESPACE + "\">");
    }

    /** Nothing when the value is null. */
    ListingDocument text(String tag, String value) {
        xml.element(tag, value);
        return this;
    }

    /** Part of a key, encoded as the client asked; nothing when it is null. */
    ListingDocument name(String tag, byte[] utf8) {
        xml.name(tag, utf8);
        return this;
    }

    /** The prefix of a listing of version one, see {@link ListingXml#sparseName}. */
    ListingDocument sparseName(String tag, byte[] utf8) {
        xml.sparseName(tag, utf8);
        return this;
    }

    ListingDocument number(String tag, int value) {
        xml.open(tag).raw(value).close(tag);
        return this;
    }

    ListingDocument flag(String tag, boolean value) {
        xml.open(tag).raw(value ? "true" : "false").close(tag);
        return this;
    }

    /** Objects, then common prefixes. */
    ListingDocument objects(List<ListedEntry> entries, boolean withOwner) {
        for (var entry : entries) {
            if (!entry.isCommonPrefix()) {
                xml.raw("<Contents>").name("Key", entry.name());
                details(entry.version());
                if (withOwner) {
                    owner(entry.version());
                }
                xml.raw("</Contents>");
            }
        }
        return commonPrefixes(entries);
    }

    /** Versions and delete markers, then common prefixes. */
    ListingDocument versions(List<ListedEntry> entries) {
        for (var entry : entries) {
            if (!entry.isCommonPrefix()) {
                version(entry);
            }
        }
        return commonPrefixes(entries);
    }

    /** Uploads in progress, then common prefixes. */
    ListingDocument uploads(List<UploadWalk.Entry> entries) {
        for (var entry : entries) {
            var upload = entry.upload();
            if (upload != null) {
                xml.raw("<Upload>").name("Key", entry.name()).element("UploadId", upload.id());
                xml.raw("<Initiator>").element("ID", upload.initiator()).raw("</Initiator>");
                xml.raw("<Owner><ID>").raw(CanonicalUser.of(upload.owner())).raw("</ID></Owner>");
                xml.element("StorageClass", upload.storageClass());
                xml.raw("<Initiated>").time(upload.initiated()).raw("</Initiated>");
                if (upload.checksumAlgorithm() != null) {
                    xml.element("ChecksumAlgorithm", upload.checksumAlgorithm().name());
                    xml.element("ChecksumType", upload.checksumType().name());
                }
                xml.raw("</Upload>");
            }
        }
        for (var entry : entries) {
            if (entry.upload() == null) {
                xml.raw("<CommonPrefixes>").name("Prefix", entry.name()).raw("</CommonPrefixes>");
            }
        }
        return this;
    }

    /** Ends the document and makes it the answer. */
    void respond(Call call) {
        xml.close(root);
        var bytes = xml.bytes();
        call.respondWith("Content-Type", "application/xml");
        call.respondWith(bytes.remaining(), sink -> sink.write(bytes));
    }

    private void version(ListedEntry entry) {
        var version = entry.version();
        var tag = version.deleteMarker() ? "DeleteMarker" : "Version";
        xml.open(tag)
                .name("Key", entry.name())
                .element("VersionId", version.wireVersionId())
                .raw(entry.latest() ? "<IsLatest>true</IsLatest>" : "<IsLatest>false</IsLatest>");
        if (version.deleteMarker()) {
            xml.raw("<LastModified>").time(version.modified()).raw("</LastModified>");
        } else {
            details(version);
        }
        owner(version);
        xml.close(tag);
    }

    private void details(ListedVersion version) {
        xml.raw("<LastModified>").time(version.modified()).raw("</LastModified><ETag>&quot;");
        xml.raw(version.etag()).raw("&quot;</ETag>");
        if (version.checksum() != null) {
            xml.raw("<ChecksumAlgorithm>").raw(version.checksum().algorithm().name());
            xml.raw("</ChecksumAlgorithm><ChecksumType>")
                    .raw(version.checksum().type().name())
                    .raw("</ChecksumType>");
        }
        xml.raw("<Size>").raw(version.size()).raw("</Size>");
        xml.raw("<StorageClass>").raw(version.storageClass()).raw("</StorageClass>");
    }

    private void owner(ListedVersion version) {
        xml.raw("<Owner><ID>").raw(CanonicalUser.of(version.owner())).raw("</ID></Owner>");
    }

    private ListingDocument commonPrefixes(List<ListedEntry> entries) {
        for (var entry : entries) {
            if (entry.isCommonPrefix()) {
                xml.raw("<CommonPrefixes>").name("Prefix", entry.name()).raw("</CommonPrefixes>");
            }
        }
        return this;
    }
}
