package haneul.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Assertions about answers of S3. */
public final class Expect {

    private Expect() {}

    /** An SDK call that fails with this status and code, and names its request. */
    public static S3Exception error(int status, String code, Executable call) {
        var error = assertThrows(S3Exception.class, call);
        assertEquals(
                status + " " + code,
                error.statusCode() + " " + error.awsErrorDetails().errorCode(),
                error::getMessage);
        assertFalse(error.requestId() == null || error.requestId().isBlank(), "no request id: " + error);
        return error;
    }

    /** A reply that is an S3 error document of this status and code, naming the request as its header does. */
    public static Reply error(int status, String code, Reply reply) {
        assertEquals(status + " " + code, reply.status() + " " + reply.code(), reply::toString);
        assertEquals("Error", reply.xml().getLocalName(), reply::toString);
        assertEquals(reply.header("x-amz-request-id").orElse("none"), reply.first("RequestId"), reply::toString);
        assertFalse(reply.first("HostId").isEmpty(), reply::toString);
        assertFalse(reply.first("Message").isEmpty(), reply::toString);
        assertEquals("application/xml", reply.header("Content-Type").orElse("none"));
        return reply;
    }

    public static Reply status(int status, Reply reply) {
        assertEquals(status, reply.status(), reply::toString);
        return reply;
    }

    /** Refused: a 4xx (or 501), never a success and never an internal error. */
    public static Reply refused(Reply reply) {
        assertTrue(reply.status() >= 400 && reply.status() < 500 || reply.status() == 501, reply::toString);
        return reply;
    }
}
