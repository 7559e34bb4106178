"""What an unmodified boto3 must be able to do. Environment: endpoint, region and keys as `haneul env` exports them."""
import base64
import hashlib
import io
import os
import threading
import unittest
import urllib.request
import uuid

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

REGION = os.environ["AWS_REGION"]
MIB = 1 << 20

try:
    import awscrt  # noqa: F401
    ALGORITHMS = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"]
except ImportError:
    ALGORITHMS = ["CRC32", "SHA1", "SHA256"]


def client(**config):
    return boto3.client("s3", region_name=REGION, config=Config(retries={"max_attempts": 0}, **config))


class S3(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.s3 = client(s3={"addressing_style": "path"})

    def setUp(self):
        self.bucket = "boto3-" + uuid.uuid4().hex
        self.s3.create_bucket(Bucket=self.bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
        self.addCleanup(self.remove)

    def remove(self):
        for page in self.s3.get_paginator("list_object_versions").paginate(Bucket=self.bucket):
            doomed = [{"Key": v["Key"], "VersionId": v["VersionId"]}
                      for v in page.get("Versions", []) + page.get("DeleteMarkers", [])]
            if doomed:
                self.assertNotIn("Errors", self.s3.delete_objects(Bucket=self.bucket, Delete={"Objects": doomed}))
        for upload in self.s3.list_multipart_uploads(Bucket=self.bucket).get("Uploads", []):
            self.s3.abort_multipart_upload(Bucket=self.bucket, Key=upload["Key"], UploadId=upload["UploadId"])
        self.s3.delete_bucket(Bucket=self.bucket)

    def refused(self, code, status, call, **arguments):
        with self.assertRaises(ClientError) as caught:
            call(Bucket=self.bucket, **arguments)
        response = caught.exception.response
        self.assertEqual((code, status), (response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]))
        self.assertTrue(response["ResponseMetadata"]["RequestId"])
        self.assertTrue(response["ResponseMetadata"]["HostId"])
        return response

    def read(self, key, **more):
        return self.s3.get_object(Bucket=self.bucket, Key=key, **more)["Body"].read()

    def test_upload_fileobj_in_parts(self):
        content = os.urandom(17 * MIB + 13)
        config = TransferConfig(multipart_threshold=5 * MIB, multipart_chunksize=5 * MIB, max_concurrency=4)
        self.s3.upload_fileobj(io.BytesIO(content), self.bucket, "big", Config=config,
                               ExtraArgs={"ContentType": "video/mp4", "Metadata": {"title": "sky"}})
        head = self.s3.head_object(Bucket=self.bucket, Key="big")
        self.assertEqual((len(content), "video/mp4", {"title": "sky"}),
                         (head["ContentLength"], head["ContentType"], head["Metadata"]))
        self.assertTrue(head["ETag"].endswith('-4"'))
        out = io.BytesIO()
        self.s3.download_fileobj(self.bucket, "big", out, Config=config)
        self.assertEqual(hashlib.sha256(content).digest(), hashlib.sha256(out.getvalue()).digest())
        self.s3.copy({"Bucket": self.bucket, "Key": "big"}, self.bucket, "copied", Config=config)
        self.assertEqual(content, self.read("copied"))

    def test_every_checksum_algorithm(self):
        content = os.urandom(100_000)
        for algorithm in ALGORITHMS:
            with self.subTest(algorithm=algorithm):
                put = self.s3.put_object(Bucket=self.bucket, Key=algorithm, Body=content, ChecksumAlgorithm=algorithm)
                got = self.s3.get_object(Bucket=self.bucket, Key=algorithm, ChecksumMode="ENABLED")
                self.assertEqual(content, got["Body"].read())
                self.assertEqual(put["Checksum" + algorithm], got["Checksum" + algorithm])
                self.s3.upload_fileobj(io.BytesIO(os.urandom(6 * MIB)), self.bucket, algorithm + "-parts",
                                       ExtraArgs={"ChecksumAlgorithm": algorithm},
                                       Config=TransferConfig(multipart_threshold=5 * MIB, multipart_chunksize=5 * MIB))
                head = self.s3.head_object(Bucket=self.bucket, Key=algorithm + "-parts", ChecksumMode="ENABLED")
                self.assertIn("Checksum" + algorithm, head)
        digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
        self.s3.put_object(Bucket=self.bucket, Key="given", Body=content, ChecksumSHA256=digest)
        wrong = base64.b64encode(hashlib.sha256(b"other").digest()).decode()
        self.refused("BadDigest", 400, self.s3.put_object, Key="wrong", Body=content, ChecksumSHA256=wrong)
        attributes = self.s3.get_object_attributes(Bucket=self.bucket, Key="given",
                                                   ObjectAttributes=["Checksum", "ObjectSize", "ETag"])
        self.assertEqual((digest, len(content)), (attributes["Checksum"]["ChecksumSHA256"], attributes["ObjectSize"]))

    def test_conditional_writes(self):
        etag = self.s3.put_object(Bucket=self.bucket, Key="k", Body=b"1", IfNoneMatch="*")["ETag"]
        self.refused("PreconditionFailed", 412, self.s3.put_object, Key="k", Body=b"2", IfNoneMatch="*")
        self.s3.put_object(Bucket=self.bucket, Key="k", Body=b"2", IfMatch=etag)
        self.refused("PreconditionFailed", 412, self.s3.put_object, Key="k", Body=b"3", IfMatch=etag)
        self.assertEqual(b"2", self.read("k"))
        self.refused("304", 304, self.s3.get_object, Key="k", IfNoneMatch='"%s"' % hashlib.md5(b"2").hexdigest())
        winners = []

        def race(number):
            try:
                client(s3={"addressing_style": "path"}).put_object(
                    Bucket=self.bucket, Key="race", Body=b"%d" % number, IfNoneMatch="*")
                winners.append(number)
            except ClientError as error:
                self.assertIn(error.response["Error"]["Code"], ("PreconditionFailed", "ConditionalRequestConflict"))

        threads = [threading.Thread(target=race, args=(i,)) for i in range(6)]
        [t.start() for t in threads]
        [t.join() for t in threads]
        self.assertEqual(1, len(winners))
        self.assertEqual(b"%d" % winners[0], self.read("race"))

    def test_versioning(self):
        self.s3.put_bucket_versioning(Bucket=self.bucket, VersioningConfiguration={"Status": "Enabled"})
        ids = [self.s3.put_object(Bucket=self.bucket, Key="k", Body=b"%d" % i)["VersionId"] for i in range(3)]
        self.assertEqual([b"0", b"1", b"2"], [self.read("k", VersionId=i) for i in ids])
        marker = self.s3.delete_object(Bucket=self.bucket, Key="k")
        self.assertTrue(marker["DeleteMarker"])
        self.refused("NoSuchKey", 404, self.s3.get_object, Key="k")
        self.refused("MethodNotAllowed", 405, self.s3.get_object, Key="k", VersionId=marker["VersionId"])
        self.s3.delete_object(Bucket=self.bucket, Key="k", VersionId=marker["VersionId"])
        self.assertEqual(b"2", self.read("k"))
        listed = self.s3.list_object_versions(Bucket=self.bucket)["Versions"]
        self.assertEqual(list(reversed(ids)), [v["VersionId"] for v in listed])

    def test_pagination(self):
        keys = sorted(["%03d/%d" % (i, j) for i in range(12) for j in range(3)] + ["key with space", "ключ", "a&b<c>"])
        for key in keys:
            self.s3.put_object(Bucket=self.bucket, Key=key, Body=b"")
        for operation in ("list_objects", "list_objects_v2"):
            pages = self.s3.get_paginator(operation).paginate(Bucket=self.bucket, PaginationConfig={"PageSize": 7})
            self.assertEqual(sorted(keys, key=str.encode), [o["Key"] for p in pages for o in p["Contents"]])
            pages = self.s3.get_paginator(operation).paginate(Bucket=self.bucket, Delimiter="/",
                                                              PaginationConfig={"PageSize": 5})
            self.assertEqual(["%03d/" % i for i in range(12)],
                             [c["Prefix"] for p in pages for c in p.get("CommonPrefixes", [])])

    def test_presigned_post(self):
        form = self.s3.generate_presigned_post(self.bucket, "form/${filename}",
                                               Fields={"x-amz-meta-by": "form", "success_action_status": "201"},
                                               Conditions=[{"x-amz-meta-by": "form"}, {"success_action_status": "201"},
                                                           ["content-length-range", 1, 1000]])
        boundary = uuid.uuid4().hex
        body = b"".join(b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
                        % (boundary.encode(), k.encode(), v.encode()) for k, v in form["fields"].items())
        body += (b'--%s\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello\r\n--%s--\r\n'
                 % (boundary.encode(), boundary.encode()))
        request = urllib.request.Request(form["url"], body,
                                         {"Content-Type": "multipart/form-data; boundary=" + boundary})
        with urllib.request.urlopen(request) as response:
            self.assertEqual(201, response.status)
        self.assertEqual(b"hello", self.read("form/a.txt"))

    def test_presigned_urls_of_both_signatures_we_speak(self):
        self.s3.put_object(Bucket=self.bucket, Key="a b", Body=b"shared")
        url = self.s3.generate_presigned_url("get_object", {"Bucket": self.bucket, "Key": "a b"}, ExpiresIn=60)
        if "X-Amz-Signature" not in url:
            url = client(signature_version="s3v4", s3={"addressing_style": "path"}).generate_presigned_url(
                "get_object", {"Bucket": self.bucket, "Key": "a b"}, ExpiresIn=60)
        with urllib.request.urlopen(url) as response:
            self.assertEqual(b"shared", response.read())
        put = client(signature_version="s3v4", s3={"addressing_style": "path"}).generate_presigned_url(
            "put_object", {"Bucket": self.bucket, "Key": "up", "ContentType": "text/plain"}, ExpiresIn=60)
        request = urllib.request.Request(put, b"uploaded", {"Content-Type": "text/plain"}, method="PUT")
        with urllib.request.urlopen(request) as response:
            self.assertEqual(200, response.status)
        self.assertEqual(b"uploaded", self.read("up"))

    def test_streams_of_unknown_rewindability(self):
        for signed in (True, False):
            s3 = client(s3={"addressing_style": "path", "payload_signing_enabled": signed})
            s3.put_object(Bucket=self.bucket, Key="stream", Body=io.BytesIO(b"x" * 100_001))
            self.assertEqual(100_001, len(self.read("stream")))
        body = self.s3.get_object(Bucket=self.bucket, Key="stream", Range="bytes=99990-")["Body"]
        self.assertEqual(11, len(body.read()))

    def test_tags_and_copies(self):
        self.s3.put_object(Bucket=self.bucket, Key="k", Body=b"x", Tagging="a=1&b=2")
        self.s3.copy_object(Bucket=self.bucket, Key="c", CopySource={"Bucket": self.bucket, "Key": "k"},
                            TaggingDirective="REPLACE", Tagging="z=9")
        tags = self.s3.get_object_tagging(Bucket=self.bucket, Key="c")["TagSet"]
        self.assertEqual([{"Key": "z", "Value": "9"}], tags)
        self.s3.put_object_tagging(Bucket=self.bucket, Key="c", Tagging={"TagSet": []})
        self.assertEqual([], self.s3.get_object_tagging(Bucket=self.bucket, Key="c")["TagSet"])

    def test_resource_interface_and_waiters(self):
        resource = boto3.resource("s3", region_name=REGION)
        bucket = resource.Bucket(self.bucket)
        bucket.put_object(Key="one", Body=b"1")
        bucket.Object("two").put(Body=b"22")
        self.assertEqual({"one": 1, "two": 2}, {o.key: o.size for o in bucket.objects.all()})
        self.s3.get_waiter("object_exists").wait(Bucket=self.bucket, Key="one")
        self.s3.get_waiter("bucket_exists").wait(Bucket=self.bucket)
        bucket.objects.all().delete()
        self.s3.get_waiter("object_not_exists").wait(Bucket=self.bucket, Key="one")

    def test_wrong_region_is_found_by_the_client(self):
        self.s3.put_object(Bucket=self.bucket, Key="k", Body=b"x")
        other = boto3.client("s3", region_name="us-east-1", config=Config(s3={"addressing_style": "path"}))
        self.assertEqual(REGION, other.head_bucket(Bucket=self.bucket)["BucketRegion"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
