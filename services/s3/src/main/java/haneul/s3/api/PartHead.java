package haneul.s3.api;

import java.util.Locale;

/**
 * What stands before the content of a form's part.
 *
 * @param name of the field
 * @param filename without folders; null when the part names no file
 */
record PartHead(String name, String filename) {
    private static final String DISPOSITION = "content-disposition:";

    /** @throws haneul.kernel.AwsException {@code MalformedPOSTRequest} when the part names no field */
    static PartHead parse(String lines) {
        String disposition = null;
        for (var line : lines.split("\r\n", -1)) {
            if (line.regionMatches(true, 0, DISPOSITION, 0, DISPOSITION.length())) {
                if (disposition != null) {
                    throw MultipartForm.malformed();
                }
                disposition = line.substring(DISPOSITION.length()).strip();
            } else if (line.indexOf(':') < 1 || line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
                throw MultipartForm.malformed();
            }
        }
        if (disposition == null) {
            throw MultipartForm.malformed();
        }
        return of(disposition);
    }

    private static PartHead of(String disposition) {
        var parameters = new HeaderParameters(disposition);
        var name = parameters.value("name");
        if (!parameters.type().toLowerCase(Locale.ROOT).equals("form-data") || name == null || name.isEmpty()) {
            throw MultipartForm.malformed();
        }
        return new PartHead(name, base(parameters.value("filename")));
    }

    /** Old browsers send folders too; what is before the last slash or backslash is no part of the name. */
    private static String base(String filename) {
        return filename == null
                ? null
                : filename.substring(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
    }
}
