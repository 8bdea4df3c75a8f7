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
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.ArchitectureBuilder;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.LayerProvider;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Registry;

/**
 * What weights alone do not say of a network: shapes, layers, what they read and the precision of its arithmetic. In
 * a file of Isobit's it stands in the header's metadata as JSON; beside a file of another program's, it is YAML of the
 * same form, which {@link NetworkFile} describes. Immutable.
 *
 * @param architecture shapes and layers
 * @param prefixes for each layer what its tensors' names begin with
 * @param single   whether the arithmetic is float; null: as the tensors are
 * @param ignored  names of tensors that are no part of the network
 */
record NetworkDescription(Architecture architecture, List<String> prefixes, Boolean single, Set<String> ignored) {

  /** The version of the form in which networks that are chains are written. */
  private static final int CHAIN = 1;

  /** The version of the form for networks that are graphs, which readers of the first one refuse. */
  private static final int GRAPH = 2;

  private static final List<String> KEYS = List.of("format", "input", "inputs", "precision", "layers", "outputs",
      "ignore");

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
    if (source.values.getOrDefault("format", CHAIN) instanceof Object format && !format.equals(CHAIN)
        && !format.equals(GRAPH)) {
      throw source.error.apply("format", "must be " + CHAIN + " or " + GRAPH + ", but is " + shown(format));
    }
    ArchitectureBuilder network = Architecture.builder();
    Map<String, Integer> values = inputs(source, network);
    List<?> entries = list(source, "layers", "a list of layers");
    List<String> prefixes = new ArrayList<>();
    // Of several inputs, none is meant without being named.
    int last = source.values.get("inputs") instanceof List<?> several && several.size() > 1 ? -1 : 0;
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
      Object name = settings.remove("name");
      int[] from = from(source, place + ".from", settings.remove("from"), values, last);
      try {
        last = network.add(Layers.of(kind, withDefaults(kind, settings)), from);
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw source.error.apply(place, e.getMessage());
      }
      name(source, place, place, last, values);
      if (name != null) {
        name(source, place + ".name", text(source, place + ".name", name), last, values);
      }
    }
    int[] outputs = from(source, "outputs", source.values.get("outputs"), values, last);
    Architecture architecture;
    try {
      architecture = network.build(outputs);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw source.error.apply("layers", e.getMessage());
    }
    return new NetworkDescription(architecture, List.copyOf(prefixes), precision(source), ignored(source));
  }

  /** Notes what a value is called. */
  private static void name(Source source, String key, String name, int value, Map<String, Integer> values) {
    if (values.putIfAbsent(name, value) != null) {
      throw source.error.apply(key, "there are two values of the name " + Quoted.of(name));
    }
  }

  /** The values of a list of names; without a list, the last value before. */
  private static int[] from(Source source, String key, Object names, Map<String, Integer> values, int last) {
    if (names == null) {
      if (last < 0) {
        throw source.error.apply(key, "is missing: with several inputs, it must be said what is read");
      }
      return new int[] {last};
    }
    List<?> list = names instanceof List<?> several ? several : List.of(names);
    int[] from = new int[list.size()];
    for (int i = 0; i < from.length; i++) {
      Integer value = list.get(i) instanceof String name ? values.get(name) : null;
      if (value == null) {
        throw source.error.apply(key, "there is no value " + shown(list.get(i)) + " before this one"
            + (list.get(i) instanceof String name ? Similar.hint(name, List.copyOf(values.keySet())) : ""));
      }
      from[i] = value;
    }
    return from;
  }

  /** Adds the inputs; gives their names, those that they all have first. */
  private static Map<String, Integer> inputs(Source source, ArchitectureBuilder network) {
    Map<String, Integer> values = new LinkedHashMap<>();
    if (source.values.get("inputs") == null) {
      name(source, "input", "input", network.input(shape(source, "input", source.values.get("input"))), values);
      name(source, "input", "inputs.0", 0, values);
      return values;
    }
    if (source.values.get("input") != null) {
      throw source.error.apply("input", "cannot stand beside inputs");
    }
    List<?> entries = list(source, "inputs", "a list of inputs");
    for (int i = 0; i < entries.size(); i++) {
      String place = "inputs." + i;
      if (!(entries.get(i) instanceof Map<?, ?> entry) || !Set.of("name", "shape").containsAll(entry.keySet())) {
        throw source.error.apply(place, "must be an input, {name: ..., shape: [...]}, but is "
            + shown(entries.get(i)));
      }
      name(source, place, place, network.input(shape(source, place + ".shape", entry.get("shape"))), values);
      if (entry.get("name") != null) {
        name(source, place + ".name", text(source, place + ".name", entry.get("name")), i, values);
      }
    }
    if (entries.size() == 1) {
      values.putIfAbsent("input", 0);
    }
    return values;
  }

  private static Shape shape(Source source, String key, Object value) {
    List<?> entries = list(source, key, value, "a list of sizes");
    int[] sizes = new int[entries.size()];
    for (int i = 0; i < sizes.length; i++) {
      if (!(entries.get(i) instanceof Integer size)) {
        throw source.error.apply(key + "." + i, "must be a size, but is " + shown(entries.get(i)));
      }
      sizes[i] = size;
    }
    try {
      return Shape.of(sizes);
    } catch (IllegalArgumentException e) {
      throw source.error.apply(key, e.getMessage());
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
        String here = "the activation " + all.get("activation");
        if (key.usual() != null && (key.when() == null || key.when().equals(here))) {
          all.putIfAbsent(key.name(), value(key));
        }
      }
    }
    return all;
  }

  private static Object value(Key key) {
    Form form = key.forms().contains(Form.INTEGER) ? Form.INTEGER : key.forms().iterator().next();
    return switch (form) {
      case FLAG -> Boolean.valueOf(key.usual());
      case NUMBER -> Double.valueOf(key.usual());
      case INTEGER -> Long.valueOf(key.usual());
      default -> key.usual();
    };
  }

  private static List<?> list(Source source, String key, String what) {
    return list(source, key, source.values.get(key), what);
  }

  private static List<?> list(Source source, String key, Object value, String what) {
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
  static String json(Architecture architecture, boolean single) {
    boolean chain = architecture.isChain();
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("format", chain ? CHAIN : GRAPH);
    if (chain) {
      root.put("input", architecture.input().dimensions());
    } else {
      root.put("inputs", architecture.inputs().stream().map(s -> Map.of("shape", s.dimensions())).toList());
    }
    root.put("precision", single ? "float" : "double");
    List<Map<String, Object>> entries = new ArrayList<>();
    for (int l = 0; l < architecture.layers().size(); l++) {
      Layer layer = architecture.layers().get(l);
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("kind", layer.kind());
      entry.putAll(layer.settings());
      if (!chain) {
        entry.put("from", names(architecture, architecture.reads(l)));
      }
      entries.add(entry);
    }
    root.put("layers", entries);
    if (!chain) {
      root.put("outputs", names(architecture, architecture.outputs()));
    }
    return JSON.toJson(root);
  }

  private static List<String> names(Architecture architecture, List<Integer> values) {
    int inputs = architecture.inputs().size();
    return values.stream().map(v -> v < inputs ? "inputs." + v : "layers." + (v - inputs)).toList();
  }
}
