package org.isobit.models.analyse.internal.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobit.models.netcdf.CfTime;
import org.isobit.models.netcdf.NetcdfDefinition;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.netcdf.NetcdfType;
import org.isobit.models.netcdf.NetcdfVariable;
import org.isobit.models.netcdf.NetcdfWriter;

/**
 * Dimensions and coordinates of results: those of the forecast's fields, with the chosen time alone, and all that the
 * attributes {@code coordinates} and {@code grid_mapping} name. Numbers are written as double, which holds them
 * exactly; a grid mapping, whose value says nothing, may be a character.
 */
public final class NetcdfCoordinates {

  /**
   * A variable that results take over.
   *
   * @param attributes as results have them
   * @param values     NaN where missing; results have the fill value there
   */
  private record Copied(String name, NetcdfType type, List<String> dimensions, Map<String, Object> attributes,
                        double[] values) {}

  /** What is taken over from one file, so that a file is read once for all its results. Immutable. */
  public static final class Content {
    private final List<Copied> variables;

    private Content(List<Copied> variables) {
      this.variables = variables;
    }
  }

  /** Attributes that say how values are stored, or name what is not taken over. */
  private static final Set<String> DROPPED = Set.of("_FillValue", "missing_value", "scale_factor", "add_offset",
      "bounds", "valid_range", "valid_min", "valid_max", "_Unsigned", "actual_range");

  private final NetcdfSource source;

  public NetcdfCoordinates(NetcdfSource source) {
    this.source = source;
  }

  private NetcdfSource.Layout layout() {
    return source.layouts().values().iterator().next();
  }

  /** The name in results of a dimension of the fields; those that have none in the file are numbered. */
  private static String name(NetcdfSource.Layout layout, int d) {
    String name = layout.dimensions().get(d);
    return name.isEmpty() ? "dim_" + d + (d < layout.shape().length - layout.spaceShape().length ? ""
        : "_" + layout.shape()[d]) : name;
  }

  private String memberName() {
    return layout().member() < 0 ? "member" : name(layout(), layout().member());
  }

  /**
   * The dimensions of a field in results.
   *
   * @param members whether there is one of members
   */
  public List<String> of(String field, boolean members) {
    NetcdfSource.Layout layout = source.layouts().get(field);
    List<String> dimensions = new ArrayList<>();
    if (members) {
      dimensions.add(memberName());
    }
    for (int d = 0; d < layout.shape().length; d++) {
      if (d != layout.member()) {
        dimensions.add(name(layout, d));
      }
    }
    return dimensions;
  }

  /** An attribute's value as one of the types that can be written. */
  public static Object writable(Object value) {
    return switch (value) {
      case Float f -> f;
      case Integer i -> i;
      case Number n -> n.doubleValue();
      default -> value;
    };
  }

  /**
   * Reads those of a file.
   */
  public Content read(Path from) throws IOException {
    try (NetcdfFile file = NetcdfFile.open(from)) {
      return read(file);
    }
  }

  /**
   * Reads those of a file that is open.
   */
  public Content read(NetcdfFile file) {
    List<Copied> all = new ArrayList<>();
    for (NetcdfVariable v : copied(file)) {
      Map<String, Object> attributes = new LinkedHashMap<>();
      v.attributes().forEach((name, value) -> {
        if (!DROPPED.contains(name)) {
          attributes.put(name, writable(value));
        }
      });
      double[] values = values(file, v);
      if (v.isNumeric() && Arrays.stream(values).anyMatch(Double::isNaN)) {
        attributes.put("_FillValue", NetcdfVariable.DEFAULT_FILL);
      }
      all.add(new Copied(v.name(), v.isNumeric() ? NetcdfType.DOUBLE : NetcdfType.INT, v.dimensions(), attributes,
          values));
    }
    return new Content(all);
  }

