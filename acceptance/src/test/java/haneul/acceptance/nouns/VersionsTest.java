package haneul.acceptance.nouns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.acceptance.Expect;
import haneul.acceptance.Reply;
import haneul.acceptance.Request;
import haneul.acceptance.Scene;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** Rows VER-01 to VER-04. AWS: "Using versioning in S3 buckets", S3 User Guide. */
final class VersionsTest {

    @RegisterExtension
    static final Scene scene = new Scene();

    @Test
    void everyWriteIsAVersionOfItsOwn() {
        var bucket = scene.versionedBucket();
        var ids = new ArrayList<String>();
        for (var text : List.of("one", "two", "three")) {
            ids.addFirst(version(put(bucket, "k", text)));
        }
        var listed = scene.send(Request.of("GET", "/" + bucket).query("versions"));
        assertEquals("ListVersionsResult", listed.xml().getLocalName());
        assertEquals(ids, listed.all("VersionId"));
        assertEquals(List.of("true", "false", "false"), listed.all("IsLatest"));
        for (int i = 0; i < 3; i++) {
            var got = Expect.status(
                    200, scene.send(Request.object("GET", bucket, "k").query("versionId", ids.get(i))));
            assertEquals(List.of("three", "two", "one").get(i), got.text());
            assertEquals(ids.get(i), version(got));
        }
        assertEquals("three", scene.send(Request.object("GET", bucket, "k")).text());
    }

    @Test
    void aDeleteIsAMarkerThatCanBeTakenAway() {
        var bucket = scene.versionedBucket();
        var kept = version(put(bucket, "k", "kept"));
        var deleted = Expect.status(204, scene.send(Request.object("DELETE", bucket, "k")));
        assertEquals("true", deleted.header("x-amz-delete-marker").orElse("none"));
        var marker = version(deleted);

        var gone = Expect.error(404, "NoSuchKey", scene.send(Request.object("GET", bucket, "k")));
        assertEquals("true", gone.header("x-amz-delete-marker").orElse("none"));
        assertEquals(marker, version(gone));
        var direct = Expect.error(
                405,
                "MethodNotAllowed",
                scene.send(Request.object("GET", bucket, "k").query("versionId", marker)));
        assertEquals("true", direct.header("x-amz-delete-marker").orElse("none"));
        assertEquals("DELETE", direct.header("Allow").orElse("none"));
        assertTrue(direct.header("Last-Modified").isPresent());
        assertEquals(
                "kept",
                scene.send(Request.object("GET", bucket, "k").query("versionId", kept))
                        .text());

        var undone = Expect.status(
                204, scene.send(Request.object("DELETE", bucket, "k").query("versionId", marker)));
        assertEquals("true", undone.header("x-amz-delete-marker").orElse("none"));
        assertEquals("kept", scene.send(Request.object("GET", bucket, "k")).text());
    }

    @Test
    void deletingTheNewestVersionBringsBackTheOneBefore() {
        var bucket = scene.versionedBucket();
        var first = version(put(bucket, "k", "first"));
        var second = version(put(bucket, "k", "second"));
        var deleted = Expect.status(
                204, scene.send(Request.object("DELETE", bucket, "k").query("versionId", second)));
        assertEquals(second, version(deleted));
        assertFalse(deleted.header("x-amz-delete-marker").filter("true"::equals).isPresent());
        assertEquals("first", scene.send(Request.object("GET", bucket, "k")).text());
        scene.send(Request.object("DELETE", bucket, "k").query("versionId", first));
        Expect.error(404, "NoSuchKey", scene.send(Request.object("GET", bucket, "k")));
        Expect.status(204, scene.send(Request.of("DELETE", "/" + bucket)));
    }

    @Test
    void whatWasThereBeforeIsTheNullVersion() {
        var bucket = scene.bucket();
        assertFalse(put(bucket, "k", "before").header("x-amz-version-id").isPresent());
        scene.versioning(bucket, BucketVersioningStatus.ENABLED);
        put(bucket, "k", "after");
        assertEquals(
                "before",
                scene.send(Request.object("GET", bucket, "k").query("versionId", "null"))
                        .text());
        Expect.status(204, scene.send(Request.object("DELETE", bucket, "k").query("versionId", "null")));
        Expect.error(
                404,
                "NoSuchVersion",
                scene.send(Request.object("GET", bucket, "k").query("versionId", "null")));
        assertEquals("after", scene.send(Request.object("GET", bucket, "k")).text());
    }

