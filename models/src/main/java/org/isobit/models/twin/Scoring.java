package org.isobit.models.twin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.isobit.models.io.Settings;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;

/**
 * What a twin experiment scores besides the whole state. Immutable.
 *
 * @param sectors     parts of the state that have scores of their own
 * @param diagnostics whether ranks of the truth, and spread against error, are counted
 */
public record Scoring(List<Sector> sectors, boolean diagnostics) {

  /** The whole state alone. */
  public static final Scoring PLAIN = new Scoring(List.of(), false);

  static final Key SECTORS = Key.of("sectors", Form.SECTIONS, "parts of the state that have scores of their own")
      .with(Keys.of(
          Key.of("name", Form.TEXT, "its name, of letters, digits, '.', '_' and '-'").required(),
          Key.of("from", Form.INTEGER, "its first variable, from 0").atLeast(0),
          Key.of("to", Form.INTEGER, "the variable after its last").atLeast(1),
          Key.of("indices", Form.INTEGERS, "its variables, instead of from and to")));

  static final Key DIAGNOSTICS = Key.of("diagnostics", Form.FLAG, "whether ranks of the truth among the members, and "
      + "spread against error, are counted into scores.json").usual(false);

  /**
   * Part of the state.
   *
   * @param name    its name
   * @param indices its variables, in the order in which they are summed
   */
  public record Sector(String name, List<Integer> indices) {

    /** Keeps its own copy. */
    public Sector {
      indices = List.copyOf(indices);
    }

    /** The same as an array. */
    int[] points() {
      return indices.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  /** Keeps its own copy. */
  public Scoring {
    sectors = List.copyOf(sectors);
  }

  static Scoring read(Settings settings, int size) {
    List<Sector> sectors = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>();
    if (settings.has("sectors")) {
      for (Settings section : settings.sections("sectors")) {
        Sector sector = sector(section, size);
        if (!names.add(sector.name)) {
          throw section.error("name", "is that of another sector, '" + sector.name + "'");
        }
        sectors.add(sector);
      }
    }
    return new Scoring(sectors, settings.flag("diagnostics", false));
  }

  private static Sector sector(Settings settings, int size) {
    String name = settings.string("name");
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw settings.error("name", "must consist of letters, digits, '.', '_' and '-', but is '" + name + "'");
    }
    if (settings.has("indices")) {
      if (settings.has("from") || settings.has("to")) {
        throw settings.error("indices", "cannot be given with from or to");
      }
      int[] indices = ExperimentYaml.indices(settings, size);
      if (Arrays.stream(indices).distinct().count() != indices.length) {
        throw settings.error("indices", "name a variable twice");
      }
      return new Sector(name, Arrays.stream(indices).boxed().toList());
    }
    int from = settings.intBetween("from", 0, size - 1);
    int to = settings.intBetween("to", from + 1, size);
    return new Sector(name, IntStream.range(from, to).boxed().toList());
  }

  /** Adds the keys as far as they do not have their usual values. */
  void write(Map<String, Object> root) {
    if (!sectors.isEmpty()) {
      root.put("sectors", sectors.stream().map(Scoring::write).toList());
    }
    if (diagnostics) {
      root.put("diagnostics", true);
    }
  }

  private static Map<String, Object> write(Sector sector) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", sector.name);
    int from = sector.indices.getFirst();
    int to = from + sector.indices.size();
    if (sector.indices.equals(IntStream.range(from, to).boxed().toList())) {
      map.put("from", from);
      map.put("to", to);
    } else {
      map.put("indices", sector.indices);
    }
    return map;
  }

  /** Refuses published scores of sectors that there are none of. */
  void requireKnown(String experiment, List<Experiment.Method> methods) {
    List<String> known = sectors.stream().map(Sector::name).toList();
    for (Experiment.Method method : methods) {
      Published published = method.published();
      for (String sector : published == null ? List.<String>of() : List.copyOf(published.sectors().keySet())) {
        if (!known.contains(sector)) {
          throw new IllegalArgumentException(experiment + ": method '" + method.label() + "' has a published score of "
              + "the sector '" + sector + "', but the experiment's sectors are " + known);
        }
      }
    }
  }
}
