package haneul.kernel;

/** An Amazon Resource Name: {@code arn:partition:service:region:account:resource}. Region and account may be empty. */
public record Arn(String partition, String service, String region, String account, String resource) {
    public static Arn of(String service, String region, String account, String resource) {
        return new Arn("aws", service, region, account, resource);
    }

    /** @throws IllegalArgumentException when the text has fewer than six parts or does not start with {@code arn:} */
    public static Arn parse(String text) {
        var parts = text.split(":", 6);
        if (parts.length != 6 || !parts[0].equals("arn")) {
            throw new IllegalArgumentException("'" + text + "' is not arn:partition:service:region:account:resource");
        }
        return new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]);
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }
}
