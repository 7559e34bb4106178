package haneul.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What a run measures. */
record Options(
        List<String> arguments,
        boolean help,
        boolean quick,
        boolean full,
        boolean write,
        int rounds,
        int length,
        List<String> servers,
        Path folder,
        Path repository,
        List<String> names) {

    static final String HELP = """
            usage: ./haneul bench [options] [cells...]

              --quick      one short round, 100,000 keys instead of a million
              --full       the memory cell with 1 GiB objects as far as the disk allows (default: 64 MiB)
              --rounds N   measured rounds after the warm-up (default 3)
              --seconds N  length of a measurement (default 4)
              --servers    of haneul, s3proxy, moto, radosgw, nginx (default: all that can be started)
              --dir DIR    scratch folder on the disk to measure, emptied afterwards (default: /var/tmp/haneul-bench)
              --write      write docs/benchmarks.md

            cells: put-1k get-1k put-64k get-64k put-1m get-1m put-64m get-64m list list-million start memory md5
            """;
    private static final List<String> EXTRA = List.of("start", "memory", "md5");

    static Options parse(String[] arguments) {
        boolean quick = false;
        boolean full = false;
        boolean write = false;
        boolean help = false;
        int rounds = 0;
        int length = 0;
        List<String> servers = List.of();
        Path folder = Path.of("/var/tmp/haneul-bench");
        List<String> names = new ArrayList<>();
        for (int index = 0; index < arguments.length; index++) {
            switch (arguments[index]) {
                case "--quick" -> quick = true;
                case "--full" -> full = true;
                case "--write" -> write = true;
                case "--help", "-h" -> help = true;
                case "--rounds" -> rounds = Integer.parseInt(value(arguments, ++index));
                case "--seconds" -> length = Integer.parseInt(value(arguments, ++index));
                case "--servers" -> servers = List.of(value(arguments, ++index).split(","));
                case "--dir" -> folder = Path.of(value(arguments, ++index));
                default -> names.add(known(arguments[index]));
            }
        }
        return new Options(
                List.of(arguments),
                help,
                quick,
                full,
                write,
                rounds > 0 ? rounds : quick ? 1 : 3,
                length > 0 ? length : quick ? 2 : 4,
                servers,
                folder.toAbsolutePath(),
                Path.of(System.getProperty("haneul.home", ".")).toAbsolutePath().normalize(),
                names);
    }

    private static String value(String[] arguments, int index) {
        if (index >= arguments.length) {
            throw new IllegalArgumentException(arguments[index - 1] + " needs a value\n" + HELP);
        }
        return arguments[index];
    }

    private static String known(String name) {
        if (Stream.concat(Cell.ALL.stream().map(Cell::name), EXTRA.stream()).noneMatch(name::equals)) {
            throw new IllegalArgumentException("no cell or option is called " + name + "\n" + HELP);
        }
        return name;
    }

    boolean wants(String name) {
        return names.isEmpty() || names.contains(name);
    }

    boolean wantsServer(String name) {
        return servers.isEmpty() || servers.contains(name);
    }

    /** The load cells of this run. */
    List<Cell> cells() {
        return Cell.ALL.stream()
                .filter(cell -> wants(cell.name()))
                .map(this::scaled)
                .toList();
    }

    private Cell scaled(Cell cell) {
        return quick && cell.lists() ? cell.withKeys(cell.keys() / 10) : cell;
    }

    /** A page of a large folder takes some servers seconds. */
    int seconds(Cell cell) {
        return cell.lists() ? Math.max(length, 8) : length;
    }

    /** The uncounted first round; Java servers compile their code in it, which takes requests rather than bytes. */
    int warmSeconds(Cell cell) {
        return quick || cell.size() > 1 << 16 || cell.lists() ? 2 : 8;
    }

    String commandLine() {
        return "./haneul bench " + String.join(" ", Arrays.asList(arguments.toArray(String[]::new)));
    }
}
