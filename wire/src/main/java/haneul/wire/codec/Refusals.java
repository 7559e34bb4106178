package haneul.wire.codec;

import haneul.kernel.AwsException;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.protocol.MarshallLocation;

/** The errors with which AWS refuses requests that it cannot read or that break the model, per protocol. */
final class Refusals {
    private static final String BAD_XML =
            "The XML you provided was not well-formed or did not validate against our published schema";

    private final ServiceModel service;
    private final Protocol protocol;

    Refusals(ServiceModel service, Protocol protocol) {
        this.service = service;
        this.protocol = protocol;
    }

    /** S3 alone does not wrap its errors, and words its refusals differently from everyone else. */
    boolean bare() {
        return protocol == Protocol.REST_XML && !service.wrapsErrors();
    }

    AwsException malformed(Malformed problem) {
        return switch (protocol) {
            case EC2_QUERY ->
                problem.parameter() == null
                        ? new AwsException(
                                "MalformedQueryString", 400, "The query string is malformed: " + problem.getMessage())
                        : new AwsException(
                                "InvalidParameterValue",
                                400,
                                "Value (" + problem.value() + ") for parameter " + decapitalized(problem.parameter())
                                        + " is invalid.");
            case AWS_QUERY ->
                problem.parameter() == null
                        ? new AwsException(
                                "MalformedQueryString", 400, "The query string is malformed: " + problem.getMessage())
                        : new AwsException("MalformedInput", 400, problem.getMessage());
            case REST_XML ->
                bare() ? malformedInS3(problem) : new AwsException("MalformedInput", 400, problem.getMessage());
            case REST_JSON, JSON_1_0, JSON_1_1, RPC_V2_CBOR ->
                new AwsException("SerializationException", 400, problem.getMessage());
        };
    }

    private static AwsException malformedInS3(Malformed problem) {
        if (problem.isInBody()) {
            return new AwsException("MalformedXML", 400, BAD_XML);
        }
        if (problem.parameter() == null) {
            return new AwsException("InvalidURI", 400, "Couldn't parse the specified URI.");
        }
        var message = problem.getMessage().endsWith("an Integer")
                        || problem.getMessage().endsWith("a Long")
                ? "Provided " + problem.parameter() + " not an integer or within integer range"
                : "Invalid value for " + problem.parameter();
        return new AwsException("InvalidArgument", 400, message)
                .with("ArgumentName", problem.parameter())
                .with("ArgumentValue", problem.value());
    }

    AwsException invalid(List<Validation.Violation> violations) {
        return switch (protocol) {
            case EC2_QUERY -> ec2(violations.getFirst());
            case AWS_QUERY -> new AwsException("ValidationError", 400, sentence(violations));
            case REST_XML ->
                bare()
                        ? missingInS3(violations.getFirst())
                        : new AwsException("InvalidInput", 400, sentence(violations));
            case REST_JSON, JSON_1_0, JSON_1_1, RPC_V2_CBOR ->
                new AwsException("ValidationException", 400, sentence(violations));
        };
    }

    private static AwsException ec2(Validation.Violation violation) {
        if (violation.kind() == Validation.Kind.MISSING) {
            return new AwsException(
                    "MissingParameter", 400, "The request must contain the parameter " + violation.wirePath());
        }
        var bound = violation.constraint().substring(violation.constraint().lastIndexOf(' ') + 1);
        var direction = violation.constraint().contains("greater") ? "greater" : "less";
        var value = violation.value().substring(1, violation.value().length() - 1);
        return new AwsException(
                "InvalidParameterValue",
                400,
                "Value ( " + value + " ) for parameter " + decapitalized(violation.wirePath())
                        + " is invalid. Expecting a value " + direction + " than " + bound + ".");
    }

    private static AwsException missingInS3(Validation.Violation violation) {
        var member = violation.member();
        if (member.location == MarshallLocation.PAYLOAD) {
            return member.payload
                    ? new AwsException("MissingRequestBodyError", 400, "Request Body is empty")
                    : new AwsException("MalformedXML", 400, BAD_XML);
        }
        return new AwsException("InvalidArgument", 400, "The request must contain " + member.name)
                .with("ArgumentName", member.name)
                .with("ArgumentValue", "null");
    }

    private static String sentence(List<Validation.Violation> violations) {
        return (violations.size() == 1 ? "1 validation error" : violations.size() + " validation errors")
                + " detected: "
                + violations.stream().map(Refusals::clause).collect(Collectors.joining("; "));
    }

    private static String clause(Validation.Violation violation) {
        return "Value " + (violation.value() == null ? "" : violation.value() + " ") + "at '" + violation.path()
                + "' failed to satisfy constraint: " + violation.constraint();
    }

    private static String decapitalized(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
