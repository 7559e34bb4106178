package haneul.wire.codec;

/** The forms in which AWS services speak over HTTP. */
public enum Protocol {
    EC2_QUERY("ec2", "text/xml;charset=UTF-8"),
    AWS_QUERY("query", "text/xml"),
    REST_XML("rest-xml", "application/xml"),
    REST_JSON("rest-json", "application/json"),
    JSON_1_0("json-1.0", "application/x-amz-json-1.0"),
    JSON_1_1("json-1.1", "application/x-amz-json-1.1"),
    RPC_V2_CBOR("smithy-rpc-v2-cbor", "application/cbor");

    private final String modelName;
    private final String contentType;

    Protocol(String modelName, String contentType) {
        this.modelName = modelName;
        this.contentType = contentType;
    }

    /** The media type of its answers. */
    public String contentType() {
        return contentType;
    }

    /** Whether the operation is found by method and path. */
    public boolean isRest() {
        return this == REST_XML || this == REST_JSON;
    }

    /** Whether input is a form of parameters. */
    public boolean isQuery() {
        return this == EC2_QUERY || this == AWS_QUERY;
    }

    /** Whether bodies are JSON. */
    public boolean isJson() {
        return this == REST_JSON || this == JSON_1_0 || this == JSON_1_1;
    }

    /** Whether answers are XML. */
    public boolean isXml() {
        return this == EC2_QUERY || this == AWS_QUERY || this == REST_XML;
    }

    /** @throws IllegalArgumentException when no protocol has this name in a model */
    static Protocol named(String modelName) {
        for (var protocol : values()) {
            if (protocol.modelName.equals(modelName)) {
                return protocol;
            }
        }
        throw new IllegalArgumentException("'" + modelName + "' is no protocol of a service model");
    }
}
