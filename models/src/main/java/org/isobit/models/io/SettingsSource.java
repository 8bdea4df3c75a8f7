package org.isobit.models.io;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Where settings come from: the parsed text, the line of each key, and the command line's overrides. */
final class SettingsSource {

  private final String name;
  private final Path folder;
  private final String yaml;
  private final List<String> overrides;
  private final Node nodes;
  private final Map<String, Object> root;

  /** Key path to assignment, {@code --set seed=7}; what stood below such a key in the file is gone. */
  private final Map<String, String> overridden = new HashMap<>();

  SettingsSource(String name, Path folder, String yaml, List<String> overrides) {
    this.name = Quoted.sentence(name);
    this.folder = folder;
    this.yaml = yaml;
    this.overrides = List.copyOf(overrides);
    YamlText text = YamlText.parse(this.name, yaml);
    this.nodes = text.root();
    this.root = switch (text.value()) {
      case null -> new LinkedHashMap<>();
      case Map<?, ?> map -> section(map);
      default -> throw new IllegalArgumentException(this.name + ": must consist of 'key: value' lines");
    };
    overrides.forEach(this::override);
  }

  @SuppressWarnings("unchecked") // YamlText lets only text keys through
  private static Map<String, Object> section(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }

  /** The same text with further overrides. */
  SettingsSource with(List<String> more) {
    return new SettingsSource(name, folder, yaml, Stream.concat(overrides.stream(), more.stream()).toList());
  }

  Map<String, Object> root() {
    return root;
  }

  /** Where a key stands, or where its section does. */
  String place(String key) {
    for (String at = key; ; at = at.substring(0, at.lastIndexOf('.'))) {
      if (overridden.containsKey(at)) {
        return overridden.get(at);
      }
      if (at.indexOf('.') < 0) {
        break;
      }
    }
    int line = line(nodes, key);
    return line == 0 ? name : name + ":" + line;
  }

  /** The line, from 1, of a key path or of the longest part of it that is there; 0 if there is none. */
  private static int line(Node node, String path) {
    if (node instanceof MappingNode mapping) {
      ScalarNode best = null;
      Node value = null;
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key && (path + ".").startsWith(key.getValue() + ".")
            && (best == null || key.getValue().length() > best.getValue().length())) {
          best = key;
          value = tuple.getValueNode();
        }
      }
      return best == null ? 0 : inner(best, value, path.substring(best.getValue().length()));
    }
    if (node instanceof SequenceNode sequence) {
      String index = path.substring(0, (path + ".").indexOf('.'));
      for (int i = 0; i < sequence.getValue().size(); i++) {
        if (index.equals(Integer.toString(i))) {
          return inner(sequence.getValue().get(i), sequence.getValue().get(i), path.substring(index.length()));
        }
      }
    }
    return 0;
  }

  private static int inner(Node at, Node value, String rest) {
    int deeper = rest.isEmpty() ? 0 : line(value, rest.substring(1));
    return deeper > 0 ? deeper : at.getStartMark().map(m -> m.getLine() + 1).orElse(0);
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
      throw error.apply(Quoted.of(file));
    }
  }

  static String dump(Map<String, Object> values) {
    DumpSettings settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(110)
        .setSchema(new CoreSchema()).build();
    return new Dump(settings).dumpToString(values);
  }

  private void override(String assignment) {
    String place = "--set " + Quoted.line(assignment);
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(place + ": must have the form key.path=value");
    }
    String[] keys = assignment.substring(0, equals).strip().split("\\.", -1);
    if (keys.length > YamlText.DEEPEST) {
      throw new IllegalArgumentException(place + ": is nested too deep: more than " + YamlText.DEEPEST + " levels");
    }
    Object value = YamlText.parse(place, assignment.substring(equals + 1)).value();
    Object at = root;
    int last = 0;
    while (last < keys.length - 1 && !(at instanceof Map<?, ?> map && map.containsKey(joined(keys, last)))) {
      at = step(at, keys[last], keys[last + 1], place);
      last++;
    }
    put(at, joined(keys, last), value, place);
    String full = String.join(".", keys);
    overridden.keySet().removeIf(k -> k.startsWith(full + "."));
    overridden.put(full, place);
  }

  /** The last keys of a path as one: a key of a section whose names are paths has dots itself. */
  private static String joined(String[] keys, int from) {
    return String.join(".", Arrays.asList(keys).subList(from, keys.length));
  }

  /** The section or list behind a key, made if there is none. */
  private static Object step(Object at, String key, String next, String place) {
    Object inner;
    if (at instanceof Map<?, ?> map) {
      inner = section(map).computeIfAbsent(key, _ -> new LinkedHashMap<String, Object>());
    } else {
      List<?> list = (List<?>) at;
      inner = list.get(index(list, key, place));
    }
    if (inner instanceof Map || inner instanceof List) {
      return inner;
    }
    throw new IllegalArgumentException(place + ": " + Quoted.line(key) + " is a value, not a section, so it has no "
        + Quoted.of(next));
  }

  @SuppressWarnings("unchecked") // all lists are YamlText's own
  private static void put(Object at, String key, Object value, String place) {
    if (at instanceof Map<?, ?> map) {
      section(map).put(key, value);
    } else {
      List<Object> list = (List<Object>) at;
      list.set(index(list, key, place), value);
    }
  }

  private static int index(List<?> list, String key, String place) {
    for (int i = 0; i < list.size(); i++) {
      if (key.equals(Integer.toString(i))) {
        return i;
      }
    }
    throw new IllegalArgumentException(place + ": " + Quoted.of(key) + " must be a position in the list, "
        + (list.isEmpty() ? "which is empty" : "0 to " + (list.size() - 1)));
  }
}
