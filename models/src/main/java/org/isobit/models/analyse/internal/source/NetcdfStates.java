package org.isobit.models.analyse.internal.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.analyse.internal.grid.StateLayout;
import org.isobit.models.netcdf.CfTime;
import org.isobit.models.netcdf.NetcdfDefinition;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.netcdf.NetcdfType;
import org.isobit.models.netcdf.NetcdfVariable;
import org.isobit.models.netcdf.NetcdfWriter;

/**
 * States in NetCDF files of one kind, which a template shows: one state a file. What is written has the template's
 * dimensions, attributes and all its variables of numbers; the state's own are double, so that no bit is lost, and the
 * time coordinate, if there is one, holds the state's time. Everything else, and the state's variables where the
 * template masks some of them, is the template's. Equal states give equal bytes. Immutable, thread-safe.
 */
public final class NetcdfStates {

  private static final List<String> PACKING = List.of("_FillValue", "missing_value", "scale_factor", "add_offset",
      "valid_range", "valid_min", "valid_max", "_Unsigned", "actual_range");

  /** A variable that is written as the template has it: where missing values stand, its fill value. */
  private record Copy(String name, NetcdfType type, Map<String, Object> attributes, List<String> dimensions,
      double[] values) {}

  private final Path template;
  private final NetcdfSource source;
  private final StateLayout layout;
  private final double[] example;
  private final List<Copy> copies = new ArrayList<>();
  private final Map<String, Integer> dimensions = new LinkedHashMap<>();
  private final Map<String, Object> attributes;
  private final String timeName;
  private final String timeUnits;
  private final String calendar;

  private NetcdfStates(Path template, NetcdfSource source) throws IOException {
    this.template = template;
    this.source = source;
    if (source.grids() == null) {
      throw new IllegalArgumentException(source.gridProblem());
    }
    example = new double[source.elements()];
    source.read(0, example);
    layout = StateLayout.of(source.grids(), source.fields(), example);
    try (NetcdfFile file = NetcdfFile.open(template)) {
      attributes = file.attributes();
      String time = null;
      for (NetcdfSource.Layout l : source.layouts().values()) {
        time = l.time() < 0 ? time : l.dimensions().get(l.time());
        if (l.time() >= 0 && l.shape()[l.time()] != 1) {
          throw new IllegalArgumentException(template + ": has " + l.shape()[l.time()]
              + " times, but a template of states has one");
        }
      }
      timeName = time != null && file.has(time) ? time : null;
      timeUnits = timeName == null ? "" : file.variable(timeName).text("units");
      calendar = timeName == null ? "" : file.variable(timeName).text("calendar");
      for (String name : file.variables()) {
        NetcdfVariable v = file.variable(name);
        if (v.dimensions().contains("") && source.fields().contains(name)) {
          throw new IllegalArgumentException(template + ": variable '" + name
              + "' has dimensions without names; a template is a NetCDF-4 file");
        }
        if (v.isNumeric() && !v.dimensions().contains("")) {
          for (int d = 0; d < v.shape().length; d++) {
            dimensions.put(v.dimensions().get(d), v.shape()[d]);
          }
          copies.add(source.fields().contains(name) ? inDouble(v, fill(v))
              : name.equals(timeName) ? inDouble(v, null) : copy(v));
        }
      }
    }
  }

  /**
   * Looks at a template.
   *
   * @param template     a file as the model has it, with one time
   * @param variables    the variables that make up a state
   * @param sphereRadius of grids of longitudes and latitudes, which sets the unit of distances
   * @return the kind of files
   * @throws IOException              if the system cannot read it
   * @throws IllegalArgumentException naming what is missing in the template, or does not fit
   */
  public static NetcdfStates read(Path template, List<String> variables, double sphereRadius) throws IOException {
    return new NetcdfStates(template, NetcdfSource.each(template.toString(), List.of(template), List.of("template"),
        new NetcdfSource.Choice(List.copyOf(variables), null, null, sphereRadius)));
  }

  private static Map<String, Object> attributes(NetcdfVariable v, Object fill) {
    Map<String, Object> kept = new LinkedHashMap<>();
    if (fill != null) {
      kept.put("_FillValue", fill);
    }
    v.attributes().forEach((name, value) -> {
      if (!PACKING.contains(name)) {
        kept.put(name, NetcdfCoordinates.writable(value));
      }
    });
    return kept;
  }

  private static double fill(NetcdfVariable v) {
    Object fill = v.attributes().getOrDefault("_FillValue", v.attributes().get("missing_value"));
    return !v.isPacked() && fill instanceof Number n ? n.doubleValue() : NetcdfVariable.DEFAULT_FILL;
  }

  /** What changes from file to file: in double, so that no state and no time is rounded. */
  private static Copy inDouble(NetcdfVariable v, Object fill) {
    return new Copy(v.name(), NetcdfType.DOUBLE, attributes(v, fill), v.dimensions(), null);
  }

