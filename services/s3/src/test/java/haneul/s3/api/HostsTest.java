package haneul.s3.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostsTest {
    private final Hosts hosts = new Hosts(List.of("localhost", "storage.example.com"));

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "localhost, -, -",
                "127.0.0.1, -, -",
                "[::1], -, -",
                "'', -, -",
                "some-server, -, -",
                "files.example.com, -, -",
                "s3.localhost, -, -",
                "photos.localhost, photos, -",
                "my.photos.localhost, my.photos, -",
                "photos.s3.localhost, photos, -",
                "my.photos.s3.localhost, my.photos, -",
                "photos.s3.eu-west-1.localhost, photos, eu-west-1",
                "my.photos.s3.eu-west-1.localhost, my.photos, eu-west-1",
                "s3.eu-west-1.localhost, -, eu-west-1",
                "a.s3.b.localhost, a.s3.b, -",
                "eu-west-1.localhost, eu-west-1, -",
                "a.eu-west-1.localhost, a.eu-west-1, -",
                "storage.example.com, -, -",
                "photos.storage.example.com, photos, -",
                "photos.s3.us-east-1.storage.example.com, photos, us-east-1",
                "s3.amazonaws.com, -, -",
                "s3.ap-northeast-2.amazonaws.com, -, ap-northeast-2",
                "s3.dualstack.ap-northeast-2.amazonaws.com, -, ap-northeast-2",
                "photos.s3.amazonaws.com, photos, -",
                "my.photos.s3.ap-northeast-2.amazonaws.com, my.photos, ap-northeast-2",
                "photos.s3.dualstack.ap-northeast-2.amazonaws.com, photos, ap-northeast-2",
                "ec2.ap-northeast-2.amazonaws.com, -, -",
                "photos.localhost.example.com, -, -",
                "notlocalhost, -, -",
            })
    void aHostNamesItsBucketAndRegion(String host, String bucket, String region) {
        var named = hosts.named(host);
        assertEquals(bucket, named.bucket().orElse(null));
        assertEquals(region, named.region().orElse(null));
        assertEquals(bucket == null ? "/a%2Fb" : "/" + bucket + "/a%2Fb", hosts.path(host, "/a%2Fb"));
    }
}
