package org.isobit.models.weights;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.isobit.models.io.Quoted;
import org.isobit.models.io.Settings;
import org.isobit.models.io.Similar;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.LayerProvider;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Registry;

/**
 * What weights alone do not say of a network: the shape of a sample, the layers and the precision of its arithmetic. In
 * a file of Isobit's it stands in the header's metadata as JSON; beside a file of another program's, it is YAML of the
 * same form, which {@link NetworkFile} describes. Immutable.
 *
 * @param input    shape of a sample
 * @param layers   the layers, at least one
 * @param prefixes for each layer what its tensors' names begin with
 * @param single   whether the arithmetic is float; null: as the tensors are
 * @param ignored  names of tensors that are no part of the network
 */
record NetworkDescription(Shape input, List<Layer> layers, List<String> prefixes, Boolean single, Set<String> ignored) {

  /** The version of the form, for readers to come. */
  private static final int FORMAT = 1;

  private static final List<String> KEYS = List.of("format", "input", "precision", "layers", "ignore");

  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  /** How an error about a key is made: key path, what is wrong. */
  private record Source(Map<String, Object> values, BiFunction<String, String, IllegalArgumentException> error) {}

  /**
   * Reads the metadata of a file of Isobit's.
   *
   * @param source what messages call the text
   * @param json   the text
   * @throws IllegalArgumentException if it is no description of a network
   */
  static NetworkDescription parse(String source, String json) {
    return of(new Source(StrictJson.object(source, json),
        (key, what) -> new IllegalArgumentException(source + ": " + Quoted.line(key) + ": " + Quoted.line(what))));
  }

  /**
   * Reads a YAML or JSON file.
   *
   * @param file the file
   * @throws IOException              if the system cannot read it
   * @throws IllegalArgumentException if it is no description of a network
   */
  static NetworkDescription read(Path file) throws IOException {
    Settings settings = Settings.read(file, List.of());
    return of(new Source(settings.values(), settings::error));
  }

  private static NetworkDescription of(Source source) {
    for (String key : source.values.keySet()) {
      if (!KEYS.contains(key)) {
        throw source.error.apply(key, "is not known here" + Similar.hint(key, KEYS) + "; known: "
            + String.join(", ", KEYS));
      }
    }
    if (source.values.getOrDefault("format", FORMAT) instanceof Object format && !format.equals(FORMAT)) {
      throw source.error.apply("format", "must be " + FORMAT + ", but is " + shown(format));
    }
    List<?> entries = list(source, "layers", "a list of layers");
    List<Layer> layers = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      String place = "layers." + i;
      if (!(entries.get(i) instanceof Map<?, ?> entry)) {
        throw source.error.apply(place, "must be a layer, {kind: ..., ...}, but is " + shown(entries.get(i)));
      }
      Map<String, Object> settings = new LinkedHashMap<>();
      entry.forEach((key, value) -> settings.put((String) key, value));
      String kind = text(source, place + ".kind", settings.remove("kind"));
      Object prefix = settings.remove("tensors");
      prefixes.add(prefix == null ? place : prefix instanceof Integer ? prefix.toString()
          : text(source, place + ".tensors", prefix));
      try {
        layers.add(Layers.of(kind, withDefaults(kind, settings)));
      } catch (IllegalArgumentException e) {
        throw source.error.apply(place, e.getMessage());
      }
    }
    return new NetworkDescription(input(source), List.copyOf(layers), List.copyOf(prefixes), precision(source),
        ignored(source));
  }

  private static Shape input(Source source) {
    List<?> entries = list(source, "input", "a list of sizes");
    int[] sizes = new int[entries.size()];
    for (int i = 0; i < sizes.length; i++) {
      if (!(entries.get(i) instanceof Integer size)) {
        throw source.error.apply("input." + i, "must be a size, but is " + shown(entries.get(i)));
      }
      sizes[i] = size;
    }
    try {
      return Shape.of(sizes);
    } catch (IllegalArgumentException e) {
      throw source.error.apply("input", e.getMessage());
    }
  }

  private static Boolean precision(Source source) {
    Object precision = source.values.get("precision");
    if (precision == null) {
      return null;
    }
    if (!precision.equals("double") && !precision.equals("float")) {
      throw source.error.apply("precision", "must be double or float, but is " + shown(precision));
    }
    return precision.equals("float");
  }

  private static Set<String> ignored(Source source) {
    if (source.values.get("ignore") == null) {
      return Set.of();
    }
    List<String> names = new ArrayList<>();
    for (Object name : list(source, "ignore", "a list of names of tensors")) {
      names.add(text(source, "ignore." + names.size(), name));
    }
    return Set.copyOf(names);
  }

  /** What a description written by hand may leave out; those that Isobit writes are complete. */
  private static Map<String, Object> withDefaults(String kind, Map<String, Object> settings) {
    Map<String, Object> all = new LinkedHashMap<>(settings);
    Registry<LayerProvider> layers = Layers.registry();
    if (layers.labels().contains(kind)) {
      for (Key key : layers.get(kind).keys().own()) {
        if (key.usual() != null && (key.when() == null || "leaky-relu".equals(all.get("activation")))) {
          all.putIfAbsent(key.name(), value(key));
        }
      }
    }
    return all;
  }

  private static Object value(Key key) {
    return switch (key.forms().iterator().next()) {
      case FLAG -> Boolean.valueOf(key.usual());
      case NUMBER -> Double.valueOf(key.usual());
      case INTEGER -> Long.valueOf(key.usual());
      default -> key.usual();
    };
  }

  private static List<?> list(Source source, String key, String what) {
    Object value = source.values.get(key);
    if (!(value instanceof List<?> list) || list.isEmpty()) {
      throw source.error.apply(key, value == null ? "is missing" : "must be " + what + ", but is " + shown(value));
    }
    return list;
  }

  private static String text(Source source, String key, Object value) {
    if (!(value instanceof String text)) {
      throw source.error.apply(key, value == null ? "is missing" : "must be text, but is " + shown(value));
    }
    return text;
  }

  private static String shown(Object value) {
    return switch (value) {
      case null -> "empty";
      case Map<?, ?> map -> "a section";
      case List<?> list -> "a list of " + list.size();
      default -> Quoted.of(value.toString());
    };
  }

  /** The text that {@link #parse} reads, for tensors with the names that they have without {@code tensors}. */
  static String json(Shape input, List<Layer> layers, boolean single) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("format", FORMAT);
    root.put("input", input.dimensions());
    root.put("precision", single ? "float" : "double");
    List<Map<String, Object>> entries = new ArrayList<>();
    for (Layer layer : layers) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("kind", layer.kind());
      entry.putAll(layer.settings());
      entries.add(entry);
    }
    root.put("layers", entries);
    return JSON.toJson(root);
  }
}
