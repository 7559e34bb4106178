package haneul.models;

import haneul.wire.codec.ServiceModel;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every service Haneul knows the wire of. What a service says of itself is read at once, its operations when needed.
 */
public final class Models {
    private static final Map<String, ServiceModel> ALL = read();

    private Models() {}

    /** All services, by name in ascending order. */
    public static Collection<ServiceModel> all() {
        return ALL.values();
    }

    /** @throws IllegalArgumentException when there is no model of this name */
    public static ServiceModel service(String name) {
        var model = ALL.get(name);
        if (model == null) {
            throw new IllegalArgumentException("there is no model of '" + name + "', only of " + ALL.keySet());
        }
        return model;
    }

    private static Map<String, ServiceModel> read() {
        var models = new LinkedHashMap<String, ServiceModel>();
        try (var lines = new BufferedReader(new InputStreamReader(open("services"), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var name = line.split(" ", 3)[1];
                models.put(name, ServiceModel.lazy(line, () -> open(name)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the list of service models cannot be read", e);
        }
        return Collections.unmodifiableMap(models);
    }

    private static InputStream open(String name) throws IOException {
        var in = Models.class.getResourceAsStream(name + ".txt");
        if (in == null) {
            throw new FileNotFoundException("the resource haneul/models/" + name + ".txt is missing");
        }
        return in;
    }
}
