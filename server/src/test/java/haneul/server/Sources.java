package haneul.server;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Every Java file of the repository, parsed once. */
final class Sources {
    static final Path ROOT = root();
    static final List<Source> ALL = parse();

    private Sources() {}

    /**
     * @param path relative to the repository, for example {@code wire/src/main/java/haneul/wire/Call.java}
     */
    record Source(Path path, List<String> lines, CompilationUnitTree tree, SourcePositions positions) {
        boolean in(String folder) {
            return path.startsWith(folder);
        }

        boolean main() {
            return path.toString().contains("src/main/java");
        }

        /** The module's folder, for example {@code wire} or {@code services/s3}. */
        String module() {
            return path.toString().replaceFirst("/src/.*", "");
        }

        List<String> imports() {
            return tree.getImports().stream()
                    .map(line -> line.getQualifiedIdentifier().toString())
                    .toList();
        }

        /** A place to name in a message. */
        String at(Tree node) {
            return path + ":" + tree.getLineMap().getLineNumber(positions.getStartPosition(tree, node));
        }
    }

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("INVARIANTS.md"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException(
                        "no folder above " + Path.of("").toAbsolutePath() + " holds INVARIANTS.md");
            }
        }
        return folder;
    }

    private static List<Source> parse() {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var paths = javaFiles();
            var task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(paths));
            var positions = Trees.instance(task).getSourcePositions();
            var sources = new ArrayList<Source>();
            for (var tree : task.parse()) {
                var path = Path.of(tree.getSourceFile().toUri());
                sources.add(new Source(ROOT.relativize(path), Files.readAllLines(path), tree, positions));
            }
            return List.copyOf(sources);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> javaFiles() throws IOException {
        try (Stream<Path> all = Files.walk(ROOT, 20)) {
            return all.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !ROOT.relativize(path).toString().matches("(.*/)?(target|\\.[^/]*)/.*"))
                    .sorted()
                    .toList();
        }
    }
}
