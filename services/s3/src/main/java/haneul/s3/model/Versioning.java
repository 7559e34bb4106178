package haneul.s3.model;

/** State of a bucket's versioning: off until first enabled, and never off again after that. */
public enum Versioning {
    OFF,
    ENABLED,
    SUSPENDED;

    /** Whether a write keeps the version it supersedes under an id of its own. */
    public boolean enabled() {
        return this == ENABLED;
    }
}