  /**
   * Defines them.
   *
   * @param members which members there are, or null if the results have no such dimension
   * @param content what a file has
   */
  public void define(NetcdfDefinition definition, List<Integer> members, Content content) {
    if (members != null) {
      definition.dimension(memberName(), members.size());
    }
    for (NetcdfSource.Layout layout : source.layouts().values()) {
      for (int d = 0; d < layout.shape().length; d++) {
        if (d != layout.member()) {
          definition.dimension(name(layout, d), d == layout.time() ? 1 : layout.shape()[d]);
        }
      }
    }
    if (members != null) {
      boolean numbers = members.stream().allMatch(m -> source.labels().get(m).matches("\\d{1,9}"));
      Map<String, Object> attributes = new LinkedHashMap<>();
      attributes.put("standard_name", "realization");
      if (!numbers) {
        attributes.put("names", String.join(" ", source.labels()));
      }
      definition.variable(memberName(), NetcdfType.INT, attributes, List.of(memberName()));
    }
    for (Copied v : content.variables) {
      definition.variable(v.name, v.type, v.attributes, v.dimensions);
    }
  }

  /**
   * The variables that are copied: those of the dimensions, then those that attributes name, if their dimensions fit.
   */
  private List<NetcdfVariable> copied(NetcdfFile file) {
    Set<String> names = new LinkedHashSet<>();
    Set<String> known = new LinkedHashSet<>();
    source.layouts().values().forEach(l -> {
      for (int d = 0; d < l.shape().length; d++) {
        if (d != l.member()) {
          names.add(l.dimensions().get(d));
          known.add(l.dimensions().get(d));
        }
      }
    });
    Set<String> mappings = new LinkedHashSet<>();
    source.layouts().values().forEach(l -> {
      names.addAll(words(l, "coordinates"));
      mappings.addAll(words(l, "grid_mapping"));
    });
    names.addAll(mappings);
    List<NetcdfVariable> copied = new ArrayList<>();
    for (String name : names) {
      if (file.has(name) && !source.fields().contains(name) && !name.equals(memberName())) {
        NetcdfVariable v = file.variable(name);
        boolean mapping = mappings.contains(name) && v.dimensions().isEmpty();
        if (known.containsAll(v.dimensions()) && (v.isNumeric() || mapping)) {
          copied.add(v);
        }
      }
    }
    return copied;
  }

  /** The variables that an attribute names: in CF's longer form of grid_mapping, some with a colon behind them. */
  private static List<String> words(NetcdfSource.Layout layout, String attribute) {
    return layout.attributes().get(attribute) instanceof String text ? List.of(text.split("[\\s:]+")) : List.of();
  }

  /** A variable's values, of a dimension of time those of the time chosen; 0 for a text, as a grid mapping may be. */
  private double[] values(NetcdfFile file, NetcdfVariable v) {
    if (!v.isNumeric()) {
      return new double[1];
    }
    long[] start = new long[v.shape().length];
    int[] count = v.shape();
    for (NetcdfSource.Layout layout : source.layouts().values()) {
      int time = layout.time() < 0 ? -1 : v.dimensions().indexOf(layout.dimensions().get(layout.time()));
      if (time >= 0) {
        start[time] = CfTime.index(file, v.dimensions().get(time), count[time], source.time());
        count[time] = 1;
      }
    }
    double[] values = new double[v.requireRoom(count)];
    v.read(start, count, values, 0);
    return values;
  }

  /** Writes the values of what {@link #define} defines. */
  public void write(NetcdfWriter out, List<Integer> members, Content content) throws IOException {
    if (members != null) {
      boolean numbers = members.stream().allMatch(m -> source.labels().get(m).matches("\\d{1,9}"));
      double[] values = members.stream().mapToDouble(m -> numbers ? Double.parseDouble(source.labels().get(m)) : m)
          .toArray();
      out.write(memberName(), values, 0, values.length);
    }
    for (Copied v : content.variables) {
      writeFilled(out, v.name, v.values.clone(), NetcdfVariable.DEFAULT_FILL);
    }
  }

  /** Writes a variable with the fill value where there is no number; the array has it afterwards. */
  public static void writeFilled(NetcdfWriter out, String name, double[] values, double fill) throws IOException {
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.isNaN(values[i]) ? fill : values[i];
    }
    out.write(name, values, 0, values.length);
  }
}
