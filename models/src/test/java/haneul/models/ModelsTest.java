package haneul.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.wire.codec.Protocol;
import haneul.wire.codec.Query;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelsTest {
    @Test
    void knowsEveryServiceOfTheSpecification() {
        assertEquals(47, Models.all().size());
        assertEquals("elasticfilesystem", Models.service("efs").signingName());
        assertEquals("TrentService", Models.service("kms").targetPrefix());
        assertEquals(Protocol.EC2_QUERY, Models.service("ec2").protocol());
        assertEquals(
                Set.of(Protocol.RPC_V2_CBOR, Protocol.JSON_1_0, Protocol.AWS_QUERY),
                Models.service("cloudwatch").protocols());
    }

    @Test
    void saysWhichServicesItKnowsWhenAskedForAnother() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> Models.service("lambda"));
        assertTrue(refusal.getMessage().contains("lambda"));
    }

    @Test
    void readsEveryOperationAndErrorOfEveryService() {
        int operations = 0;
        for (var model : Models.all()) {
            operations += model.operations().size();
            model.operations().forEach(o -> o.errors()
                    .forEach(e -> assertTrue(model.errorStatus(e).isPresent(), e)));
        }
        assertEquals(3_244, operations);
    }

    @Test
    void theCheckedInListOfServicesRepeatsTheirFirstLines() throws Exception {
        try (var list = Models.class.getResourceAsStream("services.txt")) {
            for (var line : new String(list.readAllBytes()).split("\n")) {
                try (var one = Models.class.getResourceAsStream(line.split(" ")[1] + ".txt")) {
                    assertEquals(
                            new String(one.readAllBytes()).lines().findFirst().orElseThrow(), line);
                }
            }
        }
    }

    @Test
    void coverageCountsWhatIsRegisteredAndRefusesNamesNobodyKnows() {
        var page = Coverage.of(Map.of("s3", Set.of("PutObject", "GetObject")));
        assertTrue(page.contains("| s3 | 111 | 2 |"), page);
        assertTrue(page.contains("| PutObject | built |"), page);
        assertTrue(page.contains("| PutBucketAcl | refused |"), page);
        assertThrows(IllegalArgumentException.class, () -> Coverage.of(Map.of("s3", Set.of("PutObjects"))));
    }

    @Test
    void routesEveryOperationOfS3ThatSharesItsPath() {
        assertEquals("ListBuckets", s3("GET", "/", ""));
        assertEquals("CreateBucket", s3("PUT", "/bucket", ""));
        assertEquals("CreateBucket", s3("PUT", "/bucket/", ""));
        assertEquals("PutBucketAcl", s3("PUT", "/bucket", "acl"));
        assertEquals("ListObjects", s3("GET", "/bucket", "prefix=a"));
        assertEquals("ListObjectsV2", s3("GET", "/bucket", "list-type=2&prefix=a"));
        assertEquals("ListMultipartUploads", s3("GET", "/bucket", "uploads"));
        assertEquals("ListBucketInventoryConfigurations", s3("GET", "/bucket", "inventory"));
        assertEquals("GetBucketInventoryConfiguration", s3("GET", "/bucket", "inventory&id=1"));
        assertEquals("PutObject", s3("PUT", "/bucket/a//b/", ""));
        assertEquals("CopyObject", s3("PUT", "/bucket/key", "", "x-amz-copy-source"));
        assertEquals("UploadPart", s3("PUT", "/bucket/key", "partNumber=1&uploadId=x"));
        assertEquals("UploadPartCopy", s3("PUT", "/bucket/key", "partNumber=1&uploadId=x", "x-amz-copy-source"));
        assertEquals("CreateMultipartUpload", s3("POST", "/bucket/key", "uploads"));
        assertEquals("CompleteMultipartUpload", s3("POST", "/bucket/key", "uploadId=x"));
        assertEquals("AbortMultipartUpload", s3("DELETE", "/bucket/key", "uploadId=x"));
        assertEquals("DeleteObject", s3("DELETE", "/bucket/key", "versionId=x&x-id=DeleteObject"));
        assertEquals("DeleteObjects", s3("POST", "/bucket", "delete"));
        assertEquals("GetObjectAttributes", s3("GET", "/bucket/key", "attributes"));
        assertEquals("ListParts", s3("GET", "/bucket/key", "uploadId=x"));
        assertEquals("HeadObject", s3("HEAD", "/bucket/key", ""));
        assertEquals("HeadBucket", s3("HEAD", "/bucket", ""));
        assertEquals("none", s3("PATCH", "/bucket", ""));
        assertEquals("none", s3("POST", "/bucket", ""));
    }

    private static String s3(String method, String path, String query, String... headers) {
        return Models.service("s3")
                .route(
                        method,
                        path,
                        Query.parse(query),
                        name -> Set.of(headers).contains(name) ? Optional.of("x") : Optional.empty())
                .map(Object::toString)
                .orElse("none");
    }
}
