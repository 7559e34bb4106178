package haneul.s3.api;

import haneul.kernel.AwsException;
import haneul.s3.model.Bucket;

/**
 * Request headers that ask for encryption, access control lists, locks or appends: none is real, so none is accepted.
 */
final class UnrealHeaders {
    private static final String ENFORCED = "BucketOwnerEnforced";

    private UnrealHeaders() {}

    /** @param name lower case. @throws AwsException when the header asks for something that would not be done */
    static void refuse(String name, String value, Bucket bucket) {
        if (name.equals("x-amz-acl")) {
            refuseAcl(value, bucket);
        } else if (name.startsWith("x-amz-grant-")) {
            throw noLists(name, bucket);
        } else if (name.startsWith("x-amz-server-side-encryption")
                || name.startsWith("x-amz-copy-source-server-side-encryption")
                || name.equals("x-amz-write-offset-bytes")
                || name.equals("x-amz-mfa")) {
            throw Refusals.headerNotImplemented(name);
        } else if (name.startsWith("x-amz-object-lock-")) {
            throw Refusals.invalidRequest("Bucket is missing Object Lock Configuration");
        }
    }

    private static void refuseAcl(String canned, Bucket bucket) {
        switch (canned) {
            // What every object here has, whoever put it.
            case "private", "bucket-owner-full-control" -> {}
            case "public-read", "public-read-write", "authenticated-read", "aws-exec-read", "bucket-owner-read" ->
                throw noLists("x-amz-acl", bucket);
            default -> throw Refusals.invalidArgument("", "x-amz-acl", canned);
        }
    }

    /** Lists are refused by S3 itself where the bucket's owner owns everything; elsewhere this cloud has none. */
    static AwsException noLists(String header, Bucket bucket) {
        return ENFORCED.equals(bucket.ownership())
                ? new AwsException("AccessControlListNotSupported", 400, "The bucket does not allow ACLs")
                : Refusals.headerNotImplemented(header);
    }
}
