package haneul.kernel;

/**
 * An availability zone of a region.
 *
 * @param letter {@code a} for the first one
 */
public record Zone(Region region, char letter) {
    /** @throws IllegalArgumentException when the letter is not a to z */
    public Zone {
        if (letter < 'a' || letter > 'z') {
            throw new IllegalArgumentException("'" + letter + "' is not a zone's letter: a to z");
        }
    }

    /** For example {@code ap-northeast-2a}. */
    public String name() {
        return region.name() + letter;
    }

    /** For example {@code apne2-az1}. */
    public String id() {
        return region.shortName() + "-az" + (letter - 'a' + 1);
    }

    @Override
    public String toString() {
        return name();
    }
}
