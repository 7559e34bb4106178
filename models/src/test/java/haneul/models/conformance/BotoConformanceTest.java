package haneul.models.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import haneul.models.Models;
import haneul.wire.codec.ServiceModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As {@link JavaConformanceTest}, with boto3's clients over HTTP; skipped where python3 has no boto3. */
class BotoConformanceTest {
    private static final int MINUTES = 5;

    @TempDir
    Path folder;

    @Test
    void everyOperationOfEveryServiceSurvivesBothWaysWithBoto3() throws Exception {
        assumeTrue(hasBoto3(), "python3 with boto3 is not installed: the other half of conformance is not proven here");
        var script = folder.resolve("drive.py");
        try (var in = BotoConformanceTest.class.getResourceAsStream("drive.py")) {
            Files.copy(in, script);
        }
        var unexpected = new ArrayList<String>();
        try (var server = new BotoServer()) {
            var command = new ArrayList<>(List.of("python3", script.toString(), Integer.toString(server.port())));
            Models.all().stream().map(ServiceModel::name).forEach(command::add);
            var python = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var lines = python.inputReader(StandardCharsets.UTF_8)) {
                lines.lines().forEach(line -> read(line, unexpected));
                assertTrue(python.waitFor(MINUTES, TimeUnit.MINUTES), "python did not end");
            } finally {
                python.destroyForcibly();
            }
            assertEquals(0, python.exitValue());
        }
        assertTrue(
                unexpected.isEmpty(),
                () -> unexpected.size() + " differences are not in the table:\n" + String.join("\n", unexpected));
    }

    private static boolean hasBoto3() throws IOException, InterruptedException {
        try {
            var probe = new ProcessBuilder("python3", "-c", "import boto3, botocore")
                    .redirectErrorStream(true)
                    .start();
            probe.getInputStream().readAllBytes();
            return probe.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void read(String line, List<String> unexpected) {
        var finding = Finding.parse(line);
        if (finding.differences().isEmpty()) {
            System.out.println("boto3 " + line);
        } else if (!KnownDifferences.coveredForBoto(
                finding.service(), finding.operation(), finding.direction(), finding.differences())) {
            unexpected.add(finding.toString());
        }
    }

    /** One line of the script's report. */
    private record Finding(String service, String operation, String direction, List<String> differences) {
        static Finding parse(String line) {
            String service = "";
            String operation = "";
            String direction = "";
            var differences = new ArrayList<String>();
            try (var parser = new JsonFactory().createParser(line)) {
                parser.nextToken();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    var name = parser.currentName();
                    parser.nextToken();
                    switch (name) {
                        case "service" -> service = parser.getText();
                        case "operation" -> operation = parser.getText();
                        case "direction" -> direction = parser.getText();
                        case "differences" -> {
                            while (parser.nextToken() == JsonToken.START_ARRAY) {
                                differences.add(String.join(
                                        ": ",
                                        parser.nextTextValue(),
                                        parser.nextTextValue(),
                                        String.valueOf(parser.nextTextValue())));
                                parser.nextToken();
                            }
                        }
                        default -> parser.skipChildren();
                    }
                }
            } catch (IOException e) {
                throw new IllegalStateException("'" + line + "' is no finding", e);
            }
            return new Finding(service, operation, direction, differences);
        }
    }
}
