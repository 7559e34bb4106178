package haneul.wire.codec;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What AWS's model says about one service beyond its shapes. Immutable; operations are read on first use. */
public final class ServiceModel {
    private ServiceModel() {}

    /** @throws IOException when the resource cannot be read or is no service model */
    public static ServiceModel read(InputStream in) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The service's name in AWS's model, for example {@code s3}, {@code ec2}, {@code ce}. */
    public String name() {
        throw new UnsupportedOperationException();
    }

    /** The service in a credential scope, for example {@code elasticfilesystem}. */
    public String signingName() {
        throw new UnsupportedOperationException();
    }

    /** The first label of the service's host names. */
    public String endpointPrefix() {
        throw new UnsupportedOperationException();
    }

    /** What stands before the dot of {@code X-Amz-Target}; empty when the service has none. */
    public String targetPrefix() {
        throw new UnsupportedOperationException();
    }

    public String apiVersion() {
        throw new UnsupportedOperationException();
    }

    /** Empty when the protocol has none. */
    public String xmlNamespace() {
        throw new UnsupportedOperationException();
    }

    /** The protocol that clients prefer. */
    public Protocol protocol() {
        throw new UnsupportedOperationException();
    }

    public Set<Protocol> protocols() {
        throw new UnsupportedOperationException();
    }

    /** The protocol a request speaks, judged by its headers; always one of {@link #protocols()}. */
    public Protocol spoken(Function<String, Optional<String>> headers) {
        throw new UnsupportedOperationException();
    }

    /** Whether errors stand within {@code ErrorResponse}; false for S3. */
    public boolean wrapsErrors() {
        throw new UnsupportedOperationException();
    }

    public Collection<Operation> operations() {
        throw new UnsupportedOperationException();
    }

    /** Finds by the name on the wire: query {@code Action}, suffix of {@code X-Amz-Target}, last path part of RPC v2. */
    public Optional<Operation> operation(String wireName) {
        throw new UnsupportedOperationException();
    }

    /** Finds the operation of a REST request; the most specific that fits. */
    public Optional<Operation> route(
            String method, String rawPath, Query query, Function<String, Optional<String>> headers) {
        throw new UnsupportedOperationException();
    }
}
