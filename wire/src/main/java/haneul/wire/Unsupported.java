package haneul.wire;

import haneul.kernel.AwsException;
import haneul.wire.auth.SigningStyle;
import haneul.wire.codec.Protocol;
import haneul.wire.codec.Query;
import haneul.wire.codec.ServiceModel;
import java.util.Optional;
import java.util.StringJoiner;

/** What AWS answers to operations that it does not know, and to those it knows and does not offer here. */
final class Unsupported {
    private static final String[] METHODS = {"GET", "HEAD", "PUT", "POST", "DELETE"};

    private Unsupported() {}

    /** @param name the operation asked for; empty when none was named */
    static AwsException unknown(Protocol protocol, String name, String version) {
        return switch (protocol) {
            case EC2_QUERY ->
                new AwsException("InvalidAction", 400, "The action " + name + " is not valid for this web service.");
            case AWS_QUERY ->
                name.isEmpty()
                        ? new AwsException(
                                "MissingAction", 400, "The request is missing an action or a required parameter.")
                        : new AwsException(
                                "InvalidAction", 400, "Could not find operation " + name + " for version " + version);
            case JSON_1_0, JSON_1_1 -> new AwsException("UnknownOperationException", 400, "");
            case REST_JSON, REST_XML, RPC_V2_CBOR -> new AwsException("UnknownOperationException", 404, "");
        };
    }

    /** No operation of a REST service fits the request. */
    static AwsException noRoute(ServiceModel model, SigningStyle style, Exchange exchange, String path, Query query) {
        if (style != SigningStyle.S3) {
            return unknown(model.protocol(), "", model.apiVersion());
        }
        var allowed = new StringJoiner(", ");
        for (var method : METHODS) {
            if (model.route(method, path, query, _ -> Optional.empty()).isPresent()) {
                allowed.add(method);
            }
        }
        return new AwsException("MethodNotAllowed", 405, "The specified method is not allowed against this resource.")
                .with("Method", exchange.method())
                .with("ResourceType", resourceType(path))
                .withHeader("Allow", allowed.toString());
    }

    private static String resourceType(String path) {
        int slash = path.indexOf('/', 1);
        if (path.length() <= 1) {
            return "SERVICE";
        }
        return slash < 0 || slash == path.length() - 1 ? "BUCKET" : "OBJECT";
    }

    /** An operation of the model that has no handler. */
    static AwsException unhandled(Protocol protocol, SigningStyle style, String name, String version) {
        if (style == SigningStyle.S3) {
            return new AwsException(
                    "NotImplemented", 501, "A header you provided implies functionality that is not implemented.");
        }
        var message = "The operation " + name + " is not supported.";
        return switch (protocol) {
            case EC2_QUERY -> new AwsException("UnsupportedOperation", 400, message);
            case AWS_QUERY -> unknown(protocol, name, version);
            case JSON_1_0, JSON_1_1, REST_JSON, REST_XML, RPC_V2_CBOR ->
                new AwsException(
                        "UnknownOperationException",
                        unknown(protocol, name, version).status(),
                        message);
        };
    }
}
