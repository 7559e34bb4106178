package haneul.kernel;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A region, such as {@code ap-northeast-2}.
 *
 * @param name as AWS forms it: a geography, a direction, a number
 */
public record Region(String name) {
    private static final Pattern NAME = Pattern.compile("[a-z]{2}(-[a-z]{1,10}){1,2}-[0-9]{1,2}");
    private static final int ZONES = 3;

    /** @throws IllegalArgumentException when the name is not formed like a region's */
    public Region {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not a region name such as ap-northeast-2");
        }
    }

    /** The region's three zones, in order of their letter. */
    public List<Zone> zones() {
        return IntStream.range(0, ZONES)
                .mapToObj(i -> new Zone(this, (char) ('a' + i)))
                .toList();
    }

    /** The zone of this name, such as {@code ap-northeast-2a}; empty when the region has none of it. */
    public Optional<Zone> zone(String zoneName) {
        return zones().stream().filter(zone -> zone.name().equals(zoneName)).findFirst();
    }

    /** AWS's short form, the start of zone ids: {@code apne2} for {@code ap-northeast-2}. */
    public String shortName() {
        var parts = name.split("-");
        var text = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length - 1; i++) {
            text.append(initials(parts[i]));
        }
        return text.append(parts[parts.length - 1]).toString();
    }

    private static String initials(String direction) {
        for (var second : List.of("east", "west")) {
            if (direction.length() > second.length() && direction.endsWith(second)) {
                return direction.substring(0, 1) + second.charAt(0);
            }
        }
        return direction.substring(0, 1);
    }

    @Override
    public String toString() {
        return name;
    }
}