  private Copy copy(NetcdfVariable v) {
    double[] values = v.read();
    boolean whole = !v.isFloating() && !v.isPacked() && Arrays.stream(values).allMatch(x -> x == (int) x);
    NetcdfType type = whole ? NetcdfType.INT : v.isSingle() ? NetcdfType.FLOAT : NetcdfType.DOUBLE;
    boolean missing = Arrays.stream(values).anyMatch(Double::isNaN);
    double fill = fill(v);
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.isNaN(values[i]) ? fill : values[i];
    }
    Object written = !missing ? null : type == NetcdfType.FLOAT ? (Object) (float) fill : (Object) fill;
    return new Copy(v.name(), type, attributes(v, written), v.dimensions(), values);
  }

  /**
   * The template.
   *
   * @return the file
   */
  public Path template() {
    return template;
  }

  /**
   * Dimensions of a state as an array: variables, then those of space; or only the number of its elements where points
   * are masked, of which it holds the others, or variables have grids of their own.
   *
   * @return a new array
   */
  public int[] shape() {
    int[] space = source.shape();
    int fields = source.fields().size();
    if (layout.size() != source.elements() || layout.staggered()) {
      return new int[] {layout.size()};
    }
    int[] shape = new int[space.length + 1];
    shape[0] = fields;
    System.arraycopy(space, 0, shape, 1, space.length);
    return fields == 1 ? space : shape;
  }

  public StateLayout layout() {
    return layout;
  }

  /**
   * Refuses a kind of time that files cannot hold.
   *
   * @param time a time of states
   * @throws IllegalArgumentException if it is a number, but the template's time counts from a date, or the reverse
   */
  public void requireTime(AnalysisTime time) {
    boolean dates = timeUnits.contains(" since ");
    if (timeName != null && dates != (time.moment() != null)) {
      throw new IllegalArgumentException(template + ": its time '" + timeName + "' " + (dates ? "counts '" + timeUnits
          + "', but the run's times are numbers such as " + time : "has no units such as 'hours since 2026-01-01', but "
          + "the run's times are dates such as " + time));
    }
    count(time);
  }

  /** The time coordinate's value. */
  private double count(AnalysisTime time) {
    try {
      return timeName == null || time.moment() == null ? time.number()
          : CfTime.count(time.moment(), timeUnits, calendar);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(template + ": variable '" + timeName + "': " + e.getMessage(), e);
    }
  }

  /**
   * Writes a state; the file is not forced to the disk.
   *
   * @param file   where to; must not exist
   * @param states holds the state
   * @param offset index of its first element
   * @param time   the state's time
   * @param whole  whether points that a state has not are the template's, as a model needs them; otherwise they are
   *               missing
   * @throws IOException if the system cannot write
   */
  public void write(Path file, double[] states, int offset, AnalysisTime time, boolean whole) throws IOException {
    NetcdfDefinition definition = new NetcdfDefinition();
    dimensions.forEach(definition::dimension);
    copies.forEach(c -> {
      Map<String, Object> own = new LinkedHashMap<>(c.attributes);
      if (!whole && source.fields().contains(c.name)) {
        own.put("_FillValue", NetcdfVariable.DEFAULT_FILL); // a mean or a spread may have the template's as its value
      }
      definition.variable(c.name, c.type, own, c.dimensions);
    });
    attributes.forEach((name, value) -> definition.attribute(name, NetcdfCoordinates.writable(value)));
    double[] member = example.clone();
    if (!whole) {
      Arrays.fill(member, Double.NaN);
    }
    layout.unpack(states, offset, member);
    try (NetcdfWriter out = new NetcdfWriter(file, definition)) {
      for (Copy c : copies) {
        int v = source.fields().indexOf(c.name);
        double[] values = v >= 0 ? layout.ofMember(member, v)
            : c.name.equals(timeName) ? new double[] {count(time)} : c.values;
        if (v >= 0) {
          double fill = whole ? (Double) c.attributes.get("_FillValue") : NetcdfVariable.DEFAULT_FILL;
          for (int i = 0; i < values.length; i++) {
            values[i] = Double.isNaN(values[i]) ? fill : values[i];
          }
        }
        out.write(c.name, values, 0, values.length);
      }
    }
  }

  /**
   * Reads a state.
   *
   * @param file a file with the template's variables, of the same shape, masked at the same points; of several times
   * @param time the state's time; a file that says its own must have it, if it is a moment
   * @return its elements
   * @throws IOException              if the system cannot read it
   * @throws IllegalArgumentException naming what is missing or does not fit
   */
  public double[] read(Path file, AnalysisTime time) throws IOException {
    double[] member = source.readOther(file, timeName == null || time.moment() == null ? null : time.toString());
    String difference = layout.difference(member, "the template");
    if (difference != null) {
      throw new IllegalArgumentException(file + ": " + difference);
    }
    double[] state = new double[layout.size()];
    layout.pack(member, state, 0);
    return state;
  }
}
