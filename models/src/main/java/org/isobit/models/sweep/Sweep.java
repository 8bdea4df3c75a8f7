package org.isobit.models.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isobit.models.io.Settings;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;

/**
 * The full product of the values of some keys. Points are numbered from 0; the last key's values change first.
 * Immutable, thread-safe.
 *
 * @param axes the keys, at least one
 */
public record Sweep(List<Axis> axes) {

  /** Points of a sweep at most. */
  public static final int MOST = 4096;

  /** The section of a sweep in a configuration. */
  public static final Key KEY = Key.section("sweep",
      "runs the full product of values of some keys, of at most " + MOST + " combinations, in place of one experiment",
      Keys.each(Key.of("key", Form.ANYTHING, "a key of this file by its path (methods.0.inflation.factor), and the "
          + "list of values that it takes")));

  /**
   * Keeps its own copy of the list.
   *
   * @throws IllegalArgumentException if there is no key, or too large a product
   */
  public Sweep {
    axes = List.copyOf(axes);
    if (axes.isEmpty()) {
      throw new IllegalArgumentException("must name at least one key, but is empty");
    }
    double size = axes.stream().mapToDouble(Axis::size).reduce(1.0, (a, b) -> a * b);
    if (size > MOST) {
      throw new IllegalArgumentException("is a product of " + axes.stream().map(a -> String.valueOf(a.size()))
          .collect(Collectors.joining(" x ")) + " = " + (long) size + " combinations, but may have at most " + MOST);
    }
  }

  /**
   * Reads the section {@code sweep}: keys by their paths, or nested as in the configuration itself, and lists.
   *
   * @param root a configuration that has it
   * @return the sweep
   * @throws IllegalArgumentException naming key and value of the first mistake in it; whether the keys are known is
   *                                  not looked at
   */
  public static Sweep read(Settings root) {
    Settings section = root.section(KEY.name());
    List<Axis> axes = new ArrayList<>();
    collect(section, "", section.values(), axes);
    try {
      return new Sweep(axes);
    } catch (IllegalArgumentException e) {
      throw root.error(KEY.name(), e.getMessage());
    }
  }

  private static void collect(Settings section, String prefix, Map<?, ?> values, List<Axis> axes) {
    values.forEach((name, value) -> {
      String key = prefix + name;
      if (value instanceof Map<?, ?> inner) {
        collect(section, key + ".", inner, axes);
      } else if (value != null) { // null takes a key out again: --set sweep.methods.0.members=null
        axes.add(axis(section, key, value, axes));
      }
    });
  }

  private static Axis axis(Settings section, String key, Object value, List<Axis> others) {
    if (!(value instanceof List<?> list)) {
      throw section.error(key, "must be a list of values, but is " + value);
    }
    if (key.equals(KEY.name()) || key.startsWith(KEY.name() + ".")) {
      throw section.error(key, "cannot be swept: it is the sweep itself");
    }
    if (key.equals(Measure.KEY.name())) {
      throw section.error(key, "cannot be swept: it says what all combinations are ranked by");
    }
    for (Axis other : others) {
      if (other.key().equals(key)) {
        throw section.error(key, "is there twice");
      }
      if (other.key().startsWith(key + ".") || key.startsWith(other.key() + ".")) {
        throw section.error(key, "and " + other.key() + " are one inside the other: one would undo the other");
      }
    }
    try {
      return new Axis(key, new ArrayList<>(list));
    } catch (IllegalArgumentException e) {
      throw section.error(key, e.getMessage());
    }
  }

  /**
   * How many points there are.
   *
   * @return the product of the axes' sizes
   */
  public int size() {
    return axes.stream().mapToInt(Axis::size).reduce(1, (a, b) -> a * b);
  }

  /**
   * Where a point is.
   *
   * @param point its number
   * @return of each axis the index of its value
   */
  public int[] indices(int point) {
    int[] indices = new int[axes.size()];
    int rest = point;
    for (int a = axes.size() - 1; a >= 0; a--) {
      indices[a] = rest % axes.get(a).size();
      rest /= axes.get(a).size();
    }
    return indices;
  }

  /**
   * What makes the point of the configuration.
   *
   * @param point its number
   * @return assignments {@code key.path=value}
   */
  public List<String> assignments(int point) {
    int[] indices = indices(point);
    return IntStream.range(0, indices.length).mapToObj(a -> axes.get(a).assignment(indices[a])).toList();
  }

  /**
   * A point as people read it.
   *
   * @param point its number
   * @return {@code members 20, inflation.factor 1.02}
   */
  public String label(int point) {
    int[] indices = indices(point);
    List<String> names = names();
    return IntStream.range(0, indices.length).mapToObj(a -> names.get(a) + " " + axes.get(a).label(indices[a]))
        .collect(Collectors.joining(", "));
  }

  /**
   * The keys as people read them: without {@code methods.0.} where all keys begin alike.
   *
   * @return a name for each axis
   */
  public List<String> names() {
    List<String> keys = axes.stream().map(Axis::key).toList();
    String start = keys.getFirst().replaceFirst("^(methods\\.\\d+\\.).*", "$1");
    return start.equals(keys.getFirst()) || !keys.stream().allMatch(key -> key.startsWith(start)) ? keys
        : keys.stream().map(key -> key.substring(start.length())).toList();
  }

  /**
   * The sweep as data.
   *
   * @return values by key
   */
  public Map<String, List<Object>> toMap() {
    Map<String, List<Object>> map = new LinkedHashMap<>();
    axes.forEach(axis -> map.put(axis.key(), axis.values()));
    return map;
  }
}
