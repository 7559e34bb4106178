package haneul.server;

/** Whose limits hold: AWS's of today, or those of S3's first years. */
enum Profile {
    AWS,
    CLASSIC;

    /** @throws Failure when there is no such profile */
    static Profile of(String name) {
        return switch (name) {
            case "aws" -> AWS;
            case "classic" -> CLASSIC;
            default -> throw new Failure("--profile must be aws or classic, not \"" + name + "\"");
        };
    }

    @Override
    public String toString() {
        return this == AWS ? "aws" : "classic";
    }
}
