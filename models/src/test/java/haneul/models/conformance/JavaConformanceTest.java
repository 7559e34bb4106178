package haneul.models.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import haneul.models.Models;
import haneul.wire.codec.Codec;
import haneul.wire.codec.Operation;
import haneul.wire.codec.Rendered;
import haneul.wire.codec.ServiceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Drives every modelled operation of every service through the AWS SDK for Java's own client: a filled request must
 * arrive equal, a filled response must be read back equal.
 */
class JavaConformanceTest {
    private static final long SEED = 20261123;

    @Test
    void everyOperationOfEveryServiceSurvivesBothWays() throws Exception {
        var unexpected = new ArrayList<String>();
        for (var service : Models.all()) {
            unexpected.addAll(new Run(service).drive());
        }
        assertTrue(
                unexpected.isEmpty(),
                () -> unexpected.size() + " differences are not in the table (seed " + SEED + "):\n"
                        + String.join("\n", unexpected));
    }

    /** One service. */
    private static final class Run {
        private final ServiceModel service;
        private final List<String> unexpected = new ArrayList<>();
        private int requests;
        private int responses;
        private int known;

        Run(ServiceModel service) {
            this.service = service;
        }

        List<String> drive() throws Exception {
            if (service.javaPackage().isEmpty()) {
                System.out.printf(
                        "%-26s %4d operations, not in the SDK%n",
                        service.name(), service.operations().size());
                return List.of();
            }
            try (var client = new JavaClient(service)) {
                for (var operation : service.operations()) {
                    if (operation.requestType().isEmpty()) {
                        differs(operation, "shape", List.of("the SDK has no such operation"));
                    } else if (!client.has(operation)) {
                        differs(operation, "call", List.of("the client has no such method"));
                    } else {
                        drive(client, operation);
                    }
                }
            }
            System.out.printf(
                    "%-26s %4d operations %4d requests exact %4d responses exact %3d known differences%n",
                    service.name(), service.operations().size(), requests, responses, known);
            return unexpected;
        }

        private void drive(JavaClient client, Operation operation) {
            var filler = new Filler(SEED + operation.name().hashCode());
            var request = filler.fill(builder(operation.requestType().orElseThrow()));
            var response = filler.fill(builder(operation.responseType().orElseThrow()));
            var received = new AtomicReference<SdkPojo>();
            try {
                var read = client.call(operation, request, wire -> serve(wire, operation, response, received));
                requests += same(operation, "request", request, received.get());
                responses += same(operation, "response", response, read);
            } catch (Exception e) {
                differs(operation, received.get() == null ? "request" : "response", List.of(e.toString()));
            }
        }

        private Rendered serve(Wire wire, Operation operation, SdkPojo response, AtomicReference<SdkPojo> received) {
            var routed = wire.operation()
                    .orElseThrow(() -> new IllegalStateException(
                            "not routed: " + wire.parts().rawPath()));
            if (routed != operation) {
                throw new IllegalStateException("routed to " + routed + " instead");
            }
            received.set(wire.read());
            return Codec.encode(service, wire.protocol(), operation, response, "request-id");
        }

        private int same(Operation operation, String direction, SdkPojo expected, SdkPojo found) {
            var differences = Dump.differences(Dump.of(expected), Dump.of(found));
            if (!differences.isEmpty()) {
                differs(operation, direction, differences);
            }
            return differences.isEmpty() ? 1 : 0;
        }

        private void differs(Operation operation, String direction, List<String> differences) {
            if (KnownDifferences.coveredForJava(service.name(), operation.name(), direction, differences)) {
                known++;
            } else {
                unexpected.add(service.name() + " " + operation.name() + " " + direction + " " + differences);
            }
        }

        private static SdkPojo builder(Class<?> shape) {
            try {
                return (SdkPojo) shape.getMethod("builder").invoke(null);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
