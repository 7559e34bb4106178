package haneul.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import haneul.server.Sources.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Guards the rules of the house that the compiler and Maven cannot see. */
class TidyTest {
    private static final int MAX_LINES = 500;
    private static final int MAX_COLUMNS = 120;
    private static final Set<String> BELOW_SERVICES = Set.of("kernel", "storage", "wire", "models");
    private static final Set<String> RAW_CLOCKS = Set.of(
            "Instant.now",
            "System.currentTimeMillis",
            "Clock.systemUTC",
            "Clock.systemDefaultZone",
            "LocalDate.now",
            "LocalDateTime.now",
            "ZonedDateTime.now",
            "OffsetDateTime.now");
    private static final Pattern BANNED_NAME = Pattern.compile("(?:Manager|Helper|Utils?|Impl)(?![a-z])");
    private static final Pattern LEFTOVER = Pattern.compile("\\b(?:TODO|FIXME|XXX)\\b|@author");
    private static final Pattern INVARIANT = Pattern.compile("(?m)^\\d+\\. (?:.+\\n?)*?(?=^\\d+\\. |^$|\\z)");
    private static final Pattern ENFORCER = Pattern.compile("Enforced by: (`\\w+`(?:, `\\w+`)*)\\.$");

    @Test
    void servicesAreEnteredThroughTheirFrontDoor() {
        assertNone(imports((source, name) -> name.matches("haneul\\.\\w+\\.(?:api|model|plane)\\..*")
                && !source.module().equals("services/" + name.split("\\.")[1])));
    }

    @Test
    void nothingBelowServicesImportsAServiceOrItsShapes() {
        assertNone(imports((source, name) -> source.main()
                && BELOW_SERVICES.contains(source.module())
                && (name.startsWith("software.amazon.awssdk.services.") || isService(name))));
    }

    private static boolean isService(String imported) {
        var parts = imported.split("\\.");
        return parts[0].equals("haneul")
                && Files.isDirectory(Sources.ROOT.resolve("services").resolve(parts[1]));
    }

    @Test
    void onlyTheKernelReadsRawClocks() {
        assertNone(calls(
                source -> source.main()
                        && !Set.of("kernel", "acceptance", "bench").contains(source.module()),
                RAW_CLOCKS));
    }

    @Test
    void nobodySleeps() {
        assertNone(calls(
                source -> !source.in("bench"),
                Set.of("Thread.sleep", "TimeUnit.sleep", "SECONDS.sleep", "MILLISECONDS.sleep")));
    }

    @Test
    void onlyTheKernelAndTheLauncherTouchTheFileSystem() {
        var ownFiles = Set.of("RocksIndex.java", "LocalAuthority.java", "Locks.java"); // a database's, certificates'
        var files = Set.of(
                "java.nio.file.Files",
                "java.nio.channels.FileChannel",
                "java.io.File",
                "java.io.RandomAccessFile",
                "java.io.FileInputStream",
                "java.io.FileOutputStream");
        assertNone(imports((source, name) -> source.main()
                && files.contains(name)
                && !ownFiles.contains(source.path().getFileName().toString())
                && !Set.of("kernel", "server", "acceptance", "bench").contains(source.module())));
    }

    @Test
    void noCatchIsEmpty() {
        assertNone(scan(source -> true, (source, found) -> new TreeScanner<Void, Void>() {
            @Override
            public Void visitCatch(CatchTree tree, Void nothing) {
                if (tree.getBlock().getStatements().isEmpty()) {
                    found.accept(tree);
                }
                return super.visitCatch(tree, nothing);
            }
        }));
    }

