package org.isobit.models.io;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Where settings come from: the parsed text, the line of each key, and the command line's overrides. */
final class SettingsSource {

  /** No configuration nests deeper; also ends the walk through an alias that contains itself. */
  private static final int DEEPEST = 32;

  private final String name;
  private final Path folder;
  private final Map<String, Object> root;

  /** Key path to place: {@code config.yaml:12} or {@code --set seed=7}. */
  private final Map<String, String> places = new HashMap<>();

  SettingsSource(String name, Path folder, String yaml, List<String> overrides) {
    this.name = name;
    this.folder = folder;
    LoadSettings settings = LoadSettings.builder().setLabel(name).setSchema(new CoreSchema())
        .setAllowRecursiveKeys(false).setMaxAliasesForCollections(50).build();
    try {
      Object loaded = new Load(settings).loadFromString(yaml);
      if (loaded == null) {
        loaded = new LinkedHashMap<>();
      }
      if (!(loaded instanceof Map<?, ?> map)) {
        throw new IllegalArgumentException(name + ": must consist of 'key: value' lines");
      }
      new Compose(settings).composeString(yaml).ifPresent(node -> locate("", node, 0));
      this.root = checked(map, "", 0);
    } catch (MarkedYamlEngineException e) {
      throw new IllegalArgumentException(name + e.getProblemMark().map(m -> ":" + (m.getLine() + 1)).orElse("")
          + ": is not valid YAML: " + oneLine(e.getProblem()), e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(name + ": is not valid YAML: " + oneLine(e.getMessage()), e);
    }
    overrides.forEach(assignment -> override(assignment, settings));
  }

  Map<String, Object> root() {
    return root;
  }

  /** Where a key stands, or where its section does. */
  String place(String key) {
    for (String at = key; ; at = at.substring(0, at.lastIndexOf('.'))) {
      String place = places.get(at);
      if (place != null) {
        return place;
      }
      if (at.indexOf('.') < 0) {
        return name;
      }
    }
  }

  Path resolve(String file, Function<String, IllegalArgumentException> error) {
    try {
      Path path = Path.of(file);
      if (path.isAbsolute() || folder == null) {
        return path;
      }
      // Shown to people in messages, so relative to where they are, if the file lies below.
      Path here = Path.of("").toAbsolutePath();
      Path whole = folder.resolve(path).normalize();
      return whole.startsWith(here) && !whole.equals(here) ? here.relativize(whole) : whole;
    } catch (InvalidPathException e) {
      throw error.apply(file);
    }
  }

  static String dump(Map<String, Object> values) {
    DumpSettings settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(110)
        .setSchema(new CoreSchema()).build();
    return new Dump(settings).dumpToString(values);
  }

  /** A copy that may be changed, with text keys only. */
  private Map<String, Object> checked(Map<?, ?> map, String path, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException(name + ": " + path + ": is nested too deep");
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> {
      if (!(key instanceof String text)) {
        throw new IllegalArgumentException(place(path) + ": the key " + key + " must be text");
      }
      copy.put(text, checkedValue(value, path.isEmpty() ? text : path + "." + text, depth));
    });
    return copy;
  }

  private Object checkedValue(Object value, String path, int depth) {
    if (value instanceof Map<?, ?> map) {
      return checked(map, path, depth + 1);
    }
    if (value instanceof List<?> list) {
      if (depth > DEEPEST) {
        throw new IllegalArgumentException(name + ": " + path + ": is nested too deep");
      }
      Object[] copy = new Object[list.size()];
      for (int i = 0; i < copy.length; i++) {
        copy[i] = checkedValue(list.get(i), path + "." + i, depth + 1);
      }
      return Arrays.asList(copy);
    }
    return value;
  }

  private void locate(String path, Node node, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
          String at = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
          key.getStartMark().ifPresent(m -> places.put(at, name + ":" + (m.getLine() + 1)));
          locate(at, tuple.getValueNode(), depth + 1);
        }
      }
    } else if (node instanceof SequenceNode sequence) {
      for (int i = 0; i < sequence.getValue().size(); i++) {
        Node item = sequence.getValue().get(i);
        String at = path + "." + i;
        item.getStartMark().ifPresent(m -> places.put(at, name + ":" + (m.getLine() + 1)));
        locate(at, item, depth + 1);
      }
    }
  }

  private void override(String assignment, LoadSettings settings) {
    String place = "--set " + assignment;
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(place + ": must have the form key.path=value");
    }
    String[] keys = assignment.substring(0, equals).strip().split("\\.", -1);
    Object value;
    try {
      value = checkedValue(new Load(settings).loadFromString(assignment.substring(equals + 1)), keys[0], 0);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(place + ": the value is not valid YAML: " + oneLine(e.getMessage()), e);
    }
    Object at = root;
    for (int i = 0; i < keys.length - 1; i++) {
      at = step(at, keys[i], keys[i + 1], place);
    }
    put(at, keys[keys.length - 1], value, place);
    String full = String.join(".", keys);
    places.keySet().removeIf(k -> k.startsWith(full + "."));
    places.put(full, place);
  }

  @SuppressWarnings("unchecked") // maps here come from checked()
  private static Object step(Object at, String key, String next, String place) {
    if (at instanceof Map<?, ?> map) {
      Object inner = map.get(key);
      if (inner == null) {
        inner = new LinkedHashMap<String, Object>();
        ((Map<String, Object>) map).put(key, inner);
      }
      if (inner instanceof Map || inner instanceof List) {
        return inner;
      }
      throw new IllegalArgumentException(
          place + ": " + key + " is a value, not a section, so it has no '" + next + "'");
    }
    List<Object> list = (List<Object>) at;
    return list.get(index(list, key, place));
  }

  @SuppressWarnings("unchecked")
  private static void put(Object at, String key, Object value, String place) {
    switch (at) {
      case Map<?, ?> map -> ((Map<String, Object>) map).put(key, value);
      case List<?> list -> ((List<Object>) list).set(index(list, key, place), value);
      default -> throw new IllegalArgumentException(place + ": there is no section to put '" + key + "' in");
    }
  }

  private static int index(List<?> list, String key, String place) {
    try {
      int i = Integer.parseInt(key);
      if (i >= 0 && i < list.size()) {
        return i;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw new IllegalArgumentException(
        place + ": '" + key + "' must be a position in the list, 0 to " + (list.size() - 1));
  }

  private static String oneLine(String message) {
    return message == null ? "" : message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
