package haneul.server;

import java.util.Locale;

/** Whose limits hold: AWS's of today, or those of S3's first years. */
enum Profile {
    AWS,
    CLASSIC;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