    @Test
    void namesSayWhatThingsAre() {
        assertNone(scan(source -> true, (source, found) -> new TreeScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree tree, Void nothing) {
                if (BANNED_NAME.matcher(tree.getSimpleName()).find()) {
                    found.accept(tree);
                }
                return super.visitClass(tree, nothing);
            }
        }));
    }

    @Test
    void filesAndLinesAreShort() {
        var found = new ArrayList<String>();
        for (var source : Sources.ALL) {
            if (source.lines().size() > MAX_LINES) {
                found.add(source.path() + " has " + source.lines().size() + " lines; a second noun hides in it");
            }
            eachLine(source, line -> line.length() > MAX_COLUMNS, "is longer than " + MAX_COLUMNS, found);
        }
        assertNone(found);
    }

    @Test
    void nothingIsLeftOver() {
        var found = new ArrayList<String>();
        for (var source : Sources.ALL) {
            if (!source.path().endsWith("TidyTest.java")) {
                eachLine(source, line -> LEFTOVER.matcher(line).find(), "holds a leftover", found);
                eachLine(source, line -> line.endsWith(" "), "ends with a space", found);
            }
        }
        assertNone(found);
    }

    private static void eachLine(Source source, Predicate<String> wrong, String what, List<String> found) {
        for (int i = 0; i < source.lines().size(); i++) {
            if (wrong.test(source.lines().get(i))) {
                found.add(source.path() + ":" + (i + 1) + " " + what);
            }
        }
    }

    @Test
    void everyServiceHasTheSamePlaces() throws IOException {
        var found = new ArrayList<String>();
        for (var service : folders(Sources.ROOT.resolve("services"))) {
            var name = service.getFileName().toString();
            var code = service.resolve("src/main/java/haneul").resolve(name);
            if (!Files.exists(service.resolve("README.md"))) {
                found.add("services/" + name + " has no README.md");
            }
            for (var place : folders(code)) {
                if (!Set.of("api", "model", "plane")
                        .contains(place.getFileName().toString())) {
                    found.add(Sources.ROOT.relativize(place) + " is none of api, model, plane");
                }
            }
            if (javaFiles(code).noneMatch(file -> file.equalsIgnoreCase(name + ".java"))) {
                found.add("services/" + name + " has no front door class of its name");
            }
        }
        assertNone(found);
    }

    @Test
    void everyInvariantNamesAnEnforcerThatExists() throws IOException {
        var classes = Sources.ALL.stream()
                .map(source -> source.path().getFileName().toString().replace(".java", ""))
                .toList();
        var found = new ArrayList<String>();
        var text = Files.readString(Sources.ROOT.resolve("INVARIANTS.md"));
        var rules = INVARIANT
                .matcher(text)
                .results()
                .map(rule -> rule.group().replaceAll("\\s+", " ").strip())
                .toList();
        for (var rule : rules) {
            var enforcer = ENFORCER.matcher(rule);
            if (!enforcer.find()) {
                found.add("no \"Enforced by: `…`.\" at the end of: " + rule);
            } else {
                Stream.of(enforcer.group(1).split(", "))
                        .map(name -> name.replace("`", ""))
                        .filter(name -> !classes.contains(name))
                        .forEach(name -> found.add("INVARIANTS.md names " + name + ", which does not exist"));
            }
        }
        assertFalse(rules.isEmpty(), "INVARIANTS.md has no numbered rule");
        assertNone(found);
    }

    private interface ImportRule {
        boolean broken(Source source, String imported);
    }

    private static List<String> imports(ImportRule rule) {
        var found = new ArrayList<String>();
        for (var source : Sources.ALL) {
            source.imports().stream()
                    .filter(name -> rule.broken(source, name))
                    .forEach(name -> found.add(source.path() + " imports " + name));
        }
        return found;
    }

    private static List<String> calls(Predicate<Source> where, Set<String> banned) {
        return scan(where, (source, found) -> new TreeScanner<Void, Void>() {
            @Override
            public Void visitMemberSelect(MemberSelectTree tree, Void nothing) {
                var text = tree.toString();
                if (banned.stream().anyMatch(name -> text.equals(name) || text.endsWith("." + name))) {
                    found.accept(tree);
                }
                return super.visitMemberSelect(tree, nothing);
            }
        });
    }

    private interface Found {
        void accept(Tree tree);
    }

    private interface ScannerOf {
        TreeScanner<Void, Void> of(Source source, Found found);
    }

    private static List<String> scan(Predicate<Source> where, ScannerOf scanner) {
        var places = new ArrayList<String>();
        for (var source : Sources.ALL) {
            if (where.test(source)) {
                scanner.of(source, tree -> places.add(source.at(tree) + " " + firstLine(tree)))
                        .scan(source.tree(), null);
            }
        }
        return places;
    }

    private static String firstLine(Tree tree) {
        return tree.toString().strip().lines().findFirst().orElse("");
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (var children = Files.list(parent)) {
            return children.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static Stream<String> javaFiles(Path folder) throws IOException {
        try (var children = Files.list(folder)) {
            return children.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    private static void assertNone(List<String> found) {
        assertEquals("", String.join("\n", found), () -> found.size() + " places break the rule");
    }
}