    @Test
    void suspensionOverwritesOnlyTheNullVersion() {
        var bucket = scene.versionedBucket();
        var kept = version(put(bucket, "k", "kept"));
        scene.versioning(bucket, BucketVersioningStatus.SUSPENDED);
        assertEquals(
                "Suspended",
                scene.send(Request.of("GET", "/" + bucket).query("versioning")).first("Status"));
        put(bucket, "k", "null one");
        put(bucket, "k", "null two");
        var versions = scene.send(Request.of("GET", "/" + bucket).query("versions"));
        assertEquals(List.of("null", kept), versions.all("VersionId"));

        var deleted = Expect.status(204, scene.send(Request.object("DELETE", bucket, "k")));
        assertEquals("null", version(deleted));
        assertEquals("true", deleted.header("x-amz-delete-marker").orElse("none"));
        assertEquals(
                List.of("null", kept),
                scene.send(Request.of("GET", "/" + bucket).query("versions")).all("VersionId"));
        assertEquals(
                "kept",
                scene.send(Request.object("GET", bucket, "k").query("versionId", kept))
                        .text());
        scene.versioning(bucket, BucketVersioningStatus.ENABLED);
        assertNotEquals("null", version(put(bucket, "k", "again")));
    }

    @Test
    void aNewBucketHasNoVersioning() {
        var bucket = scene.bucket();
        var reply =
                Expect.status(200, scene.send(Request.of("GET", "/" + bucket).query("versioning")));
        assertEquals("VersioningConfiguration", reply.xml().getLocalName());
        assertTrue(reply.all("Status").isEmpty());
    }

    @Test
    void aStatusThatDoesNotExistIsRefused() {
        var bucket = scene.bucket();
        for (var status : List.of("Off", "enabled", "")) {
            var reply = scene.send(Request.of("PUT", "/" + bucket)
                    .query("versioning")
                    .body("<VersioningConfiguration><Status>" + status + "</Status></VersioningConfiguration>"));
            Expect.status(400, reply);
            assertTrue(
                    List.of("IllegalVersioningConfigurationException", "MalformedXML")
                            .contains(reply.code()),
                    reply::toString);
        }
    }

    @Test
    void aVersionThatNeverWasIsRefused() {
        var bucket = scene.versionedBucket();
        put(bucket, "k", "x");
        var other = version(put(bucket, "other", "x"));
        Expect.error(
                404,
                "NoSuchVersion",
                scene.send(Request.object("GET", bucket, "k").query("versionId", other)));
        Expect.error(
                400,
                "InvalidArgument",
                scene.send(Request.object("GET", bucket, "k").query("versionId", "?")));
        Expect.error(
                400,
                "InvalidArgument",
                scene.send(Request.object("GET", bucket, "k").query("versionId", "")));
    }

    @Test
    void versionsAreListedInPagesAndFolders() {
        var bucket = scene.versionedBucket();
        for (int round = 0; round < 3; round++) {
            for (var key : List.of("a", "dir/1", "dir/2", "z")) {
                put(bucket, key, "round " + round);
            }
        }
        scene.send(Request.object("DELETE", bucket, "z"));
        var keys = new ArrayList<String>();
        for (var page :
                scene.s3().listObjectVersionsPaginator(b -> b.bucket(bucket).maxKeys(2))) {
            page.versions().forEach(v -> keys.add(v.key()));
            page.deleteMarkers().forEach(m -> keys.add(m.key() + " (marker)"));
        }
        assertEquals(13, keys.size());
        assertEquals(13, keys.size() - keys.stream().filter(String::isEmpty).count());
        assertEquals(1, keys.stream().filter("z (marker)"::equals).count());
        var folders =
                scene.send(Request.of("GET", "/" + bucket).query("versions").query("delimiter", "/"));
        assertEquals(List.of("dir/"), folders.all("CommonPrefixes"));
        var prefix =
                scene.send(Request.of("GET", "/" + bucket).query("versions").query("prefix", "dir/"));
        assertEquals(6, prefix.all("VersionId").size());
    }

    private static Reply put(String bucket, String key, String text) {
        return Expect.status(200, scene.send(Request.object("PUT", bucket, key).body(text)));
    }

    private static String version(Reply reply) {
        return reply.header("x-amz-version-id").orElseThrow(() -> new AssertionError("no version id: " + reply));
    }
}
