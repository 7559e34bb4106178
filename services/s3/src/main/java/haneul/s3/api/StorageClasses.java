package haneul.s3.api;

import haneul.kernel.AwsException;

/** Which storage classes are real. */
final class StorageClasses {
    private StorageClasses() {}

    /**
     * @throws AwsException {@code InvalidStorageClass} 400 for a class whose promises are not kept here, or none of
     *     S3's
     */
    static String check(String name) {
        return switch (name) {
            case "STANDARD", "REDUCED_REDUNDANCY" -> name;
            default ->
                throw new AwsException("InvalidStorageClass", 400, "The storage class you specified is not valid")
                        .with("StorageClassRequested", name);
        };
    }
}
