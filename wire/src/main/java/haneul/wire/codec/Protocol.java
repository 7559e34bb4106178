package haneul.wire.codec;

/** The forms in which AWS services speak over HTTP. */
public enum Protocol {
    EC2_QUERY,
    AWS_QUERY,
    REST_XML,
    REST_JSON,
    JSON_1_0,
    JSON_1_1,
    RPC_V2_CBOR
}
