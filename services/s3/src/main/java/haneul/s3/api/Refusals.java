package haneul.s3.api;

import haneul.kernel.AwsException;

/** Errors that several operations answer, as S3 words them. */
final class Refusals {
    private Refusals() {}

    static AwsException accessDenied() {
        return new AwsException("AccessDenied", 403, "Access Denied");
    }

    static AwsException malformedXml() {
        return new AwsException(
                "MalformedXML",
                400,
                "The XML you provided was not well-formed or did not validate against our published schema");
    }

    static AwsException invalidArgument(String message, String name, String value) {
        return new AwsException("InvalidArgument", 400, message)
                .with("ArgumentName", name)
                .with("ArgumentValue", value == null ? "" : value);
    }

    static AwsException invalidRequest(String message) {
        return new AwsException("InvalidRequest", 400, message);
    }

    /** A header that asks for something S3 has and this cloud does not. */
    static AwsException headerNotImplemented(String header) {
        return new AwsException(
                        "NotImplemented", 501, "A header you provided implies functionality that is not implemented")
                .with("Header", header);
    }

    /** Something asked for that S3 has and this cloud does not. */
    static AwsException notImplemented(String what) {
        return new AwsException(
                "NotImplemented",
                501,
                "A parameter you provided implies functionality that is not implemented: " + what);
    }
}
