package haneul.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestReportTest {
    @TempDir
    private Path scratch;

    private List<String> lines(String... reports) throws IOException {
        var report = new TestReport();
        for (int i = 0; i < reports.length; i++) {
            report.add(Files.writeString(scratch.resolve("TEST-" + i + ".xml"), reports[i]));
        }
        return report.lines();
    }

    @Test
    void addsUpAllReportsAndEndsWithTheSumAlone() throws IOException {
        var lines = lines(
                "<testsuite><properties><property name='a' value='b'/></properties><testcase classname='A' name='one'/>"
                        + "<testcase classname='A' name='two'><failure message='no&#10;more'/></testcase></testsuite>",
                "<testsuite><testcase classname='B' name='three'><error>boom</error></testcase>"
                        + "<testcase classname='B' name='four'><skipped message='no aws here'/></testcase>"
                        + "<testcase classname='B' name='five'><system-out>bad</system-out></testcase></testsuite>");
        assertEquals(
                List.of(
                        "skipped  B.four: no aws here",
                        "FAILED   A.two: no",
                        "FAILED   B.three: ",
                        "2 passed, 2 failed, 1 skipped"),
                lines);
    }

    @Test
    void countsAReportItCannotReadAsAFailure() throws IOException {
        var lines = lines("<testsuite><testcase classname='A'");
        assertTrue(lines.getFirst().startsWith("FAILED"), lines.toString());
        assertEquals("0 passed, 1 failed, 0 skipped", lines.getLast());
    }

    @Test
    void expandsNoEntities() throws IOException {
        var lines = lines(
                "<!DOCTYPE t [<!ENTITY e SYSTEM 'file:///etc/hosts'>]><testsuite><testcase name='&e;'/></testsuite>");
        assertEquals("0 passed, 1 failed, 0 skipped", lines.getLast());
    }
}
